"""Makers of voices: a passage read aloud by the house, and a recording of a person."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import numpy as np
from pydantic import SecretStr

from rooms.protocol import Made, Timings, Voice
from rooms.settings import Settings
from workers.making import Desk, Order, Unmade
from workers.voices.asking import Reach
from workers.voices.casting import people_of, voices_of
from workers.voices.elevenlabs import ElevenLabs
from workers.voices.estimating import estimated
from workers.voices.quick import Quick, installed
from workers.voices.sound import RATE, encoded, joined, levelled, read, resampled, speech, trimmed
from workers.voices.speakers import segments
from workers.voices.speaking import Sound, Speaker, Spoken, Times
from workers.voices.table import Voices as Table
from workers.voices.table import read_voices
from workers.voices.timings import words_of

PARAGRAPH, SENTENCE, CHANGE = 0.7, 0.4, 0.18
"""Seconds of silence: between paragraphs, between sentences, and where somebody else goes on in mid-sentence."""
SENTENCES = re.compile(r"(?<=[.!?…。！？])[”’\"»)]*\s+|(?<=[。！？])")
ENDS_SENTENCE = re.compile(r"[.!?…。！？][”’\"»)\s]*$")
SPOKEN_PERCENT = 85
LONGEST_WAIT, LONGEST_FIRST = 10.0, 20.0
"""Seconds: that are waited before asking once more, and after which nobody is asked once more."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is spoken in one breath: characters ``start`` to ``end``, after ``pause`` seconds."""

    start: int
    end: int
    voice: Voice
    pause: float


Opening = Callable[[Desk], Speaker]


class Voices:
    """Makes what is read aloud by the house."""

    def __init__(self, settings: Settings) -> None:
        """
        Raises:
            ValueError: a provider that is not, or the operator's table of voices is wrong; in words.
        """
        path = settings.voices_table
        self._openings = openings(settings, read_voices(Path(path) if path else None))

    async def make(self, order: Order, desk: Desk) -> Made:
        """By the first provider that can be reached; where it does not answer, by the quick voice."""
        first, others = self._openings[:1], [way for way in self._openings[1:] if way[0] == "quick"]
        why = Unmade("unavailable")
        for number, (_, opening) in enumerate([*first, *others]):
            try:
                async with opening(desk) as speaker:
                    return await self._made(order, desk, speaker)
            except Unmade as unmade:
                why = why if number else unmade
        raise why

    async def _made(self, order: Order, desk: Desk, speaker: Speaker) -> Made:
        pieces = await asyncio.to_thread(pieces_of, order, speaker.most)
        if not pieces:
            raise Unmade("unavailable")
        spoken = await all_spoken(order, desk, speaker, pieces)
        sound, times, told = await asyncio.to_thread(put_together, order.text, pieces, spoken)
        return await kept(desk, sound, times, not told, speaker.name, speaker.model)


class Recordings:
    """Makes a passage's recording out of what a person sent."""

    def __init__(self, settings: Settings) -> None:
        self._most = settings.recording_seconds

    async def make(self, order: Order, desk: Desk) -> Made:
        if order.media.source is None:
            raise Unmade("unreadable")
        content = await desk.source(order.media.source)
        sound = await asyncio.to_thread(self._read, content)
        await desk.progress(SPOKEN_PERCENT // 2)
        times = await asyncio.to_thread(estimated, order.text, sound)
        return await kept(desk, sound, times, True, "person", "")

    def _read(self, content: bytes) -> Sound:
        cut, _ = trimmed(read(content, self._most))
        if not len(cut):
            raise Unmade("unreadable")
        return levelled([cut])[0]


async def all_spoken(order: Order, desk: Desk, speaker: Speaker, pieces: Sequence[Piece]) -> list[Spoken]:
    """Every piece, some beside each other; where one is not spoken, the others are not asked for any more."""
    gate, done = asyncio.Semaphore(speaker.beside), 0

    async def spoken(piece: Piece) -> Spoken:
        nonlocal done
        async with gate:
            made = await twice(speaker, order.text[piece.start : piece.end], piece.voice, order.view.language)
        done += 1
        await desk.progress(SPOKEN_PERCENT * done // len(pieces))
        return made

    tasks = [asyncio.create_task(spoken(piece)) for piece in pieces]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def twice(speaker: Speaker, text: str, voice: Voice, language: str) -> Spoken:
    """A text; what failed at once and may pass is asked for once more, so that one bad moment in thirty does not
    cost a passage its voices."""
    began = monotonic()
    try:
        return await speaker.speak(text, voice, language)
    except Unmade as unmade:
        if unmade.again is None or unmade.again > LONGEST_WAIT or monotonic() - began > LONGEST_FIRST:
            raise
        await asyncio.sleep(unmade.again)
        return await speaker.speak(text, voice, language)


async def kept(desk: Desk, sound: Sound, times: Times, guessed: bool, provider: str, model: str) -> Made:
    """Its files, best first, and the times of its words."""
    if not len(sound):
        raise Unmade("unreadable")
    ogg = await desk.keep(await asyncio.to_thread(encoded, sound, "OGG"), "audio/ogg")
    await desk.progress((SPOKEN_PERCENT + 100) // 2)
    mp3 = await desk.keep(await asyncio.to_thread(encoded, sound, "MP3"), "audio/mpeg")
    timings = await desk.keep(Timings(words=times).model_dump_json().encode(), "application/json")
    seconds = round(len(sound) / RATE, 3)
    return Made(files=(ogg, mp3, timings), seconds=seconds, estimated=guessed, provider=provider, model=model)


def pieces_of(order: Order, most: int) -> list[Piece]:
    """A passage in pieces of one voice and one paragraph each, none longer than ``most``, and none without words."""
    text = order.text
    people = people_of(order.view, order.world, order.beat)
    voices = voices_of(order.view.id, order.view.cast, people)
    found: list[Piece] = []
    for segment in segments(text, order.view.language, people, "\n\n".join(order.before[-1:])):
        voice = voices.get(segment.speaker, voices[None])
        for start, end in _stretches(text, segment.start, segment.end, most):
            pause = _pause(text, found[-1].end, start) if found else 0.0
            found.append(Piece(start, end, voice, pause))
    return found


def _stretches(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """Paragraphs, and what is longer in sentences, or at worst cut between words."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        begin, stop = start + line.start(), start + line.end()
        while stop - begin > most:
            breaks = [begin + found.end() for found in SENTENCES.finditer(text[begin : begin + most])]
            cut = breaks[-1] if breaks else text.rfind(" ", begin, begin + most) + 1
            cut = cut if cut > begin else begin + most
            yield from _worded(text, begin, cut)
            begin = cut
        yield from _worded(text, begin, stop)


def _worded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if words_of(text[start:end]):
        yield start, end


def _pause(text: str, end: int, start: int) -> float:
    if "\n" in text[end:start]:
        return PARAGRAPH
    return SENTENCE if ENDS_SENTENCE.search(text[max(0, end - 8) : start]) else CHANGE


def put_together(text: str, pieces: Sequence[Piece], spoken: Sequence[Spoken]) -> tuple[Sound, Times, bool]:
    """One sound, the times of its words in it, and whether all of them were told and none guessed."""
    trims = [trimmed(resampled(one.sound, one.rate)) for one in spoken]
    cuts = [cut for cut, _ in trims]
    for voice in {piece.voice for piece in pieces}:
        mine = [index for index, piece in enumerate(pieces) if piece.voice == voice]
        for index, cut in zip(mine, levelled([cuts[index] for index in mine]), strict=True):
            cuts[index] = cut
    sound, begins = joined((piece.pause, cut) for piece, cut in zip(pieces, cuts, strict=True))
    times: list[tuple[int, int, int, int]] = []
    for piece, one, cut, (_, lead), begin in zip(pieces, spoken, cuts, trims, begins, strict=True):
        own = estimated(text[piece.start : piece.end], cut) if one.times is None else one.times
        lead_ms, most = (0 if one.times is None else lead * 1000 / RATE), len(cut) * 1000 / RATE
        for start, end, first, last in own:
            moments = [round(begin * 1000 / RATE + min(max(at - lead_ms, 0), most)) for at in (first, last)]
            times.append((piece.start + start, piece.start + end, moments[0], moments[1]))
    return sound, silenced(times, sound), all(one.times is not None for one in spoken)


def silenced(times: Sequence[tuple[int, int, int, int]], sound: Sound) -> Times:
    """The same, but no word lasts into the silence after it."""
    talking = speech(sound)
    ends = np.maximum.accumulate(np.where(talking, np.arange(1, len(talking) + 1), 0)) * 10
    if not len(ends):
        return tuple(times)
    return tuple(
        (start, end, first, min(last, max(int(ends[min(last // 10, len(ends) - 1)]), first + 10)))
        for start, end, first, last in times
    )


def openings(settings: Settings, table: Table) -> list[tuple[str, Opening]]:
    """Those of the settings' providers that have what they need, in that order.

    Raises:
        ValueError: there is no such provider.
    """
    ways: Mapping[str, Opening | None] = {
        "openai": _openai(settings, table),
        "elevenlabs": _elevenlabs(settings, table),
        "compatible": _compatible(settings, table),
        "quick": (lambda _: Quick(table.quick)) if installed() else None,
    }
    if unknown := [name for name in settings.voices if name not in ways]:
        raise ValueError(f"there is no voice provider {unknown[0]}; there are {', '.join(ways)}")
    return [(name, way) for name in dict.fromkeys(settings.voices) if (way := ways[name]) is not None]


def _openai(settings: Settings, table: Table) -> Opening | None:
    if not _told(settings.openai_key) or not table.openai.voice("even"):
        return None
    reach = Reach(_told(settings.openai_key), settings.openai_url, seconds=settings.voices_seconds)

    def opening(desk: Desk) -> Speaker:
        from workers.voices.openai import OpenAI  # 70 MB of SDK, where there is a key

        return OpenAI(reach, table.openai, desk)

    return opening


def _compatible(settings: Settings, table: Table) -> Opening | None:
    if not settings.voices_url or not table.compatible.voice("even"):
        return None
    key, seconds = _told(settings.voices_key), settings.voices_seconds
    reach = Reach(key, settings.voices_url, settings.voices_model, seconds)

    def opening(desk: Desk) -> Speaker:
        from workers.voices.compatible import Compatible

        return Compatible(reach, table.compatible, desk)

    return opening


def _elevenlabs(settings: Settings, table: Table) -> Opening | None:
    if not _told(settings.elevenlabs_key) or not table.elevenlabs.voice("even"):
        return None
    reach = Reach(_told(settings.elevenlabs_key), settings.elevenlabs_url, seconds=settings.voices_seconds)
    return lambda desk: ElevenLabs(reach, table.elevenlabs, desk)


def _told(secret: SecretStr) -> str:
    return secret.get_secret_value()
