"""Commands about the story itself: turns, passages and the co-author."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rooms import gather
from rooms.ballots import close_vote
from rooms.deciding import (
    Deciding,
    add_passage,
    draw,
    end_turn,
    hand_on,
    may_steer,
    settled,
    stop_writing,
    write,
)
from rooms.errors import (
    CoauthorOff,
    CoauthorSilent,
    CoauthorWriting,
    Frozen,
    NoSuchChoice,
    NoSuchMember,
    NoSuchPassage,
    NoSuchVersion,
    NotPartial,
    NotYours,
    NotYourTurn,
    OneSpeakerOnly,
    StoryNotComplete,
    TooLateToRetract,
    TooManyChoices,
    TooManyVersions,
    TurnIsOver,
    TurnIsTaken,
    VoteIsOpen,
)
from rooms.moderation import fits
from rooms.protocol import (
    Choices,
    ChoicesOffered,
    ChooseVersion,
    Command,
    CompleteStory,
    ContinueStory,
    DropPartial,
    EditPassage,
    FinishGeneration,
    Generation,
    GenerationEnded,
    GenerationRestarted,
    GiveTurn,
    KeepPartial,
    OfferChoice,
    Passage,
    PassageChosen,
    PassageKept,
    PassageRetracted,
    PassageRevised,
    PassTurn,
    PickChoice,
    ReopenStory,
    RestartGeneration,
    RetractPassage,
    RetryStory,
    SkipTurn,
    StopStory,
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
    """Take back one's last passage; its turn comes back with it."""
    passage = settled(d, command.passage)
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
    elif d.view.turn is not None and d.view.turn.kind in ("people", "coauthor") and can_write(d.room, d.me, d.moment):
        draw(d, Speakers("people", (d.me,)))


def _edit(d: Deciding, command: EditPassage) -> None:
    passage = settled(d, command.passage)
    if passage.author is None:
        may_steer(d, passage)
    elif passage.author != d.me:
        raise NotYours
    _room_for_version(d, passage)
    d.say(PassageRevised, passage=passage.id, by=d.by, status=passage.status, text=command.text.strip())


def _room_for_version(d: Deciding, passage: Passage) -> None:
    if len(passage.versions) >= d.moment.limits.versions_per_passage:
        raise TooManyVersions(limit=d.moment.limits.versions_per_passage)


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


def _continue(d: Deciding, command: ContinueStory) -> None:
    if command.passage is None:
        may_steer(d)
        begin_writing(d, hint=command.hint)
        return
    passage = _partial(d, command.passage)
    begin_writing(d, hint=command.hint, kind="continue", passage=passage.id, branch=passage.branch)


def _retry(d: Deciding, command: RetryStory) -> None:
    passage = settled(d, command.passage)
    if passage.author is not None or passage != d.room.last_passage():
        raise NoSuchPassage
    may_steer(d, passage)
    _room_for_version(d, passage)
    begin_writing(d, hint=command.hint, kind="retry", passage=passage.id)


def begin_writing(d: Deciding, hint: str = "", **work: Any) -> None:
    """Start the co-author. One generation per room at a time."""
    if not d.view.rules.coauthor:
        raise CoauthorOff
    if d.view.generation is not None:
        raise CoauthorWriting
    write(d, hint, **work)


def _stop(d: Deciding, command: StopStory) -> None:
    if d.view.generation is None or d.view.generation.id != command.generation:
        raise CoauthorSilent
    stop_writing(d)


def _partial(d: Deciding, passage_id: int) -> Passage:
    passage = settled(d, passage_id)
    if passage.status != "partial":
        raise NotPartial
    may_steer(d, passage)
    if d.view.frozen:
        raise Frozen
    return passage


def _keep(d: Deciding, command: KeepPartial) -> None:
    d.say(PassageKept, passage=_partial(d, command.passage).id)


def _drop(d: Deciding, command: DropPartial) -> None:
    passage = _partial(d, command.passage)
    if d.view.generation is not None and d.view.generation.passage == passage.id:
        raise CoauthorWriting
    d.say(PassageRetracted, passage=passage.id)


def _held(d: Deciding, generation_id: int) -> Generation:
    generation = d.view.generation
    if generation is None or generation.id != generation_id:
        raise CoauthorSilent
    return generation


def _restart(d: Deciding, command: RestartGeneration) -> None:
    if command.fence > _held(d, command.generation).fence:
        d.say(GenerationRestarted, generation=command.generation, fence=command.fence)


def _finish(d: Deciding, command: FinishGeneration) -> None:
    """Land what the co-author wrote. A process whose fencing number is old has lost the pen."""
    generation = _held(d, command.generation)
    if generation.fence != command.fence:
        raise CoauthorSilent
    passage = d.room.passage(generation.passage) if generation.passage else None
    outcome = _land(d, generation, passage, command)
    d.say(GenerationEnded, generation=generation.id, outcome=outcome)
    if d.view.turn is not None and d.view.turn.kind == "coauthor":
        hand_on(d, "written")


def _land(d: Deciding, generation: Generation, passage: Passage | None, command: FinishGeneration) -> str:
    text = command.text.strip()
    if generation.kind != "new" and (passage is None or passage.status == "retracted"):
        return "dropped"
    if not text:
        return "failed"
    if not fits(text, d.room):
        return "withheld"
    status = "complete" if command.outcome == "complete" else "partial"
    if passage is None:
        landed = add_passage(d, text, None, status, asked_by=generation.by, branch=generation.branch)
    else:
        landed = passage.id
        d.say(PassageRevised, passage=landed, by=None, status=status, text=text)
    last, asked = d.room.last_passage(), d.view.vote is not None and d.view.vote.kind == "choice"
    options = tuple(choice for choice in command.choices if fits(choice, d.room))
    if status == "complete" and len(options) >= 2 and last and last.id == landed and not asked:
        d.say(ChoicesOffered, choices=Choices(passage=landed, options=options))
    return status


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


HOUSE_COMMANDS: tuple[type[Command], ...] = (RestartGeneration, FinishGeneration)
HOST_COMMANDS: tuple[type[Command], ...] = (SkipTurn, GiveTurn, CompleteStory, ReopenStory)
DECIDERS: dict[type[Command], Callable[[Deciding, Any], None]] = {
    SubmitTurn: _submit,
    PickChoice: _pick,
    PassTurn: _pass,
    SkipTurn: _skip,
    RetractPassage: _retract,
    EditPassage: _edit,
    ChooseVersion: _choose,
    ContinueStory: _continue,
    RetryStory: _retry,
    StopStory: _stop,
    KeepPartial: _keep,
    DropPartial: _drop,
    RestartGeneration: _restart,
    FinishGeneration: _finish,
    OfferChoice: _offer,
    GiveTurn: _give,
    CompleteStory: lambda d, command: complete(d),
    ReopenStory: _reopen,
}
