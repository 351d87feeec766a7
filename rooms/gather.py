"""Turns in which everybody writes: how lines come in, wait, land together, or are put to the vote."""

from __future__ import annotations

from uuid import UUID

from rooms import manner, weaving
from rooms.ballots import close_vote, open_vote
from rooms.deciding import Deciding, add_passage, draw, end_turn, hand_on, set_clock, write
from rooms.errors import TurnIsTaken
from rooms.protocol import LeafAdded, PassageSettled, TurnBegan, TurnPassed, TurnTaken
from rooms.turns import MODES, Speakers, Why


def gathers(d: Deciding) -> bool:
    """Whether several have their say in this turn."""
    turn = d.view.turn
    return turn is not None and turn.kind == "people" and MODES[d.view.mode].gather != "one"


def take(d: Deciding, text: str) -> None:
    """Take a passage from somebody whose turn it is.

    Raises:
        TurnIsTaken: they had theirs, and everybody has read it.
    """
    turn, mode = d.view.turn, MODES[d.view.mode]
    assert turn is not None
    if not gathers(d):
        add_passage(d, text, d.by)
        if mode.complete(d.room, d.moment):
            hand_on(d, "written")
        elif manner.speaks_up(d.room):
            write(d)
        return
    if mode.sealed:
        d.say(TurnTaken, sealed={"line": text}, turn=turn.number, member=d.me)
    else:
        if d.me in turn.taken:
            raise TurnIsTaken
        add_passage(d, text, d.by)
        d.say(TurnTaken, turn=turn.number, member=d.me)
        if not mode.complete(d.room, d.moment):
            set_clock(d)
    end_if_complete(d)


def let_in(d: Deciding, member: UUID) -> None:
    """Who comes while nobody had theirs yet writes along; who comes later, from the next turn on."""
    turn, seat = d.view.turn, d.view.members[member]
    assert turn is not None
    if not (turn.taken or seat.muted or seat.role == "reader" or member in turn.speakers):
        d.say(TurnBegan, turn=turn.model_copy(update={"speakers": (*turn.speakers, member)}))


def leave_out(d: Deciding, member: UUID, why: Why) -> None:
    """Go on without a passage from this speaker."""
    turn = d.view.turn
    assert turn is not None
    if gathers(d):
        d.say(TurnPassed, turn=turn.number, member=member, why=why)
        end_if_complete(d)
    else:
        end_turn(d, member, why)


def end_if_complete(d: Deciding) -> None:
    """End the turn when everybody had theirs."""
    if MODES[d.view.mode].complete(d.room, d.moment):
        end_gathering(d, "written")


def end_gathering(d: Deciding, why: Why) -> None:
    """The last one is in, or time is up."""
    turn = d.view.turn
    assert turn is not None
    if MODES[d.view.mode].gather == "proposals" and len(d.room.lines) > 1:
        if d.view.vote is None:  # else they wait for its end: one question at a time
            open_vote(d, "version", _propose(d, "proposed"))
            draw(d, Speakers("vote"))
    elif weaving.wanted(d):
        weaving.begin(d, [add_passage(d, line, member) for member, line in _lines(d)])
    elif land(d) or why == "written" or turn.taken:
        hand_on(d, "written")
    else:
        end_turn(d, None, why)


def land(d: Deciding) -> bool:
    """Let all lines that wait become the story, before the room goes elsewhere. Nobody's words are lost by that."""
    turn = d.view.turn
    if weaving.waiting(d) is not None:
        weaving.settle(d)
    elif turn is not None and turn.kind == "vote":
        settle_proposed(d)
    elif MODES[d.view.mode].gather == "proposals" and len(d.room.lines) > 1:
        _propose(d, "complete")
    else:
        for member, line in _lines(d):
            add_passage(d, line, member)
        return bool(d.room.lines)
    return True


def _lines(d: Deciding) -> list[tuple[UUID, str]]:
    """In the order in which they came in."""
    taken = d.view.turn.taken if d.view.turn else ()
    return [(member, d.room.lines[member]) for member in taken if member in d.room.lines]


def _propose(d: Deciding, status: str) -> int:
    """One passage, whose versions are everybody's lines."""
    (first, line), *others = _lines(d)
    passage = add_passage(d, line, first, status)
    for member, other in others:
        d.say(LeafAdded, passage=passage, author=member, text=other)
    return passage


def settle_proposed(d: Deciding) -> None:
    """Count, and let the winner be the passage; the others stay as leaves to turn."""
    vote = d.view.vote
    assert vote is not None
    option, passage = close_vote(d), d.room.passage(vote.passage or 0)
    assert passage is not None
    assert option is not None
    author = passage.authors[passage.versions.index(option)]
    d.say(PassageSettled, passage=passage.id, version=option, author=author)


def give_back(d: Deciding, number: int) -> None:
    """Let somebody who took their passage back write again, where the turn that it came from goes on."""
    turn = d.view.turn
    if turn is not None and turn.number == number and d.me in turn.taken:
        left = tuple(member for member in turn.taken if member != d.me)
        d.say(TurnBegan, turn=turn.model_copy(update={"taken": left}))
