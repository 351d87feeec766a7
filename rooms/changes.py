"""How an event changes what everybody sees of a room. No rules: the page mirrors this in a few lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, assert_never
from uuid import UUID

from rooms.protocol import (
    AnyEvent,
    BeatRecorded,
    Branch,
    BranchForked,
    BranchRenamed,
    BranchSwitched,
    Cast,
    CastChanged,
    CharacterTaken,
    ChatPosted,
    ChoicesOffered,
    GenerationEnded,
    GenerationRestarted,
    GenerationStarted,
    GenerationStopped,
    HostPassed,
    LeafAdded,
    Media,
    MediaAsked,
    MediaBegun,
    MediaFailed,
    MediaProgressed,
    MediaReady,
    MediaRemoved,
    MemberJoined,
    MemberKnocked,
    MemberLeft,
    MemberMuted,
    MemberNudged,
    ModeSet,
    NoteAdded,
    NoteSettled,
    Passage,
    PassageAdded,
    PassageChosen,
    PassageKept,
    PassageRetracted,
    PassageRevised,
    PassageSettled,
    Reacted,
    RoleGiven,
    RoomCreated,
    RoomFrozen,
    RoomView,
    RulesSet,
    StoryCompleted,
    StoryDescribed,
    StoryRenamed,
    StoryReopened,
    Turn,
    TurnBegan,
    TurnPassed,
    TurnTaken,
    VoteCast,
    VoteClosed,
    VoteOpened,
)


def created(event: RoomCreated) -> RoomView:
    return RoomView(
        id=event.room,
        seq=event.seq,
        title=event.title,
        premise=event.text,
        language=event.language,
        genre=event.genre,
        mode=event.mode,
        rules=event.rules,
        host=None,
        members={},
    )


def change(view: RoomView, event: AnyEvent) -> dict[str, Any]:
    """The fields of the view that an event changes."""
    match event:
        case HostPassed():
            return {"host": event.member}
        case StoryRenamed():
            return {"title": event.title}
        case StoryDescribed():
            return {"language": event.language, "genre": event.genre}
        case StoryCompleted() | StoryReopened():
            return {"complete": isinstance(event, StoryCompleted)}
        case ModeSet():
            return {"mode": event.mode}
        case RulesSet():
            return {"rules": event.rules}
        case RoomFrozen():
            return {"frozen": event.frozen}
        case TurnBegan() | TurnTaken() | TurnPassed() | MemberNudged():
            return {"turn": _turn(view.turn, event)}
        case ChoicesOffered():
            return {"choices": event.choices}
        case GenerationStarted():
            return {"generation": event.generation}
        case GenerationRestarted():
            return _generation(view, fence=event.fence)
        case GenerationStopped():
            return _generation(view, stopping=True)
        case GenerationEnded():
            return {"generation": None}
        case VoteOpened():
            return {"vote": event.vote}
        case VoteCast():
            return _vote(view, event)
        case VoteClosed():
            return {"vote": None}
        case BranchForked():
            return {"branches": (*view.branches, event.branch)}
        case BranchSwitched():
            return {"branch": event.branch, "choices": None}
        case BranchRenamed():
            return _renamed(view, event)
        case ChatPosted() | RoomCreated():
            return {}
        case MediaAsked() | MediaBegun() | MediaProgressed() | MediaReady() | MediaFailed() | MediaRemoved():
            return _media(view, event)
        case CastChanged():
            others = (c for c in view.cast if _same_name(c, event.cast) is False)
            return {"cast": (*others, event.cast)}
        case MemberJoined() | MemberKnocked() | MemberLeft() | MemberMuted() | RoleGiven() | CharacterTaken():
            return _change_member(view, event)
        case _:
            return _change_passage(view, event)


def _change_member(
    view: RoomView,
    event: MemberJoined | MemberKnocked | MemberLeft | MemberMuted | RoleGiven | CharacterTaken,
) -> dict[str, Any]:
    match event:
        case MemberJoined() | MemberKnocked():
            return {"members": {**view.members, event.member.id: event.member}}
        case MemberLeft():
            return _member(view, event.member, status=event.status)
        case MemberMuted():
            return _member(view, event.member, muted=event.muted)
        case RoleGiven():
            return _member(view, event.member, role=event.role)
        case CharacterTaken():
            return _member(view, event.member, character=event.character)


PassageEvent = (
    PassageAdded | PassageRevised | LeafAdded | PassageChosen | PassageSettled | PassageKept | PassageRetracted
    | Reacted | NoteAdded | NoteSettled | BeatRecorded
)  # fmt: skip


def _change_passage(view: RoomView, event: PassageEvent) -> dict[str, Any]:
    match event:
        case PassageAdded():
            return {"passages": (*view.passages, event.passage), "choices": None}
        case PassageRevised():
            return _passage(view, event.passage, lambda p: _revised(p, event))
        case LeafAdded():
            return _passage(view, event.passage, lambda p: _leaf(p, event.seq, event.author, authors=_authors(p)))
        case PassageSettled():
            settled = {"status": "complete", "version": event.version, "author": event.author}
            return _passage(view, event.passage, lambda p: settled)
        case PassageChosen():
            return _passage(view, event.passage, lambda p: {"version": event.version})
        case PassageKept():
            return _passage(view, event.passage, lambda p: {"status": "complete"})
        case PassageRetracted():
            gone = {"status": "retracted", "media": (), "picture": ""}
            return {**_passage(view, event.passage, lambda p: gone), "choices": None}
        case BeatRecorded():
            return _passage(view, event.passage, lambda p: {"picture": event.beat.picture})
        case Reacted():
            return _passage(view, event.passage, lambda p: _reacted(p, event))
        case NoteAdded():
            return _passage(view, event.passage, lambda p: {"notes": (*p.notes, event.note)})
        case NoteSettled():
            return _passage(view, event.passage, lambda p: _note(p, event))
        case _:
            assert_never(event)


MediaEvent = MediaAsked | MediaBegun | MediaProgressed | MediaReady | MediaFailed | MediaRemoved


def _media(view: RoomView, event: MediaEvent) -> dict[str, Any]:
    """What is of a passage is kept with it, and everything else with the story."""
    where = event.media.passage if isinstance(event, MediaAsked) else event.passage
    if where is None:
        return {"media": _shelved(view.media, event)}
    return _passage(view, where, lambda p: {} if p.status == "retracted" else {"media": _shelved(p.media, event)})


def _shelved(shelf: tuple[Media, ...], event: MediaEvent) -> tuple[Media, ...]:
    match event:
        case MediaAsked():
            return (*shelf, event.media)
        case MediaRemoved():
            return tuple(m for m in shelf if m.id != event.media)
        case MediaBegun():
            changes: dict[str, object] = {"state": "working", "attempt": event.attempt, "percent": 0}
        case MediaProgressed():
            changes = {"percent": event.percent}
        case MediaReady():
            changes = {"state": "ready", "percent": 100, "made": event.made}
        case MediaFailed():
            changes = {"state": "failed", "why": event.why}
    return tuple(m.model_copy(update=changes) if m.id == event.media else m for m in shelf)


def _same_name(one: Cast, other: Cast) -> bool:
    return (one.character or "").lower() == (other.character or "").lower()


def _member(view: RoomView, member: UUID, **changes: object) -> dict[str, Any]:
    return {"members": {**view.members, member: view.members[member].model_copy(update=changes)}}


def _generation(view: RoomView, **changes: object) -> dict[str, Any]:
    return {"generation": view.generation and view.generation.model_copy(update=changes)}


def _turn(turn: Turn | None, event: TurnBegan | TurnTaken | TurnPassed | MemberNudged) -> Turn | None:
    if isinstance(event, TurnBegan):
        return event.turn
    if turn is None:
        return None
    if isinstance(event, MemberNudged):
        return turn.model_copy(update={"nudged": (*turn.nudged, event.member)})
    if turn.number != event.turn or event.member is None or event.member in turn.taken:
        return turn
    return turn.model_copy(update={"taken": (*turn.taken, event.member)})


def _vote(view: RoomView, event: VoteCast) -> dict[str, Any]:
    vote = view.vote
    if vote is None:
        return {}
    cast = vote.cast if event.member in vote.cast else (*vote.cast, event.member)
    hands = vote.hands if event.option is None else {**vote.hands, event.member: event.option}
    return {"vote": vote.model_copy(update={"cast": cast, "hands": hands})}


def _renamed(view: RoomView, event: BranchRenamed) -> dict[str, Any]:
    known = view.branches if any(b.id == event.branch for b in view.branches) else (
        Branch(id=event.branch, name=event.name), *view.branches
    )  # fmt: skip
    renamed = (b.model_copy(update={"name": event.name}) if b.id == event.branch else b for b in known)
    return {"branches": tuple(renamed)}


def _passage(view: RoomView, passage_id: int, changes: Callable[[Passage], Mapping[str, object]]) -> dict[str, Any]:
    passages = list(view.passages)
    for index in range(len(passages) - 1, -1, -1):
        if passages[index].id == passage_id:
            passages[index] = passages[index].model_copy(update=changes(passages[index]))
            break
    return {"passages": tuple(passages)}


def _revised(passage: Passage, event: PassageRevised) -> Mapping[str, object]:
    """Who wrote each version is kept from the first on that is not by the passage's author."""
    authors = passage.authors if event.by == passage.author else _authors(passage)
    new = {"version": event.seq, "status": event.status, "threads": event.threads}
    return _leaf(passage, event.seq, event.by, authors, **new)


def _leaf(
    passage: Passage, seq: int, author: UUID | None, authors: tuple[UUID | None, ...], **changes: Any
) -> Mapping[str, object]:
    """A version more, after those of ``authors``; empty: all are by the passage's."""
    by = {"authors": (*authors, author)} if authors else {}
    return {"versions": (*passage.versions, seq), **by, **changes}


def _authors(passage: Passage) -> tuple[UUID | None, ...]:
    return passage.authors or (passage.author,) * len(passage.versions)


def _reacted(passage: Passage, event: Reacted) -> Mapping[str, object]:
    others = tuple(m for m in passage.reactions.get(event.reaction, ()) if m != event.member)
    return {"reactions": {**passage.reactions, event.reaction: (*others, event.member) if event.on else others}}


def _note(passage: Passage, event: NoteSettled) -> Mapping[str, object]:
    settled = {n.id: n.model_copy(update={"status": event.status}) if n.id == event.note else n for n in passage.notes}
    notes = {"notes": tuple(settled.values())}
    if event.status != "accepted" or event.note not in settled:
        return notes
    author = settled[event.note].member
    return {**notes, **_leaf(passage, event.note, author, authors=_authors(passage), version=event.note)}
