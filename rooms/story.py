"""Commands about the story itself: turns and passages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rooms import gather
from rooms.ballots import close_vote
from rooms.deciding import (
    Deciding,
    draw,
    end_turn,
    hand_on,
    may_steer,
    room_for_version,
    settled,
    stop_writing,
)
from rooms.errors import (
    NoSuchChoice,
    NoSuchMember,
    NoSuchPassage,
    NoSuchVersion,
    NotYours,
    NotYourTurn,
    OneSpeakerOnly,
    StoryNotComplete,
    TooLateToRetract,
    TooManyChoices,
    TurnIsOver,
    TurnIsTaken,
    VoteIsOpen,
)
from rooms.protocol import (
    Choices,
    ChoicesOffered,
    ChooseVersion,
    Command,
    CompleteStory,
    EditPassage,
    GenerationEnded,
    GiveTurn,
    OfferChoice,
    PassageChosen,
    PassageRetracted,
    PassageRevised,
    PassTurn,
    PickChoice,
    ReopenStory,
    RetractPassage,
    SkipTurn,
    StoryCompleted,
    StoryReopened,
    SubmitTurn,
    Turn,
)
from rooms.turns import MODES, Speakers, can_write, writes

MOST_CHOICES = 8
"""Cards that one can still weigh against each other."""


def _my_turn(d: Deciding, number: int) -> Turn:
    """Refuse a write for another turn than it was written for (P5), or from somebody who is no speaker of it."""
    turn = d.view.turn
    if turn is None or turn.number != number:
        raise TurnIsOver
    if not writes(turn, d.me):
        raise NotYourTurn
    return turn


def _submit(d: Deciding, command: SubmitTurn) -> None:
    _my_turn(d, command.turn)
    gather.take(d, command.text.strip())


def _pick(d: Deciding, command: PickChoice) -> None:
    _my_turn(d, command.turn)
    choices = d.view.choices
    if choices is None or choices.passage != command.passage or command.option >= len(choices.options):
        raise NoSuchChoice
    gather.take(d, choices.options[command.option])


def _offer(d: Deciding, command: OfferChoice) -> None:
    """One more way on, beside those that the co-author and others offer."""
    passage, choices = d.room.last_passage(), d.view.choices
    if passage is None or passage.id != command.passage or passage.status != "complete":
        raise NoSuchPassage
    options = choices.options if choices else ()
    if command.text in options:
        return
    if len(options) >= MOST_CHOICES:
        raise TooManyChoices(limit=MOST_CHOICES)
    by = (choices.by if choices else ()) or (None,) * len(options)
    d.say(ChoicesOffered, choices=Choices(passage=passage.id, options=(*options, command.text), by=(*by, d.me)))


def _pass(d: Deciding, command: PassTurn) -> None:
    turn = _my_turn(d, command.turn)
    if turn.kind == "open":
        raise NotYourTurn
    if d.me in turn.taken and d.me not in d.room.lines:
        raise TurnIsTaken
    gather.leave_out(d, d.me, "passed")


def _skip(d: Deciding, command: SkipTurn) -> None:
    """Go on now, as if time were up."""
    turn = d.view.turn
    if turn is None or turn.number != command.turn or turn.kind not in ("people", "vote", "nobody"):
        raise TurnIsOver
    if turn.kind == "vote":
        gather.land(d)
        hand_on(d, "written")
    elif gather.gathers(d):
        gather.end_gathering(d, "skipped")
        if not d.events:
            raise VoteIsOpen
    else:
        end_turn(d, turn.speakers[0] if turn.speakers else None, "skipped")


def _give(d: Deciding, command: GiveTurn) -> None:
    turn, mode = d.view.turn, MODES[d.view.mode]
    if turn is None or turn.number != command.turn:
        raise TurnIsOver
    if mode.gather != "one" or turn.kind not in ("people", "nobody"):
        raise OneSpeakerOnly
    if not can_write(d.room, command.member, d.moment):
        raise NoSuchMember
    if turn.speakers != (command.member,):
        draw(d, Speakers("people", (command.member,)))


def _retract(d: Deciding, command: RetractPassage) -> None:
    """Take back one's last passage; its turn comes back with it. What the co-author wrote in one's place, whenever."""
    passage = settled(d, command.passage)
    if passage.stands_for == d.me:
        d.say(PassageRetracted, passage=passage.id)
        return
    if passage.author != d.me:
        raise NotYours
    seconds = d.moment.limits.retract_seconds
    if d.room.last_passage() != passage or d.moment.at - passage.at > timedelta(seconds=seconds):
        raise TooLateToRetract(seconds=seconds)
    d.say(PassageRetracted, passage=passage.id)
    if d.view.generation is not None:
        d.say(GenerationEnded, generation=d.view.generation.id, outcome="dropped")
    if gather.gathers(d):
        gather.give_back(d, passage.turn)
    elif MODES[d.view.mode].gather != "one":
        if d.view.turn is not None and d.view.turn.kind == "coauthor":
            draw(d, MODES[d.view.mode].speakers(d.room, d.moment))
    elif d.view.turn is not None and d.view.turn.kind in ("people", "coauthor") and can_write(d.room, d.me, d.moment):
        draw(d, Speakers("people", (d.me,)))


def _edit(d: Deciding, command: EditPassage) -> None:
    passage = settled(d, command.passage)
    if passage.author is None:
        may_steer(d, passage)
    elif passage.author != d.me:
        raise NotYours
    room_for_version(d, passage)
    d.say(PassageRevised, passage=passage.id, by=d.by, status=passage.status, text=command.text.strip())


def _choose(d: Deciding, command: ChooseVersion) -> None:
    passage = settled(d, command.passage)
    if passage.author is None:
        may_steer(d, passage)
    elif passage.author != d.me:
        raise NotYours
    if command.version not in passage.versions:
        raise NoSuchVersion
    if command.version != passage.version:
        d.say(PassageChosen, passage=passage.id, version=command.version)


def complete(d: Deciding) -> None:
    """The story is told: what waits lands, and nobody has the turn."""
    if d.view.complete:
        return
    gather.land(d)
    stop_writing(d)
    if d.view.vote is not None:
        close_vote(d, stands=False)
    d.say(StoryCompleted)
    if d.view.turn is None or d.view.turn.kind != "nobody":
        draw(d, Speakers("nobody"))


def _reopen(d: Deciding, command: ReopenStory) -> None:
    if not d.view.complete:
        raise StoryNotComplete
    d.say(StoryReopened)
    draw(d, MODES[d.view.mode].speakers(d.room, d.moment))


HOST_COMMANDS: tuple[type[Command], ...] = (SkipTurn, GiveTurn, CompleteStory, ReopenStory)
DECIDERS: dict[type[Command], Callable[[Deciding, Any], None]] = {
    SubmitTurn: _submit,
    PickChoice: _pick,
    PassTurn: _pass,
    SkipTurn: _skip,
    RetractPassage: _retract,
    EditPassage: _edit,
    ChooseVersion: _choose,
    OfferChoice: _offer,
    GiveTurn: _give,
    CompleteStory: lambda d, command: complete(d),
    ReopenStory: _reopen,
}
