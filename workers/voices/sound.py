"""Sound as arrays: reading what comes in, joining what was spoken, and the files that pages play."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Literal

import numpy as np
import soundfile
from numpy.typing import NDArray

from workers.making import Unmade
from workers.voices.ogg import numbered
from workers.voices.speaking import Sound

RATE = 24_000
"""Of everything that is kept: Opus knows it, and a voice has nothing above its half."""
READ = {"WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3"}
BEGINS = (b"RIFF", b"RF64", b"fLaC", b"OggS", b"ID3")
"""What files of these kinds begin with, but for MP3 without a tag: no other decoder sees what strangers send."""
LOUD, PEAK = 0.1, 0.89
"""The level of speech while it lasts (-20 dBFS), and what no sample exceeds (-1 dBFS): podcasts' habits."""
MOST_GAIN = 30.0
SILENT = 0.001
"""-60 dBFS: below this nobody spoke."""
FINEST = 48_000
"""Above this rate samples are taken together as they are read: minutes at 192 kHz would fill a gigabyte."""
FRAME = RATE // 100
EDGE = 0.08
"""Seconds that are left before and after speech."""
FADE = RATE // 200
BLOCK_SECONDS, OVERLAP_SECONDS = 10, 1
LEVELS: dict[str, tuple[str, float, str | None]] = {
    "OGG": ("OPUS", 0.896, None),
    "MP3": ("MPEG_LAYER_III", 0.7, "VARIABLE"),
}
"""libsndfile's own scale: about 32 and 43 kbit/s of speech. Its MP3 without variable rate lacks the tag by which
players drop the encoder's lead, and words would come 46 ms late."""


def read(content: bytes, most_seconds: float) -> Sound:
    """One channel of whatever libsndfile reads, at ``RATE``.

    Raises:
        Unmade: ``unreadable`` or ``too_long``; no more than ``most_seconds`` is decoded to find out.
    """
    if not content.startswith(BEGINS) and not (content[:1] == b"\xff" and content[1:2] >= b"\xe0"):
        raise Unmade("unreadable")
    blocks: list[NDArray[np.float32]] = []
    frames = 0
    try:
        with soundfile.SoundFile(BytesIO(content)) as file:
            rate, most = file.samplerate, int(most_seconds * file.samplerate)
            fold = math.ceil(rate / FINEST)
            if file.format not in READ or file.channels > 8 or not 4000 <= rate <= 192_000 or rate % fold:
                raise Unmade("unreadable")
            while len(block := file.read((1 << 16) // fold * fold, dtype="float32", always_2d=True)):
                blocks.append(_folded(block, fold))
                frames += len(block)
                if frames > most:
                    raise Unmade("too_long")
    except (soundfile.SoundFileError, RuntimeError, ValueError, TypeError):
        raise Unmade("unreadable") from None
    if not blocks:
        raise Unmade("unreadable")
    whole = np.concatenate(blocks)
    return resampled(np.nan_to_num(whole, copy=False, posinf=0, neginf=0), rate // fold)


def _folded(block: NDArray[np.float32], fold: int) -> NDArray[np.float32]:
    """One channel, and of each ``fold`` samples their mean."""
    one = block.mean(axis=1)
    return np.asarray(one[: len(one) // fold * fold].reshape(-1, fold).mean(axis=1), dtype=np.float32)


def of_samples(content: bytes) -> Sound:
    """16-bit samples, the lower byte first, as most of those who speak send them."""
    whole = np.frombuffer(content[: len(content) // 2 * 2], dtype="<i2")
    return np.asarray(whole / np.float32(32768), dtype=np.float32)


def resampled(sound: Sound, rate: int, to: int = RATE) -> Sound:
    """The same at another rate, without what the new one cannot hold: block by block through its spectrum."""
    if rate == to or not len(sound):
        return sound.astype(np.float32)
    step, out = rate // math.gcd(rate, to), to // math.gcd(rate, to)
    block = math.ceil(BLOCK_SECONDS * rate / step) * step
    lap = math.ceil(OVERLAP_SECONDS * rate / step) * step // step
    wanted = math.ceil(len(sound) * to / rate)
    padded = np.pad(sound, (lap * step, block + lap * step))
    made = []
    for at in range(0, len(sound), block):
        piece = padded[at : at + block + 2 * lap * step]
        turned = np.fft.irfft(_kept(np.fft.rfft(piece), len(piece) * out // step), len(piece) * out // step)
        made.append((turned[lap * out : len(turned) - lap * out] * (out / step)).astype(np.float32))
    return np.concatenate(made)[:wanted]


def _kept(spectrum: NDArray[np.complex128], samples: int) -> NDArray[np.complex128]:
    bins = samples // 2 + 1
    return spectrum[:bins] if bins <= len(spectrum) else np.pad(spectrum, (0, bins - len(spectrum)))


def levels(sound: Sound) -> NDArray[np.float64]:
    """The level of each hundredth of a second."""
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", frames, frames) / FRAME), dtype=np.float64)


def speech(sound: Sound) -> NDArray[np.bool_]:
    """In which hundredths of a second somebody speaks: well above the noise of the room."""
    found = levels(sound)
    if not len(found):
        return np.zeros(0, dtype=np.bool_)
    loud, floor = np.percentile(found, 95), np.percentile(found, 5)
    return np.asarray(found > max(SILENT, 0.04 * loud, min(3 * floor, 0.3 * loud)), dtype=np.bool_)


def trimmed(sound: Sound) -> tuple[Sound, int]:
    """Without silence at both ends, with soft edges; and how many samples went at the beginning."""
    spoken = np.flatnonzero(speech(sound))
    if not len(spoken):
        return np.zeros(0, dtype=np.float32), 0
    edge = round(EDGE * RATE)
    first, last = max(0, spoken[0] * FRAME - edge), min(len(sound), (spoken[-1] + 1) * FRAME + edge)
    cut = (sound[first:last] - sound.mean()).astype(np.float32)
    ramp = (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, min(FADE, len(cut) // 2)))).astype(np.float32)
    cut[: len(ramp)] *= ramp
    cut[len(cut) - len(ramp) :] *= ramp[::-1]
    return cut, int(first)


def levelled(pieces: Sequence[Sound]) -> list[Sound]:
    """Pieces of one voice, all as much louder or softer as makes it as loud as every other; never clipped."""
    spoken = [levels(piece)[speech(piece)] for piece in pieces]
    heard = np.concatenate(spoken) if spoken else np.zeros(0)
    level = float(np.sqrt((heard**2).mean())) if len(heard) else 0.0
    peak = max((float(np.abs(piece).max()) for piece in pieces if len(piece)), default=0.0)
    if level < SILENT / MOST_GAIN or not peak:
        return list(pieces)
    gain = min(LOUD / level, PEAK / peak, MOST_GAIN)
    return [(piece * gain).astype(np.float32) for piece in pieces]


def joined(pieces: Iterable[tuple[float, Sound]]) -> tuple[Sound, list[int]]:
    """One after the other, each after some seconds of silence; and at which sample each begins."""
    parts, begins, at = [np.zeros(0, dtype=np.float32)], [], 0
    for seconds, piece in pieces:
        silence = np.zeros(round(seconds * RATE), dtype=np.float32)
        begins.append(at + len(silence))
        parts += [silence, piece]
        at += len(silence) + len(piece)
    return np.concatenate(parts), begins


def encoded(sound: Sound, format: Literal["OGG", "MP3"]) -> bytes:
    """A file, always the same for the same sound; Ogg is Opus, better and smaller, MP3 is for who cannot play it."""
    subtype, level, mode = LEVELS[format]
    out = BytesIO()
    with soundfile.SoundFile(
        out, "w", RATE, 1, subtype=subtype, format=format, compression_level=level, bitrate_mode=mode
    ) as file:
        for at in range(0, len(sound), RATE):
            file.write(sound[at : at + RATE])
    return numbered(out.getvalue()) if format == "OGG" else out.getvalue()
