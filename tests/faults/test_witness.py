"""The witness is watched too: every kind of violation is caught, and a kept promise is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import pytest

from rooms.protocol import JoinRoom, KickMember, PostChat, SetMode, SubmitTurn, TurnBegan, text_of
from rooms.room import Recorded
from tests.faults.records import Record, What, digest
from tests.witness import Account, Evidence, Truth, Violation, prove
from tests.worlds import AMINA, JUN, MAREK, World, story

ROOM = story(AMINA).view.id


@dataclass
class Run:
    """A small run that kept every promise, told by two pages: Amina's from the beginning, Marek's after a reconnect."""

    world: World = field(default_factory=lambda: story(AMINA, MAREK, mode="free"))
    records: list[Record] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def note(self, client: str, what: What, connection: int = 1, seconds: float = 0.01, **details: Any) -> None:
        t = (self.records[-1].t if self.records else 0) + seconds
        self.records.append(Record(t, client, connection, what, **details))

    def change(self, what: What, client: str = "Amina", /, **details: Any) -> None:
        """Tell one record otherwise: the last of its kind."""
        index = max(i for i, r in enumerate(self.records) if (r.what, r.client) == (what, client))
        self.records[index] = replace(self.records[index], **details)

    def drop(self, what: What, client: str = "Amina") -> None:
        self.records.remove(next(r for r in self.records if (r.what, r.client) == (what, client)))

    def repeat(self, what: What, client: str = "Amina") -> None:
        index = max(i for i, r in enumerate(self.records) if (r.what, r.client) == (what, client))
        self.records.insert(index, self.records[index])

    def erase(self, count: int = 1) -> None:
        """The database forgets its last events."""
        for recorded in self.world.log[-count:]:
            self.texts.pop(recorded.event.seq, None)
        del self.world.log[-count:]

    def prove(self) -> None:
        prove(Evidence(self.records, self.accounts, {ROOM: Truth(ROOM, self.world.log, self.texts)}))


@pytest.fixture
def run() -> Run:
    run = Run()
    for name in ("Amina", "Marek"):
        run.note(name, "opened")
        run.note(name, "told", seq=run.world.view.seq)
        run.note(name, "reset", seq=run.world.view.seq)
    write(run, "Amina", AMINA, "It rained.")
    for name in ("Amina", "Marek"):
        run.note(name, "received", seq=run.world.view.seq)
    run.note("Marek", "lost")
    write(run, "Amina", AMINA, "It rained on.")
    run.note("Amina", "received", seq=run.world.view.seq)
    run.note("Marek", "opened", 2)
    run.note("Marek", "told", 2, seq=run.world.view.seq)
    run.note("Marek", "resumed", 2, seq=run.world.view.seq - 1)
    run.note("Marek", "caught_up", 2, seq=run.world.view.seq)
    run.texts = {r.event.seq: text for r in run.world.log if (text := text_of(r.event)) is not None}
    for name, person in (("Amina", AMINA), ("Marek", MAREK)):
        run.accounts[name] = Account(name, person, ROOM, run.world.view, dict(run.texts))
    return run


def write(run: Run, client: str, person: UUID, text: str) -> None:
    op = run.world.op()
    run.note(client, "sent", op=op, hash=digest(text))
    run.world.do(person, SubmitTurn, op=op, turn=run.world.view.turn.number, text=text)
    run.note(client, "acked", op=op, seq=run.world.view.seq)


def test_a_kept_promise_is_believed(run: Run) -> None:
    """F-20: a run in which every promise was kept passes, with its numbers."""
    figures = prove(Evidence(run.records, run.accounts, {ROOM: Truth(ROOM, run.world.log, run.texts)}))
    assert (figures.acked, figures.unanswered, figures.received, figures.connections) == (2, 0, 4, 3)


def lose_acknowledged(run: Run) -> None:
    run.erase()


def lose_words(run: Run) -> None:
    del run.texts[run.world.view.seq]


def double_effect(run: Run) -> None:
    op = next(r.op for r in run.records if r.what == "sent")
    run.world.do(AMINA, PostChat, text="again")
    run.world.log[-1] = replace(run.world.log[-1], op=op)


def double_words(run: Run) -> None:
    run.world.do(AMINA, PostChat, text="It rained.")
    run.texts[run.world.view.seq] = "It rained."


def other_receipt(run: Run) -> None:
    run.change("acked", seq=run.world.view.seq - 1)


def two_receipts(run: Run) -> None:
    run.repeat("acked")
    index = next(i for i, r in enumerate(run.records) if r.what == "acked" and r.seq == run.world.view.seq)
    run.records[index] = replace(run.records[index], seq=1)


def refused_and_done(run: Run) -> None:
    run.change("acked", what="refused", code="not_your_turn", seq=0)


def gap(run: Run) -> None:
    run.drop("received")


def repeat(run: Run) -> None:
    run.repeat("received")


def inversion(run: Run) -> None:
    run.change("received", seq=run.world.view.seq - 2)


def short_delta(run: Run) -> None:
    run.change("resumed", "Marek", seq=run.world.view.seq)


def early_event(run: Run) -> None:
    run.drop("resumed", "Marek")


def other_view(run: Run) -> None:
    view = run.world.view.model_copy(update={"title": "Another Debt"})
    run.accounts["Marek"].view = view


def other_words(run: Run) -> None:
    run.accounts["Marek"].texts = dict(run.accounts["Marek"].texts) | {run.world.view.seq: "It snowed."}


def missing_words(run: Run) -> None:
    run.accounts["Marek"].texts = {}


def stranger(run: Run) -> None:
    run.note("Jun", "opened")
    run.note("Jun", "told", seq=run.world.view.seq)
    run.accounts["Jun"] = Account("Jun", JUN, ROOM, None, {})


def after_removal(run: Run) -> None:
    for kind, fields in ((KickMember, {"member": MAREK}), (PostChat, {"text": "Gone at last."})):
        run.world.do(AMINA, kind, **fields)
        run.note("Marek", "received", 2, seq=run.world.view.seq)
    run.accounts.pop("Amina")
    run.records = [record for record in run.records if record.client == "Marek"]
    run.accounts["Marek"].view = None


def late_answer(run: Run) -> None:
    run.note("Amina", "sent", op=run.world.op())
    run.note("Amina", "refused", seconds=10.1, op=run.records[-1].op, code="busy")


def no_answer(run: Run) -> None:
    run.note("Amina", "asked", op=run.world.op())
    run.note("Marek", "lost", 2, seconds=11)


def hole(run: Run) -> None:
    del run.world.log[3]


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        (lose_acknowledged, "P2: acknowledged, and lost"),
        (lose_words, "P2: the words of op .* are acknowledged, and lost"),
        (double_effect, "P3: op .* took effect 2 times"),
        (double_words, "P3: the words of op .* are stored 2 times"),
        (other_receipt, "P2: acknowledged as something else"),
        (two_receipts, "P3: op .* was answered"),
        (refused_and_done, "P3: op .* was refused .* and took effect"),
        (gap, "P1: a gap"),
        (repeat, "P1: a repeat"),
        (inversion, "P1: an inversion"),
        (short_delta, "P1: resumed after"),
        (early_event, "P1: .* came before the answer to the join"),
        (other_view, "P1: its page at .* title: Another Debt"),
        (other_words, "P1: the words at .* are not those stored"),
        (missing_words, "P1: holds no words of passage version"),
        (stranger, "P10: heard of .* without a seat"),
        (after_removal, "P10: heard of .* without a seat"),
        (late_answer, "P11: op .* waited 10.1 s"),
        (no_answer, "P11: op .* waited 11.0 s"),
        (hole, "the log has a hole"),
    ],
)
def test_a_broken_promise_is_caught(run: Run, breaks: Callable[[Run], None], words: str) -> None:
    """F-21: each kind of violation is caught, and named."""
    breaks(run)
    with pytest.raises(Violation, match=words):
        run.prove()


def test_coming_back_is_no_violation(run: Run) -> None:
    """F-22: who was removed and took a seat again may hear again."""
    run.world.do(AMINA, KickMember, member=MAREK)
    run.note("Marek", "received", 2, seq=run.world.view.seq)
    run.note("Marek", "lost", 2)
    run.world.do(MAREK, JoinRoom, as_name="Marek")
    run.note("Marek", "told", 3, seq=run.world.view.seq)
    run.note("Marek", "reset", 3, seq=run.world.view.seq)
    run.accounts.pop("Amina")
    run.records = [record for record in run.records if record.client == "Marek"]
    run.accounts["Marek"].view = run.world.view
    run.prove()


@pytest.fixture
def round_run() -> Run:
    """Amina's line waits, Marek's was handed in anew; both pages stand there."""
    run = Run(world=story(AMINA, MAREK, JUN, mode="round"))
    for name, person in (("Amina", AMINA), ("Marek", MAREK)):
        run.note(name, "opened")
        run.note(name, "told", seq=run.world.view.seq)
        run.note(name, "reset", seq=run.world.view.seq)
        run.accounts[name] = Account(name, person, ROOM, None, {}, {})
    for client, person, text in (("Amina", AMINA, LINE), ("Marek", MAREK, "First."), ("Marek", MAREK, "Second.")):
        write(run, client, person, text)
    return run


LINE = "Amina wrote 3d3cdfd8-8f4f-4b1c-9a27-8d2f6d7d6a10."


def lines_land(run: Run) -> None:
    run.world.write(JUN, "Last.")
    run.texts = {r.event.seq: text for r in run.world.log if (text := text_of(r.event)) is not None}


def test_a_hidden_line_waits_or_was_given_up(round_run: Run) -> None:
    """F-113: a line that waits, or was replaced, is not lost; once landed it is stored like any words."""
    round_run.prove()
    lines_land(round_run)
    round_run.prove()
    assert round_run.world.told()[0] == (AMINA, LINE)


def lose_line(run: Run) -> None:
    index = next(i for i, r in enumerate(run.world.log) if r.sealed)
    run.world.log[index] = replace(run.world.log[index], sealed={"line": "Other words."})


def land_twice(run: Run) -> None:
    lines_land(run)
    run.world.write(AMINA, LINE)
    run.world.do(AMINA, SetMode, mode="free")


def lose_landing(run: Run) -> None:
    turn = run.world.view.turn.model_copy(update={"number": 2, "taken": ()})
    began = TurnBegan(room=ROOM, seq=run.world.view.seq + 1, at=run.world.at, turn=turn)
    run.world.log.append(Recorded(began))


def show_early(run: Run) -> None:
    run.accounts["Marek"].saw = {LINE.split()[-1].rstrip("."): run.world.view.seq}
    lines_land(run)


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        (lose_line, "P2: the words of op .* are acknowledged, and lost"),
        (land_twice, "hidden lines: a line landed twice"),
        (lose_landing, "hidden lines: turn 2 began .* were lost"),
        (show_early, "Marek: was shown a hidden line"),
    ],
)
def test_a_broken_hidden_line_is_caught(round_run: Run, breaks: Callable[[Run], None], words: str) -> None:
    """F-114: a hidden line that is lost, doubled, dropped with its turn, or shown early is caught."""
    breaks(round_run)
    with pytest.raises(Violation, match=words):
        round_run.prove()
