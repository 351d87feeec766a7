"""Ogg files that are the same for the same sound: libsndfile numbers each stream by chance (RFC 3533, section 6)."""

from __future__ import annotations

import zlib

SERIAL, CHECKSUM, SEGMENTS = 14, 22, 26
MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def numbered(content: bytes, serial: int = 1) -> bytes:
    """The same file, with this number in each of its pages."""
    made = bytearray(content)
    at = 0
    while at < len(made):
        table = at + SEGMENTS + 1
        body = table + made[at + SEGMENTS]
        end = body + sum(made[table:body])
        made[at + SERIAL : at + SERIAL + 4] = serial.to_bytes(4, "little")
        made[at + CHECKSUM : at + CHECKSUM + 4] = bytes(4)
        made[at + CHECKSUM : at + CHECKSUM + 4] = checksum(bytes(made[at:end])).to_bytes(4, "little")
        at = end
    return bytes(made)


def checksum(page: bytes) -> int:
    """CRC-32 with its bits in the other order than zlib's, from 0 and not inverted."""
    mirrored = zlib.crc32(page.translate(MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
