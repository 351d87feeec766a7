"""Those who read aloud: the quick voice in its process, and providers over their real wires."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import psutil
import pytest
import soundfile

from rooms.protocol import Cast, Made, Media, MediaFile, Member, Timings
from rooms.settings import Settings
from tests.waiting import until
from tests.wires.reached import KEY
from tests.wires.server import Break, Every, Exchange, Pause, Script, Status, Wire
from tests.wires.talkers import SECRET, TALKERS, Talker, samples
from tests.worlds import story
from workers.answering import AGAIN_SECONDS, MOST_BYTES
from workers.making import Fetched, FileType, Order, Unmade
from workers.voices.asking import Reach
from workers.voices.maker import PARAGRAPH, Recordings, Voices, openings, pieces_of
from workers.voices.quick import Quick, installed
from workers.voices.sound import PEAK, RATE, resampled
from workers.voices.speaking import Sound
from workers.voices.table import OURS, read_voices
from workers.voices.timings import words_of

ENGLISH = (
    "The lamp had been dark for eleven years when it answered her. “Is somebody there?” asked Mira.\n\n"
    "“I have been waiting,” said Bo. “You are late.” She climbed the last nine steps, one hand on the cold rail."
)
FRENCH = (
    "La lampe était éteinte depuis onze ans quand elle lui répondit. « Il y a quelqu’un ? » demanda Mira.\n\n"
    "« Je t’attendais, dit Bo. Tu es en retard. » Elle monta les neuf dernières marches, une main sur la rampe."
)
QUICK = Settings(voices=("quick",))
with_the_quick_voice = pytest.mark.skipif(not installed(), reason="installed with WITHOUT_VOICE=1")


@dataclass
class House:
    """A desk that keeps everything in memory."""

    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Fetched] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)
    percents: list[int] = field(default_factory=list)
    recording: bytes = b""

    async def progress(self, percent: int) -> None:
        self.percents.append(percent)

    async def once(
        self, request: Mapping[str, object], call: Callable[[], Awaitable[Fetched]], estimate: Decimal | None = None
    ) -> Fetched:
        asked = json.dumps(request, sort_keys=True)
        if asked not in self.answers:
            self.calls[asked] = self.calls.get(asked, 0) + 1
            if self.calls[asked] > 2:
                raise Unmade("unreachable")
            answer = await call()
            assert estimate == answer.cost
            json.dumps(dict(answer.notes))
            self.answers[asked] = answer
        return self.answers[asked]

    async def keep(self, content: bytes, type: FileType, width: int = 0, height: int = 0) -> MediaFile:
        self.files[type] = content
        return MediaFile(id=UUID(bytes=hashlib.sha256(content).digest()[:16]), type=type, bytes=len(content))

    async def source(self, file: UUID) -> bytes:
        return self.recording

    def heard(self, type: FileType = "audio/ogg") -> Sound:
        sound, rate = soundfile.read(BytesIO(self.files[type]), dtype="float32")
        assert rate == RATE
        return np.asarray(sound, dtype=np.float32)

    def times(self) -> tuple[tuple[int, int, int, int], ...]:
        return Timings.model_validate_json(self.files["application/json"]).words


def order(text: str, language: str = "en", **more: Any) -> Order:
    view = story().view
    host = view.host
    assert host is not None
    members = {
        host: view.members[host].model_copy(update={"character": "Mira"}),
        UUID(int=5): Member(id=UUID(int=5), name="B", colour=1, character="Bo"),
    }
    view = view.model_copy(update={"language": language, "members": members, **more.pop("view", {})})
    media = Media(id=9, kind="voice", passage=3, version=3, at=datetime.now(UTC), **more)
    return Order(media=media, view=view, text=text)


async def made(settings: Settings, text: str = ENGLISH, language: str = "en") -> tuple[Made, House]:
    house = House()
    return await Voices(settings).make(order(text, language), house), house


@pytest.fixture
def table(tmp_path: Path) -> str:
    """One with voices at ElevenLabs and with prices."""
    file = tmp_path / "voices.toml"
    ours = OURS.read_text(encoding="utf-8")
    ours = ours.replace("[elevenlabs.voices]", 'dollars = 100.0\n[elevenlabs.voices]\neven = "id/1"\nwarm = "id2"')
    file.write_text(ours.replace("[openai.voices]", "dollars = 15.0\n[openai.voices]"), encoding="utf-8")
    return str(file)


@pytest.fixture(params=list(TALKERS))
def talker(request: pytest.FixtureRequest) -> Talker:
    return TALKERS[request.param]


def in_order(times: tuple[tuple[int, int, int, int], ...], text: str, seconds: float) -> None:
    assert [(start, end) for start, end, *_ in times] == words_of(text)
    moments = [moment for *_, first, last in times for moment in (first, last)]
    assert moments == sorted(moments)
    assert moments[0] >= 0
    assert moments[-1] <= 1000 * seconds + 1


@with_the_quick_voice
@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("fr", FRENCH)])
async def test_the_house_reads_aloud_by_itself(language: str, text: str) -> None:
    """C360: with no key and no network a passage becomes Ogg and MP3 of the same length, with the time of every word
    as the engine told it, in English and French."""
    done, house = await made(Settings(), text, language)
    assert (done.provider, done.estimated) == ("quick", False)
    assert [file.type for file in done.files] == ["audio/ogg", "audio/mpeg", "application/json"]
    for type in ("audio/ogg", "audio/mpeg"):
        assert len(house.heard(type)) / RATE == pytest.approx(done.seconds, abs=0.002)
        assert np.abs(house.heard(type)).max() <= 1
    in_order(house.times(), text, done.seconds)
    assert house.percents == sorted(house.percents)
    assert house.percents[-1] < 100


@with_the_quick_voice
@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("fr", FRENCH)])
async def test_words_are_heard_when_it_is_said(language: str, text: str) -> None:
    """C361: within 100 ms of the engine's own events, found by laying its sound over what the file plays."""
    _, house = await made(QUICK, text, language)
    played, asked = house.heard(), order(text, language)
    begins = {start: first for start, _, first, _ in house.times()}
    worst = 0.0
    async with Quick(read_voices().quick) as quick:
        for piece in pieces_of(asked, quick.most):
            one = await quick.speak(text[piece.start : piece.end], piece.voice, language)
            assert one.times
            sound = resampled(one.sound, one.rate)
            size = 1 << (len(played) + len(sound)).bit_length()
            laid = np.fft.irfft(np.fft.rfft(played, size) * np.conj(np.fft.rfft(sound, size)))
            lag = int(np.argmax(laid))
            lag -= size if lag > size // 2 else 0
            for start, _, first, _ in one.times:
                worst = max(worst, abs(begins[piece.start + start] - first - 1000 * lag / RATE))
    assert worst < 100


@with_the_quick_voice
async def test_pieces_are_joined_without_a_click() -> None:
    """C362: between speakers and paragraphs there is silence of the right length, no step, no constant, no clipping."""
    done, house = await made(QUICK)
    sound = house.heard()
    assert abs(float(sound.mean())) < 0.001
    assert np.abs(sound).max() < PEAK + 0.1
    level = np.sqrt((sound[: len(sound) // 240 * 240].reshape(-1, 240) ** 2).mean(axis=1))
    paragraph = ENGLISH.index("“I have")
    times = house.times()
    before = max(last for _, end, _, last in times if end < paragraph)
    after = min(first for start, _, first, _ in times if start > paragraph)
    assert (after - before) / 1000 == pytest.approx(PARAGRAPH + 0.16, abs=0.12)
    quiet = level[before // 10 + 8 : after // 10 - 8]
    assert quiet.max() < 0.003
    assert np.abs(np.diff(sound[240 * (before // 10 + 8) : 240 * (after // 10 - 8)])).max() < 0.01
    assert done.seconds > 5


@with_the_quick_voice
async def test_the_quick_voices_differ() -> None:
    """C363: all eight of them make another sound of the same words, of a sensible pace."""
    heard = []
    async with Quick(read_voices().quick) as quick:
        for voice in read_voices().quick.voices:
            one = await quick.speak("The tide came in over the market square.", voice, "en")
            assert 1.5 < len(one.sound) / one.rate < 5
            heard.append(one.sound.tobytes())
    assert len(set(heard)) == 8


@with_the_quick_voice
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Tür war offen."),
        ("es-MX", "La puerta estaba abierta."),
        ("pt-BR", "A porta estava aberta."),
        ("pl", "Drzwi były otwarte."),
        ("uk", "Двері були відчинені."),
        ("el", "Η πόρτα ήταν ανοιχτή."),
        ("ar", "كان الباب مفتوحا."),
        ("hi", "दरवाज़ा खुला था।"),
        ("zh-Hant", "門開著。"),
        ("ja", "ドアがあいていた。"),
        ("tr", "Kapı açıktı."),
        ("sw", "Mlango ulikuwa wazi."),
    ],
)
async def test_many_languages_are_spoken(language: str, text: str) -> None:
    """C364: also others than the page's own, with the time of every word."""
    done, house = await made(QUICK, text, language)
    assert done.seconds > 0.5
    in_order(house.times(), text, done.seconds)


async def test_what_cannot_be_read_aloud_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """C365: a language that nobody speaks, a passage without a word, a house without any voice, or without
    the extra that brings the quick one."""
    for settings, text, language in ((QUICK, ENGLISH, "tlh"), (QUICK, "…", "en"), (Settings(voices=()), ENGLISH, "en")):
        with pytest.raises(Unmade, match="unavailable"):
            await made(settings, text, language)
    monkeypatch.setattr("workers.voices.maker.installed", lambda: False)
    with pytest.raises(Unmade, match="unavailable"):
        await made(Settings())
    with pytest.raises(ValueError, match="nobody"):
        Voices(Settings(voices=("nobody",)))


def child_of(quick: Quick) -> int:
    assert quick._child is not None
    return quick._child.pid


@with_the_quick_voice
async def test_a_killed_child_is_replaced() -> None:
    """C366: the next text is spoken by a new one, and none is left when the passage is over."""
    async with Quick(read_voices().quick) as quick:
        await quick.speak("One.", "even", "en")
        first = child_of(quick)
        os.kill(first, signal.SIGKILL)
        assert (await quick.speak("Two.", "even", "en")).sound.any()
        second = child_of(quick)
        assert second != first
    assert not psutil.pid_exists(second)


DIES = """
import os, sys, pathlib
been = pathlib.Path(sys.argv[1])
if been.exists():
    os.execv(sys.executable, [sys.executable, "-m", "workers.voices.quick_child"])
been.touch()
out = sys.stdout.buffer
out.write(b'{"languages": {"en": "en"}}\\n'); out.flush()
sys.stdin.buffer.readline()
out.write(b'{"bytes": 100000, "rate": 22050, "marks": []}\\n' + bytes(5000)); out.flush()
os._exit(9)
"""
SILENT = "import time; time.sleep(600)"
STRANGE = "print('no json at all', flush=True); import time; time.sleep(600)"


@with_the_quick_voice
async def test_a_child_that_dies_in_mid_sentence_is_replaced(tmp_path: Path) -> None:
    """C367: half of the samples are thrown away, and the sentence is spoken whole."""
    command = (sys.executable, "-c", DIES, str(tmp_path / "been"))
    async with Quick(read_voices().quick, command) as quick:
        one = await quick.speak("The tide came in over the market.", "even", "en")
    async with Quick(read_voices().quick) as quick:
        assert (await quick.speak("The tide came in over the market.", "even", "en")).times == one.times


@pytest.mark.parametrize("script", [SILENT, STRANGE, "raise SystemExit(3)"])
async def test_a_child_that_does_not_speak_is_ended(script: str) -> None:
    """C368: silent, talking nonsense or dead at once: after a second one of its kind it is broken, and all are gone."""
    async with Quick(read_voices().quick, (sys.executable, "-c", script), seconds=0.5) as quick:
        with pytest.raises(Unmade, match="broken"):
            await quick.speak("One.", "even", "en")
        assert quick._child is None
    assert not [child for child in psutil.Process().children() if script in child.cmdline()]


ORPHAN = """
import asyncio
from workers.voices.quick import Quick, installed
from workers.voices.table import read_voices
async def main():
    async with Quick(read_voices().quick) as quick:
        await quick.speak("One.", "even", "en")
        print(quick._child.pid, flush=True)
        await asyncio.sleep(600)
asyncio.run(main())
"""


@with_the_quick_voice
async def test_a_child_goes_with_its_parent() -> None:
    """C369: whoever spoke with it is killed with -9: it ends by itself."""
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", ORPHAN, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    assert psutil.pid_exists(child)
    parent.kill()
    await parent.wait()
    await until("it is gone", lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie")


@with_the_quick_voice
async def test_nothing_of_the_engine_is_in_our_process() -> None:
    """C370: a worker that makes voices imports nothing of it and has not mapped its library."""
    script = ORPHAN.replace("await asyncio.sleep(600)", "pass") + (
        "import sys, pathlib; import workers.makers\n"
        "maps = pathlib.Path('/proc/self/maps')\n"
        "assert 'espeakng_loader' not in sys.modules\n"
        "assert not maps.exists() or 'espeak' not in maps.read_text()\n"
    )
    done = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


async def test_providers_read_aloud(talker: Talker, table: str) -> None:
    """C371: over each of three wires: who speaks has a voice of their own, everything is said once, and the file is
    as long as what came."""
    async with Wire(talker.says) as wire:
        done, house = await made(talker.settings(wire.address, table))
        asked = [talker.asked(exchange) for exchange in wire.exchanges]
        assert all(exchange.path.startswith(talker.path) for exchange in wire.exchanges)
    assert done.provider == talker.name
    said = sorted((text for text, *_ in asked), key=ENGLISH.index)
    assert "".join("".join(said).split()) == "".join(ENGLISH.split())
    assert len({voice for _, voice, _ in asked}) > 1
    assert {model for *_, model in asked} == {done.model}
    assert done.estimated == (talker.name != "elevenlabs")
    in_order(house.times(), ENGLISH, done.seconds)
    assert len(house.heard()) / RATE == pytest.approx(done.seconds, abs=0.002)
    assert 0.7 < done.seconds / (len(samples(ENGLISH)) / 2 / RATE) < 1.6


async def test_times_of_characters_become_those_of_words(table: str) -> None:
    """C372: as ElevenLabs tells them, moved to where the piece begins."""
    talker = TALKERS["elevenlabs"]
    text = "The tide came in over the market."
    async with Wire(talker.says) as wire:
        _, house = await made(talker.settings(wire.address, table), text)
    for start, _, first, _ in house.times():
        assert first == pytest.approx(60 * start, abs=15)


@pytest.mark.parametrize(
    "alignment",
    [
        None,
        {"characters": ["a"], "character_start_times_seconds": [0.0], "character_end_times_seconds": [0.1]},
        {"characters": list("Yes."), "character_start_times_seconds": [0], "character_end_times_seconds": [1]},
        {
            "characters": list("Yes."),
            "character_start_times_seconds": [9e9] * 4,
            "character_end_times_seconds": [0] * 4,
        },
    ],
)
async def test_times_of_other_words_are_not_believed(table: str, alignment: object) -> None:
    """C373: of other characters, too few of them, or beyond the sound: then the times are estimated."""
    script = TALKERS["elevenlabs"].says(Exchange("", {}, {"text": "Yes."}))
    assert isinstance(script[0], Status)
    script = [Status(200, {**script[0].body, "alignment": alignment})]
    async with Wire(script) as wire:
        done, house = await made(TALKERS["elevenlabs"].settings(wire.address, table), "Yes.")
    assert (done.provider, done.estimated) == ("elevenlabs", True)
    assert len(house.times()) == 1


async def test_what_was_answered_is_not_asked_again(talker: Talker, table: str) -> None:
    """C374: another attempt finds what the first one was told, and makes the same files; another voice is asked for."""
    async with Wire(talker.says) as wire:
        voices, house = Voices(talker.settings(wire.address, table)), House()
        first = await voices.make(order(ENGLISH), house)
        asked = len(wire.exchanges)
        assert (await voices.make(order(ENGLISH), house)).files == first.files
        assert len(wire.exchanges) == asked
        await voices.make(order(ENGLISH, view={"cast": (Cast(voice="warm"),)}), house)
        assert len(wire.exchanges) > asked


async def test_what_it_costs_is_told(talker: Talker, table: str) -> None:
    """C375: by the table's price for a million characters; unknown where it has none."""
    async with Wire(talker.says) as wire:
        _, house = await made(talker.settings(wire.address, table), "Yes, it is.")
    costs = {answer.cost for answer in house.answers.values()}
    expected = {"openai": 15, "elevenlabs": 100}.get(talker.name)
    assert [None if cost is None else float(cost) for cost in costs] == [expected and expected * 11 / 1_000_000]


@pytest.mark.parametrize("most", [300, 2000, 4096, 5000])
def test_long_passages_are_asked_for_in_parts(most: int) -> None:
    """C376: no request is longer than a provider takes, and none ends within a sentence that fits; what has no
    sentences is cut between words, and what has no words anywhere."""
    text = " ".join(f"Sentence number {number} is about the tide." for number in range(300))
    for words, ending in ((text, "."), (text.replace(".", ""), ""), ("a" * 9000, "")):
        parts = [words[piece.start : piece.end] for piece in pieces_of(order(words), most)]
        assert len(parts) > 1
        assert all(len(part) <= most and part.endswith(ending) for part in parts)
        assert "".join("".join(parts).split()) == "".join(words.split())
        if " " in words:
            assert set(" ".join(parts).split()) == set(words.split())


async def test_pieces_are_asked_for_beside_each_other(talker: Talker, table: str) -> None:
    """C387: a few at a time, and they stand in the file in the order of the passage, whichever came first."""
    busy: list[int] = []

    def slowly(exchange: Exchange) -> Script:
        busy.append(sum(not one.over.is_set() for one in wire.exchanges))
        return [Pause(0.3 if len(busy) == 1 else 0.05), *talker.says(exchange)]

    text = "\n\n".join(f"“Line {number}!” said {'Mira' if number % 2 else 'Bo'}." for number in range(6))
    async with Wire(slowly) as wire:
        done, house = await made(talker.settings(wire.address, table), text)
    assert 1 < max(busy) <= 4
    in_order(house.times(), text, done.seconds)
    assert house.percents == sorted(house.percents)


async def test_one_bad_moment_costs_no_voice(talker: Talker, table: str) -> None:
    """C388: what fails once at once is asked for once more, and the passage is the provider's."""
    async with Wire(talker.says) as wire:
        wire.next([Status(500, {"error": {"message": "no"}})])
        done, house = await made(talker.settings(wire.address, table))
    assert done.provider == talker.name
    assert sorted(house.calls.values())[-1] == 2


HTML = b"<!doctype html><title>Welcome</title><p>Log in."
FAULTS: dict[str, Callable[[Talker], Script]] = {
    "too many": lambda _: [Status(429, {"error": {"message": "slow"}}, {"retry-after": "0.2"})],
    "overloaded": lambda _: [Status(503, {"error": {"message": "later"}})],
    "broken": lambda _: [Status(500, HTML, {"content-type": "text/html"})],
    "no such key": lambda _: [Status(401, {"error": {"code": "invalid_api_key"}})],
    "a page": lambda _: [Status(200, HTML, {"content-type": "text/html"})],
    "a page in disguise": lambda talker: [talker.stream(), HTML],
    "nothing": lambda talker: [Status(200, b"", {"content-type": talker.stream().type})],
    "silence": lambda talker: [talker.stream(), bytes(48_000)],
    "another thing": lambda _: [Status(200, {"error": "no"})],
    "half": lambda talker: [talker.stream(), samples("half")[:2000], Break()],
    "reset": lambda talker: [talker.stream(), samples("half")[:2000], Break(reset=True)],
    "stalled": lambda talker: [talker.stream(), samples("half")[:2000], Pause()],
    "no answer": lambda _: [Pause()],
    "drops": lambda talker: [talker.stream(), Every(b"\0\1", 0.1)],
    "500 MB": lambda talker: [talker.stream(), Every(bytes(1 << 20), 0)],
    "500 MB told": lambda talker: [
        Status(200, b"abc", {"content-type": talker.stream().type, "content-length": str(500 << 20)})
    ],
}
AGAIN = {"too many": 0.2, **dict.fromkeys(("no such key", "stalled", "no answer", "drops"))}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_providers_faults(talker: Talker, table: str, fault: str) -> None:
    """C377: whatever a provider answers that is no speech, it is unreachable, soon and with little memory; what may
    pass is tried again, after as long as it asked for; a wrong key, or one that keeps silent, is not."""
    before = psutil.Process().memory_info().rss
    async with Wire(FAULTS[fault](talker)) as wire:
        began = time.monotonic()
        with pytest.raises(Unmade, match=r"unreachable|unavailable") as unmade:
            await made(talker.settings(wire.address, table, voices=(talker.name,), voices_seconds=2), "Yes.")
    assert time.monotonic() - began < 10
    assert psutil.Process().memory_info().rss - before < 8 * MOST_BYTES
    assert (unmade.value.why == "unavailable") == (fault == "no such key")
    assert unmade.value.again == AGAIN.get(fault, AGAIN_SECONDS)
    assert unmade.value.__cause__ is None


async def test_redirects_are_not_followed(talker: Talker, table: str) -> None:
    """C378: a provider that points elsewhere is unreachable, and nobody is asked there."""
    async with Wire(talker.says) as other:
        there = f"{other.address}{talker.path}"
        async with Wire([Status(307, {}, {"location": there})]) as wire:
            with pytest.raises(Unmade):
                await made(talker.settings(wire.address, table, voices=(talker.name,)), "Yes.")
            assert len(wire.exchanges) == 1
        assert other.exchanges == []


async def test_what_a_provider_will_not_say_is_refused(talker: Talker, table: str) -> None:
    """C379: a 400 is no reason to try again."""
    async with Wire([Status(400, {"error": {"message": "no", "type": "invalid_request_error"}})]) as wire:
        with pytest.raises(Unmade, match="refused") as unmade:
            await made(talker.settings(wire.address, table, voices=(talker.name,)), "Yes.")
    assert unmade.value.again is None


@with_the_quick_voice
async def test_the_quick_voice_stands_in(talker: Talker, table: str) -> None:
    """C380: where a provider fails, also in mid-passage, the whole passage is the quick voice's, which speaks the
    language; where it does not, the provider's fault is told."""
    async with Wire([Status(429, {}, {"retry-after": "60"})]) as wire:
        wire.next(talker.says(Exchange("", {}, {"input": "x" * 40, "text": "x" * 40})))
        settings = talker.settings(wire.address, table, voices=(talker.name, "quick"))
        done, house = await made(settings)
        assert (done.provider, done.estimated) == ("quick", False)
        in_order(house.times(), ENGLISH, done.seconds)
        with pytest.raises(Unmade, match="unreachable"):
            await made(settings, ENGLISH, "tlh")


@with_the_quick_voice
async def test_only_the_first_that_is_set_up_is_asked(table: str) -> None:
    """C381: providers without a key, an address or a voice are passed over."""

    def names(settings: Settings) -> list[str]:
        return [name for name, _ in openings(settings, read_voices())]

    assert names(Settings()) == ["quick"]
    assert names(Settings(openai_key=SECRET, voices_url="http://127.0.0.1:1/v1")) == ["openai", "compatible", "quick"]
    assert names(Settings(elevenlabs_key=SECRET)) == ["quick"]
    with_ids = openings(Settings(elevenlabs_key=SECRET), read_voices(Path(table)))
    assert [name for name, _ in with_ids] == ["elevenlabs", "quick"]


async def test_keys_stay_secret(talker: Talker, table: str, caplog: pytest.LogCaptureFixture) -> None:
    """C382: no key and no word of the story is in what is logged or raised."""
    async with Wire([Status(401, {"error": {"message": f"wrong key {KEY}"}})]) as wire:
        with pytest.raises(Unmade) as unmade:
            await made(talker.settings(wire.address, table, voices=(talker.name,)), "Wilhelmina.")
    told = f"{unmade.value!r} {unmade.value.__context__ and ''} {caplog.text} {Reach(KEY, wire.address)!r}"
    assert KEY not in told
    assert "Wilhelmina" not in told


def recorded(*parts: tuple[float, float]) -> bytes:
    """A WAV file at 48 kHz, as the page sends it: (seconds, level) one after the other."""
    waves = [level * np.sin(2 * np.pi * 180 * np.arange(round(seconds * 48_000)) / 48_000) for seconds, level in parts]
    out = BytesIO()
    soundfile.write(out, np.concatenate(waves), 48_000, format="WAV", subtype="PCM_16")
    return out.getvalue()


async def test_recordings_become_files() -> None:
    """C383: silence at both ends goes, a soft voice is made as loud as others, and words begin after their pause."""
    house = House(recording=recorded((1.5, 0), (1, 0.02), (0.6, 0), (1.2, 0.02), (2, 0)))
    text = "It was dark outside. Nobody had come at all."
    done = await Recordings(Settings()).make(order(text, source=UUID(int=3)), house)
    assert (done.provider, done.estimated) == ("person", True)
    assert done.seconds == pytest.approx(2.96, abs=0.1)
    assert float(np.sqrt((house.heard()[2400:24_000] ** 2).mean())) == pytest.approx(0.1, abs=0.02)
    in_order(house.times(), text, done.seconds)
    assert {text[start:end]: first for start, end, first, _ in house.times()}["Nobody"] == pytest.approx(1680, abs=40)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no sound at all", "unreadable"),
        (recorded((3, 0)), "unreadable"),
        (recorded((3, 0.0002)), "unreadable"),
        (recorded((6, 0.2)), "too_long"),
    ],
)
async def test_recordings_that_are_none(content: bytes, why: str) -> None:
    """C384: what is no sound, or silence, is unreadable; what is too long says so."""
    with pytest.raises(Unmade, match=why):
        await Recordings(Settings(recording_seconds=5)).make(
            order("Yes.", source=UUID(int=3)), House(recording=content)
        )


async def test_a_recording_that_was_never_sent() -> None:
    """C385: without a source there is nothing to read."""
    with pytest.raises(Unmade, match="unreadable"):
        await Recordings(Settings()).make(order("Yes."), House())


@with_the_quick_voice
async def test_estimates_are_near_what_the_engine_tells() -> None:
    """C386: for the same speech, half of the estimated beginnings are within 80 ms, 19 of 20 within 250."""
    off: list[int] = []
    for language, text in (("en", ENGLISH), ("fr", FRENCH)):
        _, told = await made(QUICK, text, language)
        out = BytesIO()
        soundfile.write(out, told.heard(), RATE, format="WAV")
        house = House(recording=out.getvalue())
        await Recordings(Settings()).make(order(text, language, source=UUID(int=3)), house)
        pairs = zip(told.times(), house.times(), strict=True)
        off += [abs(known[2] - guessed[2]) for known, guessed in pairs]
    assert np.median(off) < 80
    assert np.percentile(off, 95) < 250
