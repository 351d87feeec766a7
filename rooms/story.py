"""Commands about the story itself: turns, passages and the co-author."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rooms.deciding import Deciding, draw, end_turn, hand_on, write
from rooms.errors import (
    CoauthorOff,
    CoauthorSilent,
    CoauthorWriting,
    Frozen,
    NoSuchChoice,
    NoSuchPassage,
    NoSuchVersion,
    NotPartial,
    NotYours,
    NotYourTurn,
    TooLateToRetract,
    TooManyVersions,
    TurnIsOver,
)
from rooms.protocol import (
    Choices,
    ChoicesOffered,
    ChooseVersion,
    Command,
    ContinueStory,
    DropPartial,
    EditPassage,
    FinishGeneration,
    Generation,
    GenerationEnded,
    GenerationRestarted,
    GenerationStopped,
    KeepPartial,
    Passage,
    PassageAdded,
    PassageChosen,
    PassageKept,
    PassageRetracted,
    PassageRevised,
    PassTurn,
    PickChoice,
    RestartGeneration,
    RetractPassage,
    RetryStory,
    SkipTurn,
    StopStory,
    SubmitTurn,
    Turn,
)
from rooms.turns import MODES, Speakers, can_write


def _my_turn(d: Deciding, number: int) -> Turn:
    """Refuse a write for another turn than it was written for (P5), or from somebody who is no speaker of it."""
    turn = d.view.turn
    if turn is None or turn.number != number:
        raise TurnIsOver
    if turn.kind != "open" and d.me not in turn.speakers:
        raise NotYourTurn
    return turn


def _may_steer(d: Deciding, passage: Passage | None = None) -> None:
    """The host, the speaker of this turn, and whoever asked for the passage lead the co-author."""
    turn = d.view.turn
    speaking = turn is not None and (turn.kind == "open" or d.by in turn.speakers)
    if not (speaking or d.by == d.view.host or (passage and passage.asked_by == d.by)):
        raise NotYourTurn


def _passage(d: Deciding, passage_id: int) -> Passage:
    passage = d.room.passage(passage_id)
    if passage is None or passage.status == "retracted":
        raise NoSuchPassage
    return passage


def _add(d: Deciding, text: str, author: Any, status: str = "complete", asked_by: Any = None) -> int:
    """A passage's id and first version are the seq of the event that brings it."""
    seq = d.room.seq + 1
    passage = Passage(
        id=seq,
        turn=d.view.turn.number if d.view.turn else 0,
        author=author,
        asked_by=asked_by,
        at=max(d.moment.at, d.room.at),
        versions=(seq,),
        version=seq,
        status=status,  # type: ignore[arg-type]
    )
    return d.say(PassageAdded, passage=passage, text=text)


def _submit(d: Deciding, command: SubmitTurn) -> None:
    _my_turn(d, command.turn)
    _take(d, command.text.strip())


def _pick(d: Deciding, command: PickChoice) -> None:
    _my_turn(d, command.turn)
    choices = d.view.choices
    if choices is None or choices.passage != command.passage or command.option >= len(choices.options):
        raise NoSuchChoice
    _take(d, choices.options[command.option])


def _take(d: Deciding, text: str) -> None:
    _add(d, text, d.by)
    if MODES[d.view.mode].complete(d.room):
        hand_on(d, "written")


def _pass(d: Deciding, command: PassTurn) -> None:
    if _my_turn(d, command.turn).kind == "open":
        raise NotYourTurn
    end_turn(d, d.by, "passed")


def _skip(d: Deciding, command: SkipTurn) -> None:
    turn = d.view.turn
    if turn is None or turn.number != command.turn or turn.kind not in ("people", "nobody"):
        raise TurnIsOver
    end_turn(d, turn.speakers[0] if turn.speakers else None, "skipped")


def _retract(d: Deciding, command: RetractPassage) -> None:
    """Take back one's last passage; its turn comes back with it."""
    passage = _passage(d, command.passage)
    if passage.author != d.me:
        raise NotYours
    seconds = d.moment.limits.retract_seconds
    if d.room.last_passage() != passage or d.moment.at - passage.at > timedelta(seconds=seconds):
        raise TooLateToRetract(seconds=seconds)
    d.say(PassageRetracted, passage=passage.id)
    if d.view.generation is not None:
        d.say(GenerationEnded, generation=d.view.generation.id, outcome="dropped")
    if d.view.turn is not None and d.view.turn.kind != "open" and can_write(d.room, d.me, d.moment):
        draw(d, Speakers("people", (d.me,)))


def _edit(d: Deciding, command: EditPassage) -> None:
    passage = _passage(d, command.passage)
    if passage.author is None:
        _may_steer(d, passage)
    elif passage.author != d.me:
        raise NotYours
    _room_for_version(d, passage)
    d.say(PassageRevised, passage=passage.id, by=d.by, status=passage.status, text=command.text.strip())


def _room_for_version(d: Deciding, passage: Passage) -> None:
    if len(passage.versions) >= d.moment.limits.versions_per_passage:
        raise TooManyVersions(limit=d.moment.limits.versions_per_passage)


def _choose(d: Deciding, command: ChooseVersion) -> None:
    passage = _passage(d, command.passage)
    if passage.author is None:
        _may_steer(d, passage)
    elif passage.author != d.me:
        raise NotYours
    if command.version not in passage.versions:
        raise NoSuchVersion
    if command.version != passage.version:
        d.say(PassageChosen, passage=passage.id, version=command.version)


def _continue(d: Deciding, command: ContinueStory) -> None:
    if command.passage is None:
        _may_steer(d)
        begin_writing(d, hint=command.hint)
        return
    passage = _partial(d, command.passage)
    begin_writing(d, hint=command.hint, kind="continue", passage=passage.id)


def _retry(d: Deciding, command: RetryStory) -> None:
    passage = _passage(d, command.passage)
    if passage.author is not None or passage != d.room.last_passage():
        raise NoSuchPassage
    _may_steer(d, passage)
    _room_for_version(d, passage)
    begin_writing(d, hint=command.hint, kind="retry", passage=passage.id)


def begin_writing(d: Deciding, hint: str = "", **work: Any) -> None:
    """Start the co-author. One generation per room at a time."""
    if not d.view.rules.coauthor:
        raise CoauthorOff
    if d.view.generation is not None:
        raise CoauthorWriting
    write(d, hint, **work)


def stop_writing(d: Deciding) -> None:
    """Ask whichever process holds the pen to put it down."""
    generation = d.view.generation
    if generation is not None and not generation.stopping:
        d.say(GenerationStopped, generation=generation.id, by=d.by)


def _stop(d: Deciding, command: StopStory) -> None:
    if d.view.generation is None or d.view.generation.id != command.generation:
        raise CoauthorSilent
    stop_writing(d)


def _partial(d: Deciding, passage_id: int) -> Passage:
    passage = _passage(d, passage_id)
    if passage.status != "partial":
        raise NotPartial
    _may_steer(d, passage)
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
    status = "complete" if command.outcome == "complete" else "partial"
    if passage is None:
        landed = _add(d, text, None, status, asked_by=generation.by)
    else:
        landed = passage.id
        d.say(PassageRevised, passage=landed, by=None, status=status, text=text)
    last = d.room.last_passage()
    if status == "complete" and len(command.choices) >= 2 and last and last.id == landed:
        d.say(ChoicesOffered, choices=Choices(passage=landed, options=command.choices))
    return status


HOUSE_COMMANDS: tuple[type[Command], ...] = (RestartGeneration, FinishGeneration)
HOST_COMMANDS: tuple[type[Command], ...] = (SkipTurn,)
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
}
