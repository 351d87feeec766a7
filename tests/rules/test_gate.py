"""The prose gate: a stream cut at every position, checks that pass, fail, stall and break."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from engine.gate import LONGEST, Gate, Withheld
from engine.llm import Ending, Piece, ProviderFault, Words
from rooms.ages import AGES
from rooms.protocol import Age

STORY = (
    "The sea has left a notice… “Back at seven!” said Amina.  Marek laughed (twice). « Viens ! » cria-t-elle : "
    "« Vite ? » "
    "Nobody came; 3.14 tides\nrose.\n\nThe end"
)
ENDING = Ending("done", ("Wait here.", "Go home."))
MINORS = AGES[:-1]


@dataclass
class Witness:
    """A check that remembers what it was asked, and says no to some of it."""

    bad: str = "\0"
    stalls: str = "\0"
    breaks: str = "\0"
    asked: list[str] = field(default_factory=list)

    async def __call__(self, text: str) -> bool:
        self.asked.append(text)
        if self.stalls in text:
            await asyncio.Event().wait()
        if self.breaks in text:
            raise OSError("no answer")
        await asyncio.sleep(0)
        return self.bad not in text


async def _told(*parts: str, ending: Ending | None = ENDING, fault: bool = False) -> AsyncGenerator[Piece, None]:
    for part in parts:
        await asyncio.sleep(0)
        yield Words(part)
    if fault:
        raise ProviderFault("broken")
    if ending is not None:
        yield ending


@dataclass
class Heard:
    text: str = ""
    pieces: list[str] = field(default_factory=list)
    ending: Ending | None = None
    error: Exception | None = None


async def _hear(
    gate: Gate, pieces: AsyncGenerator[Piece, None], heard: Callable[[str], None] = lambda text: None
) -> Heard:
    out = Heard()
    try:
        async for piece in gate.through(pieces):
            assert out.ending is None, "nothing comes after the ending"
            if isinstance(piece, Ending):
                out.ending = piece
            elif isinstance(piece, Words):
                out.pieces.append(piece.text)
                out.text += piece.text
                heard(piece.text)
    except (Withheld, ProviderFault) as error:
        out.error = error
    return out


def _run(work: Awaitable[None]) -> None:
    async def waited() -> None:
        async with asyncio.timeout(20):
            await work

    asyncio.run(waited())


@pytest.mark.parametrize("age", AGES)
def test_all_of_it_comes_through_wherever_it_is_cut(age: Age) -> None:
    """R-A14: cut at every position, in one piece or letter by letter: nothing lost, doubled or in another order."""

    async def whole() -> None:
        cuts = [(STORY,), tuple(STORY), *((STORY[:at], STORY[at:]) for at in range(1, len(STORY)))]
        for parts in cuts:
            gate = Gate(age, "en", Witness())
            heard = await _hear(gate, _told(*parts))
            assert (heard.text, heard.ending, heard.error, gate.state) == (STORY, ENDING, None, "passed")

    _run(whole())


@pytest.mark.parametrize("age", MINORS)
def test_nothing_is_shown_to_minors_before_it_was_checked(age: Age) -> None:
    """R-A15: whatever comes out was asked about before, all of it, wherever the stream is cut."""

    async def whole() -> None:
        for at in range(1, len(STORY)):
            witness = Witness()

            def asked(text: str, witness: Witness = witness) -> None:
                assert text in witness.asked or not text.strip()

            await _hear(Gate(age, "en", witness), _told(STORY[:at], STORY[at:]), asked)

    _run(whole())


@pytest.mark.parametrize("age", MINORS)
def test_a_sentence_that_fails_is_not_shown_and_nothing_follows(age: Age) -> None:
    """R-A16: by the table, by the check, by silence or by a broken check: minors see what came before, and no more."""

    async def whole() -> None:
        before, after = "The tide was out. ", " Nobody came. They waited."
        for bad, why in (
            ("He had sex with her.", "sexual"),
            ("The purple one.", "check"),
            ("The slow one.", "silence"),
            ("The broken one.", "silence"),
        ):
            story = before + bad + after
            for parts in ((story,), tuple(story), (story[:20], story[20:])):
                witness = Witness(bad="purple", stalls="slow", breaks="broken")
                gate = Gate(age, "en", witness, seconds=0.3 if witness.stalls in bad else 15)
                heard = await _hear(gate, _told(*parts))
                assert heard.text.strip() == before.strip()
                assert (heard.ending, gate.state) == (None, "withheld")
                assert isinstance(heard.error, Withheld)
                assert heard.error.why == why

    _run(whole())


def test_adults_see_it_at_once_and_the_whole_is_checked() -> None:
    """R-A17: every piece comes out as it came in; when the whole fails there is no ending, and it is withdrawn."""

    async def whole() -> None:
        gate = Gate("adult", "en", witness := Witness(bad="purple"))
        heard = await _hear(gate, _told("A pur", "ple tide", " rose."))
        assert heard.pieces == ["A pur", "ple tide", " rose."]
        assert witness.asked == ["A purple tide rose."]
        assert (heard.ending, gate.state) == (None, "withheld")
        assert isinstance(heard.error, Withheld)
        listed = await _hear(Gate("adult", "en"), _told("heil ", "hitler"))
        assert isinstance(listed.error, Withheld)

    _run(whole())


def test_adults_are_not_left_without_words_by_a_check_that_is_silent() -> None:
    """R-A18: where adults read, a check without an answer is noted and holds nothing back; the table still counts."""

    async def whole() -> None:
        for witness in (Witness(stalls="tide"), Witness(breaks="tide")):
            gate = Gate("adult", "en", witness, seconds=0.02)
            heard = await _hear(gate, _told("A tide."))
            assert (heard.text, heard.ending, heard.error, gate.state) == ("A tide.", ENDING, None, "unchecked")

    _run(whole())


@pytest.mark.parametrize("age", AGES)
def test_choices_pass_one_by_one(age: Age) -> None:
    """R-A19: an ending comes without the choices that do not pass."""

    async def whole() -> None:
        ending = Ending("done", ("Go home.", "heil hitler", "The purple door."))
        heard = await _hear(Gate(age, "en", Witness(bad="purple")), _told("A tide.", ending=ending))
        assert heard.ending is not None
        assert heard.ending.choices == ("Go home.",)

    _run(whole())


@pytest.mark.parametrize("age", AGES)
def test_what_came_before_a_fault_comes_through(age: Age) -> None:
    """R-A20: when the provider fails, the words before it come out, checked; then the fault."""

    async def whole() -> None:
        for at in range(1, len(STORY)):
            heard = await _hear(Gate(age, "en", Witness()), _told(STORY[:at], STORY[at:], fault=True))
            assert heard.text == STORY
            assert isinstance(heard.error, ProviderFault)

    _run(whole())


def test_a_sentence_without_an_end_is_bounded() -> None:
    """R-A21: minors do not wait for a full stop that never comes: it is cut between words, or at last anywhere."""

    async def whole() -> None:
        for text in ("tide " * 400, "t" * 3000, "ti\n" * 800, "Oh! " * 500):
            heard = await _hear(Gate("6-9", "en", Witness()), _told(*text))
            assert heard.text == text
            assert max(len(piece) for piece in heard.pieces) <= 2 * LONGEST

    _run(whole())


def test_the_delay_is_one_sentence_and_one_check() -> None:
    """R-A22: a sentence comes out when the next word is there and its check is done; checks run beside each other."""

    async def whole() -> None:
        sentences = [f"Tide {number}. " for number in range(8)]
        asked: list[str] = []
        all_asked, first_heard = asyncio.Event(), asyncio.Event()

        async def beside_all_others(text: str) -> bool:
            asked.append(text)
            if len(asked) == len(sentences):
                all_asked.set()
            await all_asked.wait()
            return True

        heard = await _hear(Gate("10-12", "en", beside_all_others, seconds=15), _told(*sentences))
        assert (heard.text, heard.error) == ("".join(sentences), None)

        async def waiting_to_be_heard() -> AsyncGenerator[Piece, None]:
            yield Words("The tide came. ")
            yield Words("It")
            await first_heard.wait()
            yield ENDING

        gate = Gate("10-12", "en", Witness())
        heard = await _hear(gate, waiting_to_be_heard(), lambda text: first_heard.set())
        assert heard.text == "The tide came. It"

    _run(whole())


def test_a_phrase_over_two_sentences_is_found() -> None:
    """R-A23: what begins in one sentence and ends in the next is read together."""

    async def whole() -> None:
        heard = await _hear(Gate("6-9", "en"), _told("Kill. Yourself, she said. The tide."))
        assert heard.text == "Kill."
        heard = await _hear(Gate("6-9", "en"), _told("x" * (2 * LONGEST - 2) + "fuck" + " " * 3))
        assert heard.text.endswith("xfu")

    _run(whole())


def test_closing_the_gate_stops_the_provider_and_the_checks() -> None:
    """R-A24: whoever stops listening stops the stream and what is being asked, at once."""

    async def whole() -> None:
        closed: list[str] = []

        async def endless() -> AsyncGenerator[Piece, None]:
            try:
                while True:
                    yield Words("A tide. ")
                    await asyncio.sleep(0)
            finally:
                closed.append("provider")

        class Slow(Witness):
            async def __call__(self, text: str) -> bool:
                try:
                    await asyncio.sleep(0.001 if not self.asked else 60)
                finally:
                    self.asked.append(text)
                return True

        slow = Slow()
        before = asyncio.all_tasks()
        stream = Gate("6-9", "en", slow, seconds=90).through(endless())
        assert isinstance(await anext(stream), Words)
        await stream.aclose()
        assert closed == ["provider"]
        assert asyncio.all_tasks() == before

    _run(whole())
