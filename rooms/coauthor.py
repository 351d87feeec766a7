"""Commands that lead the co-author, and those by which the house lands what it wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from rooms import manner, weaving
from rooms.deciding import (
    Deciding,
    add_passage,
    hand_on,
    may_steer,
    note_beat,
    room_for_version,
    settled,
    stop_writing,
    write,
)
from rooms.errors import (
    CoauthorOff,
    CoauthorSilent,
    CoauthorWriting,
    Frozen,
    NoSuchMember,
    NoSuchPassage,
    NotPartial,
    StillHere,
)
from rooms.moderation import fits, said
from rooms.protocol import (
    AskCoauthor,
    ChatPosted,
    Choices,
    ChoicesOffered,
    Command,
    ContinueStory,
    DropPartial,
    FinishGeneration,
    Generation,
    GenerationEnded,
    GenerationRestarted,
    KeepPartial,
    Passage,
    PassageKept,
    PassageRetracted,
    PassageRevised,
    RestartGeneration,
    RetryStory,
    StopStory,
)


def _continue(d: Deciding, command: ContinueStory) -> None:
    if command.passage is None:
        may_steer(d)
        if command.stands_for is not None:
            _may_be_played(d, command.stands_for)
        begin_writing(d, hint=command.hint, stands_for=command.stands_for)
        return
    passage = _partial(d, command.passage)
    begin_writing(d, hint=command.hint, kind="continue", passage=passage.id, branch=passage.branch)


def _may_be_played(d: Deciding, member: UUID) -> None:
    if not manner.away(d.room, d.moment, member):
        raise NoSuchMember if d.moment.absent(member) else StillHere


def _retry(d: Deciding, command: RetryStory) -> None:
    passage = settled(d, command.passage)
    if passage.author is not None or passage != d.room.last_passage():
        raise NoSuchPassage
    may_steer(d, passage)
    room_for_version(d, passage)
    begin_writing(d, hint=command.hint, kind="retry", passage=passage.id)


def begin_writing(d: Deciding, hint: str = "", **work: Any) -> None:
    """Start the co-author. One generation per room at a time."""
    if not d.view.rules.coauthor:
        raise CoauthorOff
    if d.view.generation is not None:
        raise CoauthorWriting
    write(d, hint, **work)


def _ask(d: Deciding, command: AskCoauthor) -> None:
    question = command.text.strip()
    begin_writing(d, hint=question, kind="aside")
    d.say(ChatPosted, member=d.by, text=question, aside=True)


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
    """Land what the co-author wrote. A process whose fencing number is old has lost the pen; words that do not pass the
    check are as none.
    """
    generation = _held(d, command.generation)
    if generation.fence != command.fence:
        raise CoauthorSilent
    passage = d.room.passage(generation.passage) if generation.passage else None
    unsaid = command.outcome if command.outcome in ("refused", "withheld") else None
    if unsaid is None and not fits(command.text, d.room):
        unsaid = "withheld"
    if unsaid is not None:
        command = command.model_copy(update={"text": "", "outcome": "failed", "choices": (), "beat": None})
    if command.beat is not None and not fits(said(command.beat), d.room):
        command = command.model_copy(update={"beat": None})
    outcome = _land(d, generation, passage, command)
    if unsaid is not None and outcome == "failed":
        outcome = unsaid
    d.say(GenerationEnded, generation=generation.id, outcome=outcome)
    if d.view.turn is not None and d.view.turn.kind == "coauthor" and d.view.generation is None:
        write(d) if generation.kind == "aside" and manner.able(d.view) else hand_on(d, "written")


def _land(d: Deciding, generation: Generation, passage: Passage | None, command: FinishGeneration) -> str:
    text = command.text.strip()
    if generation.kind == "aside":
        if text:
            d.say(ChatPosted, member=None, text=text, aside=True)
        return "complete" if text else "failed"
    if generation.kind == "weave" or (passage is not None and passage.status == "proposed"):
        return weaving.offer(d, generation, passage, command)
    if generation.kind != "new" and (passage is None or passage.status == "retracted"):
        return "dropped"
    if not text:
        return "failed"
    status = "complete" if command.outcome == "complete" else "partial"
    if passage is None:
        of = {"asked_by": generation.by, "branch": generation.branch, "stands_for": generation.stands_for}
        landed = add_passage(d, text, None, status, **of)
    else:
        landed = passage.id
        d.say(PassageRevised, passage=landed, by=None, status=status, text=text)
    note_beat(d, landed, command)
    offered = command.choices or (command.beat.choices if command.beat else ())
    options = tuple(choice for choice in offered if fits(choice, d.room))
    last, asked = d.room.last_passage(), d.view.vote is not None and d.view.vote.kind == "choice"
    if status == "complete" and len(options) >= 2 and last and last.id == landed and not asked:
        d.say(ChoicesOffered, choices=Choices(passage=landed, options=options))
    return status


HOUSE_COMMANDS: tuple[type[Command], ...] = (RestartGeneration, FinishGeneration)
DECIDERS: dict[type[Command], Callable[[Deciding, Any], None]] = {
    ContinueStory: _continue,
    RetryStory: _retry,
    AskCoauthor: _ask,
    StopStory: _stop,
    KeepPartial: _keep,
    DropPartial: _drop,
    RestartGeneration: _restart,
    FinishGeneration: _finish,
}
