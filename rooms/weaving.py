"""One passage made of everybody's lines by the co-author, which those may object to whose lines are in it.

The lines are in the story before, and stay in it: the woven passage is read in their place as soon as nobody objects.
"""

from __future__ import annotations

from collections.abc import Sequence

from rooms.ballots import NO, YES, close_vote, open_vote
from rooms.deciding import Deciding, add_passage, draw, note_beat, write
from rooms.manner import able
from rooms.protocol import FinishGeneration, Generation, Passage, PassageRetracted, PassageRevised, PassageSettled
from rooms.turns import MODES, Speakers

MOST_TRIES = 2
"""Versions that are offered, before the lines stand as they are."""


def wanted(d: Deciding) -> bool:
    """Whether the lines that wait are to be woven. One line has nothing to be woven with."""
    together = MODES[d.view.mode].gather == "lines" and len(d.room.lines) > 1
    return together and d.view.rules.manner.weave and d.view.vote is None and able(d.view)


def begin(d: Deciding, lines: Sequence[int]) -> None:
    write(d, kind="weave", woven=tuple(lines))
    draw(d, Speakers("coauthor"))


def waiting(d: Deciding) -> Passage | None:
    """The woven passage that is not settled yet."""
    return next((p for p in reversed(d.view.passages) if p.woven and p.status == "proposed"), None)


def offer(d: Deciding, generation: Generation, passage: Passage | None, command: FinishGeneration) -> str:
    """Put what was woven before those whose lines are in it. What is not whole is not offered: the lines stand."""
    whole = command.outcome == "complete" and bool(command.text.strip())
    asked = d.view.turn is not None and d.view.turn.kind == "coauthor" and d.view.vote is None
    lines = [d.room.passage(line) for line in (passage.woven if passage else generation.woven)]
    if not (whole and asked and all(line is not None and line.status == "complete" for line in lines)):
        if passage is not None and passage.status == "proposed":
            d.say(PassageRetracted, passage=passage.id)
        return "dropped" if whole else "failed"
    text, threads = command.text.strip(), command.threads
    if passage is None:
        of = {"branch": generation.branch, "woven": generation.woven, "threads": threads}
        number = add_passage(d, text, author=None, status="proposed", **of)
    else:
        number = passage.id
        d.say(PassageRevised, passage=number, by=None, status="proposed", text=text, threads=threads)
    note_beat(d, number, command)
    open_vote(d, "weave", number, options=(YES, NO), secret=False)
    draw(d, Speakers("vote"))
    return "complete"


def rewrite(d: Deciding) -> bool:
    """After an objection let the co-author try again, if it still may. It reads what was said in the margin."""
    passage = waiting(d)
    objected = NO in d.room.ballots.values()
    if passage is None or not objected or len(passage.versions) >= MOST_TRIES or not able(d.view):
        return False
    close_vote(d)
    write(d, kind="retry", passage=passage.id)
    draw(d, Speakers("coauthor"))
    return True


def settle(d: Deciding) -> None:
    """Let it stand in place of the lines if nobody objects, else the lines."""
    passage = waiting(d)
    assert passage is not None
    fine = d.view.vote is not None and close_vote(d) == YES
    if fine:
        d.say(PassageSettled, passage=passage.id, version=passage.version, author=None)
    else:
        d.say(PassageRetracted, passage=passage.id)
