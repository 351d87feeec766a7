"""A passage read aloud: who says what, in which voice, when each word is heard, and what the sound is like."""

from __future__ import annotations

import re
import time
import tracemalloc
from io import BytesIO
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as some

from engine.world import Entity, World
from rooms.protocol import Cast
from tests.rules import dialogues
from tests.worlds import BEAT, story
from workers.making import Unmade
from workers.voices.casting import NARRATOR, VOICES, Person, people_of, voices_of
from workers.voices.estimating import estimated
from workers.voices.quick import file_of
from workers.voices.sound import PEAK, RATE, encoded, joined, levelled, read, resampled, speech, trimmed
from workers.voices.speakers import segments
from workers.voices.speaking import Sound
from workers.voices.table import OURS, read_voices
from workers.voices.timings import from_characters, from_marks, words_of

PEOPLE = tuple(Person(name, what) for name, what in dialogues.PEOPLE)
MARKED = re.compile(r"\{([^|{}]*)\|([^}]*)\}|([^{}]+)")
ROOM = UUID(int=9)


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str | None]]]:
    """The text, and from where to where who speaks."""
    text, said = "", []
    for found in MARKED.finditer(marked):
        words = found[3] or found[2]
        if found[3] is None:
            said.append((len(text), len(text) + len(words), found[1] or None))
        text += words
    return text, said


def heard(text: str, language: str, before: str = "", people: tuple[Person, ...] = PEOPLE) -> list[str | None]:
    """Who says each character."""
    found = segments(text, language, people, before)
    assert "".join(text[one.start : one.end] for one in found) == text
    return [one.speaker for one in found for _ in range(one.start, one.end)]


def right(marked: str, language: str) -> tuple[int, int, int]:
    """How many lines were given to whoever says them, of how many; and how many to somebody else."""
    text, said = unmarked(marked)
    who = heard(text, language)
    lines = [{who[at] for at in range(start, end) if text[at].isalpha()} for start, end, _ in said]
    good = sum(line == {speaker} for line, (*_, speaker) in zip(lines, said, strict=True))
    wrong = sum(bool(line - {None, speaker}) for line, (*_, speaker) in zip(lines, said, strict=True))
    return good, len(said), wrong


@pytest.mark.parametrize(
    ("language", "passages", "least"),
    [
        ("en", dialogues.ENGLISH, 54),
        ("en", dialogues.MORE_ENGLISH, 22),
        ("fr", dialogues.FRENCH, 50),
        ("fr", dialogues.MORE_FRENCH, 24),
    ],
)
def test_speakers_are_found(language: str, passages: tuple[str, ...], least: int) -> None:
    """R-M80: 150 of 160 lines made by hand are given to whoever says them, one to somebody else, the rest to the
    narrator."""
    counts = [right(passage, language) for passage in passages]
    assert sum(good for good, *_ in counts) >= least
    assert sum(wrong for *_, wrong in counts) <= (1 if passages is dialogues.MORE_ENGLISH else 0)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_narrators_words_stay_the_narrators(language: str) -> None:
    """R-M81: what nobody says aloud is never spoken in a character's voice: apostrophes, titles, doubted words."""
    for marked in dialogues.ENGLISH if language == "en" else dialogues.FRENCH:
        text, said = unmarked(marked)
        who = heard(text, language)
        told = set(range(len(text))) - {at for start, end, _ in said for at in range(start, end)}
        assert not [text[at] for at in told if who[at] and text[at].isalpha()], text


@settings(deadline=None, max_examples=200)
@given(some.text(alphabet="“”‘’«»\"'—–- .,!?…\nabIé", max_size=200), some.sampled_from(["en", "fr", "de", "ja"]))
def test_every_character_is_said_once(text: str, language: str) -> None:
    """R-M82: whatever marks stand where, segments cover each character exactly once."""
    heard(text, language)


@pytest.mark.parametrize("piece", ['"', "'a ", "“", "‘a", "« dit ", "— ", "Mira ", "said ", "Mira said:\n", ",", "’"])
def test_who_speaks_is_found_in_a_moment(piece: str) -> None:
    """R-M83: the longest passage takes a few seconds of a processor at most, whatever it is made of."""
    began = time.process_time()
    for language in ("en", "fr"):
        heard((piece * 16_000)[:16_000], language)
    assert time.process_time() - began < 4


def test_the_passage_before_names_those_of_an_exchange() -> None:
    """R-M84: an exchange that goes on from one passage into the next keeps its turns, and a pronoun its person."""
    before = "“Who told you that?” asked Mira.\n\n“Nobody,” said Jonas."
    text = "“Somebody did.”\n\n“The Captain,” he said."
    who = heard(text, "en", before)
    assert who[2] == "Mira"
    assert who[text.index("The Captain")] == "Jonas"


def test_other_languages_have_what_stands_beside() -> None:
    """R-M85: in a language whose verbs the house does not know, who is named beside a speech says it."""
    text = "„Komm herein“, sagte Mira. Der Regen fiel. „Wer ist da?“"
    who = heard(text, "de")
    assert who[2] == "Mira"
    assert who[text.index("Wer")] is None
    assert who[text.index("Regen")] is None


def test_who_may_speak_is_who_is_known() -> None:
    """R-M86: the cast, whom members play, the people of the world and who is there; not its places and things."""
    view = story().view.model_copy(update={"cast": (Cast(character="Wren", look="a thin woman"), Cast(voice="old"))})
    host = view.host
    assert host is not None
    member = view.members[host].model_copy(update={"character": "Otto"})
    view = view.model_copy(update={"members": {**view.members, host: member}})
    world = World(
        {
            "sea": Entity("Sea", "place", "cold"),
            "bo": Entity("Bo", "person", "a boy"),
            "otto": Entity("otto", "person", "again"),
        },
        {},
    )
    assert [(one.name, one.what) for one in people_of(view, world, BEAT)] == [
        ("Wren", "a thin woman"),
        ("Otto", "again"),
        ("Bo", "a boy"),
        ("Mira", ""),
    ]


def test_the_cast_has_the_first_word() -> None:
    """R-M87: a voice of the cast holds, also the narrator's; nobody else is given the narrator's."""
    people = [Person(name) for name in ("A", "B", "C", "D", "E", "F", "G", "H", "I")]
    voices = voices_of(ROOM, (Cast(voice="deep"), Cast(character="b", voice="young")), people)
    assert (voices[None], voices["B"]) == ("deep", "young")
    assert "deep" not in [voices[one.name] for one in people]
    assert voices_of(ROOM, (), ())[None] == NARRATOR


def test_voices_are_given_by_the_house() -> None:
    """R-M88: always the same by name within a room, all different while there are enough, and others elsewhere."""
    people = [Person(f"person {number}") for number in range(7)]
    voices = voices_of(ROOM, (), people)
    assert voices == voices_of(ROOM, (), people)
    assert {voices[one.name] for one in people} == set(VOICES) - {NARRATOR}
    assert voices_of(ROOM, (), people[:3]) == {name: voices[name] for name in [None, *[one.name for one in people[:3]]]}
    assert any(voices_of(UUID(int=10 + room), (), people) != voices for room in range(3))


def test_every_provider_has_eight_voices() -> None:
    """R-M89: the table knows each voice of the house at OpenAI, at compatible endpoints and of the quick voice, all
    different; at ElevenLabs only what the operator writes."""
    table = read_voices()
    for provided in (table.openai, table.compatible):
        assert len({provided.voice(voice) for voice in VOICES}) == len(VOICES)
    assert len({table.quick.voices[voice].model_dump_json() for voice in VOICES}) == len(VOICES)
    assert table.elevenlabs.voice("even") == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[quick", "TOML"),
        ('[openai]\nmodel = "m"', "elevenlabs"),
        (OURS.read_text().replace("even = {", "loud = {"), "quick.voices"),
        (OURS.read_text().replace("rate = 160", "rate = 1600"), "rate"),
    ],
)
def test_a_wrong_table_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    """R-M90: an operator's table of voices that cannot be used is refused with the place in it."""
    file = tmp_path / "voices.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=words):
        read_voices(file)
    with pytest.raises(ValueError, match="cannot be read"):
        read_voices(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("tag", "file"),
    [("en", "us"), ("en-GB", "rp"), ("fr-CA", "fr"), ("pt-BR", "br"), ("pt-AO", "pt"), ("ZH", "zh"), ("tlh", None)],
)
def test_a_language_is_found_by_its_tag(tag: str, file: str | None) -> None:
    """R-M91: the whole tag, then less of it; ours before the engine's; None where nobody speaks it."""
    known = {"pt": "pt", "pt-br": "br", "zh": "zh", "en": "caribbean", "fr": "belgian"}
    assert file_of(tag, known, {"en": "us", "en-gb": "rp", "fr": "fr"}) == file


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Don’t go… there,” said Mira – it’s 9.5.", ["Don’t", "go", "there", "said", "Mira", "it’s", "9.5"]),
        ("C’est-à-dire l’été, n’est-ce pas ?", ["C’est-à-dire", "l’été", "n’est-ce", "pas"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("cafe\u0301 noir", ["cafe\u0301", "noir"]),
        ("你好，世界", ["你", "好", "世", "界"]),
        ("สวัสดี ab", ["ส", "วั", "ส", "ดี", "ab"]),
        ("Привет, мир!", ["Привет", "мир"]),
        ("… — !", []),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """R-M92: what stands between spaces without the marks around it; each character where a script has no spaces."""
    assert [text[start:end] for start, end in words_of(text)] == words


def test_times_from_marks() -> None:
    """R-M93: an engine's marks hold; words that it did not mark are in between, by their length; none runs back."""
    text = "One two threefour five."
    times = from_marks(text, [(1, 0, 100), (1, 4, 400), (1, 18, 1500), (5, 22, 1900), (1, 9, 300)], 2000)
    assert [time[2] for time in times] == [100, 400, times[2][2], 1500]
    assert 500 < times[2][2] < 900
    assert times[3] == (18, 22, 1500, 1900)
    assert from_marks("", [], 0) == ()


def test_times_from_characters() -> None:
    """R-M94: a word is heard from its first character to its last."""
    begins = [number / 10 for number in range(7)]
    assert from_characters("ab, cde", begins, [at + 0.1 for at in begins]) == ((0, 2, 0, 200), (4, 7, 400, 700))


def tone(seconds: float, rate: int = RATE, hertz: float = 220, level: float = 0.2) -> Sound:
    return np.asarray(level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate), dtype=np.float32)


def silence(seconds: float, rate: int = RATE) -> Sound:
    return np.zeros(round(seconds * rate), dtype=np.float32)


def test_times_are_estimated_at_pauses() -> None:
    """R-M95: where nobody told, the words after a pause begin where the sound goes on; all are in order."""
    sound = np.concatenate([silence(0.2), tone(1), silence(0.5), tone(2), silence(0.4), tone(0.5), silence(0.3)])
    text = "It was dark. Nobody had wound the clock for years, not once. Then?"
    times = estimated(text, sound)
    begins = {text[start:end]: first for start, end, first, _ in times}
    assert begins["It"] == pytest.approx(200, abs=20)
    assert begins["Nobody"] == pytest.approx(1700, abs=20)
    assert begins["Then"] == pytest.approx(4100, abs=20)
    moments = [moment for *_, first, last in times for moment in (first, last)]
    assert moments == sorted(moments)
    assert estimated(text, silence(1)) == ()
    assert estimated("…", sound) == ()


@pytest.mark.parametrize("rate", [8000, 16_000, 22_050, 44_100, 48_000])
def test_another_rate_is_the_same_sound(rate: int) -> None:
    """R-M96: a tone keeps its length, height and loudness at another rate, also over the seams of long sounds; what
    the new rate cannot hold is gone."""
    made = resampled(tone(21.3, rate, 440), rate)
    assert len(made) == pytest.approx(21.3 * RATE, abs=2)
    expected = tone(21.3, RATE, 440)[: len(made)]
    inner = slice(RATE // 2, -RATE // 2)
    assert np.abs(made[: len(expected)][inner] - expected[inner]).max() < 0.002
    if rate > 2 * RATE - 4000:
        assert np.abs(resampled(tone(3, rate, 15_000), rate)[RATE:-RATE]).max() < 0.01


def test_silence_goes_at_both_ends() -> None:
    """R-M97: a little of it stays, edges are soft, and a constant is taken away."""
    sound = np.concatenate([silence(1), tone(1), silence(2)]) + np.float32(0.0005)
    cut, lead = trimmed(sound)
    assert lead / RATE == pytest.approx(0.92, abs=0.02)
    assert len(cut) / RATE == pytest.approx(1.16, abs=0.04)
    assert abs(cut[0]) < 0.001
    assert abs(cut[-1]) < 0.001
    assert len(trimmed(silence(1))[0]) == 0


def test_voices_are_equally_loud() -> None:
    """R-M98: soft and loud ones come to one level, no sample is clipped, and silence is not made loud."""
    levels = []
    for level in (0.008, 0.05, 0.9):
        made = levelled([tone(1, level=level)])[0]
        assert np.abs(made).max() <= PEAK + 0.001
        levels.append(float(np.sqrt((made**2).mean())))
    assert max(levels) - min(levels) < 0.01
    spike = tone(1, level=0.05)
    spike[5000] = 1.0
    assert np.abs(levelled([spike])[0]).max() <= PEAK + 0.001
    assert not levelled([silence(1)])[0].any()


def test_pieces_are_joined_at_known_moments() -> None:
    """R-M99: each begins where it is said to, after its pause."""
    sound, begins = joined([(0.0, tone(0.5)), (0.7, tone(0.25))])
    assert begins == [0, round(1.2 * RATE)]
    assert len(sound) == round(1.45 * RATE)
    assert not sound[round(0.5 * RATE) : begins[1]].any()


@pytest.mark.parametrize("format", ["OGG", "MP3"])
def test_files_are_read_back(format: str) -> None:
    """R-M100: a file of either kind has every sample in its place: what libsndfile reads back is as long, and in step
    to a millisecond."""
    sound = np.concatenate([silence(1), tone(0.5), silence(1.5), tone(1.3, hertz=330), silence(0.31)])
    content = encoded(sound, "OGG" if format == "OGG" else "MP3")
    back, rate = soundfile.read(BytesIO(content), dtype="float32")
    assert rate == RATE
    assert len(back) == len(sound)
    assert np.abs(back).max() <= 1
    shifts = [float((sound[480:-480] * back[480 + by : len(back) - 480 + by]).sum()) for by in range(-240, 241)]
    assert abs(int(np.argmax(shifts)) - 240) <= RATE // 1000
    assert len(content) * 8 / (len(sound) / RATE) < 80_000
    assert encoded(sound, "OGG" if format == "OGG" else "MP3") == content


def wav(sound: Sound, rate: int = RATE, format: str = "WAV", subtype: str | None = None, channels: int = 1) -> bytes:
    out = BytesIO()
    many = np.repeat(sound[:, None], channels, axis=1)
    soundfile.write(out, many, rate, format=format, subtype=subtype)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        wav(tone(1)),
        wav(tone(1, 48_000), 48_000, channels=2),
        wav(tone(1, 44_100), 44_100, "FLAC"),
        wav(tone(1), RATE, "OGG", "OPUS"),
        wav(tone(1, 44_100), 44_100, "OGG", "VORBIS"),
        wav(tone(1), RATE, "MP3"),
        wav(tone(1), RATE, "WAV", "FLOAT"),
    ],
)
def test_recordings_are_read(content: bytes) -> None:
    """R-M101: WAV, FLAC, Ogg and MP3, of one or two channels and of whatever rate."""
    sound = read(content, 5)
    assert len(sound) / RATE == pytest.approx(1, abs=0.06)
    assert speech(sound).any()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>no</html>" * 50,
        b"\xff\xfb\x90" + bytes(range(256)) * 40,
        b"RIFF\xff\xff\xff\xffWAVEfmt ",
        wav(tone(0.1), format="AIFF"),
        wav(tone(1))[:40],
        wav(tone(0.5), channels=9),
        np.random.default_rng(7).bytes(20_000),
    ],
)
def test_other_files_are_refused(content: bytes) -> None:
    """R-M102: what is no sound, of another kind, cut short or of too many channels is unreadable."""
    with pytest.raises(Unmade, match="unreadable"):
        read(content, 5)


def test_long_recordings_are_refused() -> None:
    """R-M103: also a small file that would be hours of silence: no more is decoded than may be kept."""
    content = wav(silence(1200), RATE, "FLAC")
    began = time.process_time()
    with pytest.raises(Unmade, match="too_long"):
        read(content, 5)
    assert time.process_time() - began < 1
    with pytest.raises(Unmade, match="too_long"):
        read(wav(tone(6)), 5)


def test_fine_recordings_take_no_more_memory() -> None:
    """R-M114: a small file of many samples a second takes no more memory than any other as long as it."""
    fine = wav(np.zeros(60 * 192_000, dtype=np.float32), 192_000, "FLAC")
    assert len(fine) < 100_000
    tracemalloc.start()
    try:
        assert len(read(fine, 60)) == 60 * RATE
        assert tracemalloc.get_traced_memory()[1] < 60e6
    finally:
        tracemalloc.stop()


def test_numbers_that_are_none_do_no_harm() -> None:
    """R-M104: infinite and undefined samples of a WAV file become silence."""
    sound = tone(1)
    sound[100:200] = np.nan
    sound[300] = np.inf
    back = read(wav(sound, subtype="FLOAT"), 5)
    assert np.isfinite(back).all()
