"""What an event that comes in from outside must be before it is folded.

The house's own events are right because ``decide`` made them. A file may say anything: that a branch leads into
itself, that a passage has a million versions, that all of it happens tomorrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from rooms.media import KINDS, MOST_CAST, ROOMIER_STORY, at_work, find
from rooms.protocol import (
    UNSTORABLE,
    AnyEvent,
    BeatRecorded,
    BranchForked,
    BranchRenamed,
    BranchSwitched,
    CastChanged,
    ChoicesOffered,
    GenerationStarted,
    LeafAdded,
    Made,
    Media,
    MediaAsked,
    MediaBegun,
    MediaFailed,
    MediaProgressed,
    MediaReady,
    MediaRemoved,
    MemberJoined,
    MemberKnocked,
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
    RoomCreated,
    RoomView,
    TurnBegan,
    VoteOpened,
    Wire,
)
from rooms.room import Room
from rooms.seats import COLOURS
from rooms.turns import Limits

AHEAD = timedelta(minutes=5)
"""By so much may another house's clock differ."""
LATER = timedelta(days=1)
"""From an event to the end of a turn or a vote."""
MOST_CHARS = 16_000
MOST_PASSAGES = 5_000
MOST_MEMBERS = 5_000
"""Whoever ever had a seat."""
ROOMIER = 10
"""Another house's limits may be so many times ours."""


class Unfit(ValueError):
    """``field`` of an event cannot be what it says."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


def vet(room: Room | None, event: AnyEvent, limits: Limits, now: datetime) -> None:
    """Refuse what could not have happened in this room, or would weigh on whoever has to do with it.

    Args:
        room: as the events before left it; None before the first.
        event: the next one.
        limits: of this house.
        now: its time.

    Raises:
        Unfit: and why.
    """
    _weigh(event, "event", event.at + LATER)
    if event.at > now + AHEAD:
        raise Unfit("at", "is in the future")
    if room is None or isinstance(event, RoomCreated):
        if room is not None or not isinstance(event, RoomCreated):
            raise Unfit("type", "a room begins with room.created, and once")
        return
    if event.at < room.at:
        raise Unfit("at", "is before the event before it")
    for name in ("member", "by", "author"):
        _known_member(room.view, name, getattr(event, name, None))
    passage = getattr(event, "passage", None)
    _media_event(room, event, limits)
    _passage_event(room, event, room.passage(passage) if isinstance(passage, int) else None, limits)
    _other_event(room.view, event, limits)


def _weigh(value: object, field: str, latest: datetime) -> None:
    """Numbers that JavaScript can hold, words that PostgreSQL can, times with a zone, and lists with an end."""
    match value:
        case int() if not 0 <= value < 2**53:
            raise Unfit(field, "is out of range")
        case str() if len(value) > MOST_CHARS or UNSTORABLE.search(value):
            raise Unfit(field, "is too long, or has a character that cannot be stored")
        case datetime() if value.tzinfo is None or value.year < 2000 or value > latest:
            raise Unfit(field, "is not a possible time")
        case tuple():
            _bounded(field, len(value), MOST_MEMBERS)
            for item in value:
                _weigh(item, field, latest)
        case Mapping():
            _bounded(field, len(value), MOST_MEMBERS)
            for item in value.values():
                _weigh(item, field, latest)
        case Wire():
            for name in type(value).model_fields:
                _weigh(getattr(value, name), name, latest)
        case _:
            pass


def _bounded(field: str, count: int, most: int) -> None:
    if count > most:
        raise Unfit(field, f"has more than {most}")


def _known_member(view: RoomView, field: str, member: Any) -> None:
    if isinstance(member, UUID) and member not in view.members:
        raise Unfit(field, "is nobody of this room")


def _same(field: str, given: object, expected: object) -> None:
    if given != expected:
        raise Unfit(field, "does not fit the events before it")


def _known_branch(view: RoomView, field: str, branch: int) -> None:
    if branch and all(known.id != branch for known in view.branches):
        raise Unfit(field, "is no branch of this room")


PassageEvent = (
    PassageRevised | LeafAdded | PassageSettled | PassageChosen | PassageKept | PassageRetracted | Reacted | NoteAdded
    | NoteSettled | BeatRecorded
)  # fmt: skip


def _passage_event(room: Room, event: AnyEvent, passage: Passage | None, limits: Limits) -> None:
    if isinstance(event, PassageAdded):
        added = event.passage
        fresh = Passage(
            id=event.seq, turn=added.turn, author=added.author, asked_by=added.asked_by, at=added.at,
            versions=(event.seq,), version=event.seq, status=added.status, branch=added.branch,
            woven=added.woven, threads=added.threads, stands_for=added.stands_for,
        )  # fmt: skip
        _same("passage", added, fresh)
        _known_member(room.view, "author", added.author)
        _known_member(room.view, "asked_by", added.asked_by)
        _known_member(room.view, "stands_for", added.stands_for)
        _same("woven", all(room.passage(line) is not None for line in added.woven), True)
        _known_branch(room.view, "branch", added.branch)
        _bounded("passages", len(room.view.passages) + 1, MOST_PASSAGES)
        return
    if not isinstance(event, PassageEvent):
        return
    if passage is None:
        raise Unfit("passage", "is not there")
    if isinstance(event, PassageRevised | LeafAdded):
        _bounded("versions", len(passage.versions) + 1, ROOMIER * limits.versions_per_passage)
    elif isinstance(event, PassageSettled | PassageChosen | BeatRecorded):
        _same("version", event.version in passage.versions, True)
    elif isinstance(event, NoteAdded):
        _same("note", (event.note.id, event.note.status), (event.seq, "open"))
        _known_member(room.view, "member", event.note.member)
        _bounded("notes", len(passage.notes) + 1, ROOMIER * limits.notes_per_passage)
    elif isinstance(event, NoteSettled):
        _same("note", any(note.id == event.note for note in passage.notes), True)


def _media_event(room: Room, event: AnyEvent, limits: Limits) -> None:
    if isinstance(event, MediaAsked):
        _asked_media(room, event, limits)
        return
    if not isinstance(event, MediaBegun | MediaProgressed | MediaReady | MediaFailed | MediaRemoved):
        return
    media = find(room.view, event.media)
    if media is None:
        raise Unfit("media", "is not there")
    _same("passage", event.passage, media.passage)
    match event:
        case MediaRemoved():
            pass
        case MediaBegun(attempt=attempt):
            _same("attempt", at_work(media) and attempt > media.attempt, True)
        case _:
            _same("media", at_work(media), True)
            _bounded("percent", getattr(event, "percent", 0), 100)
    if isinstance(event, MediaReady):
        _files(media, event.made)


def _asked_media(room: Room, event: MediaAsked, limits: Limits) -> None:
    media, kind = event.media, KINDS[event.media.kind]
    of = ("passage", "version", "character", "by", "wish", "take", "source", "at")
    _same("media", media, Media(id=event.seq, kind=media.kind, **{name: getattr(media, name) for name in of}))
    _known_member(room.view, "by", media.by)
    _same("character", media.character is not None, kind.of == "character")
    _same("source", media.source is not None, media.kind == "recording")
    passage = room.passage(media.passage) if media.passage is not None else None
    versions = passage.versions if passage and passage.status != "retracted" else ()
    _same("version", media.version in versions, kind.of == "passage")
    _same("passage", (media.passage, media.version) == (None, None), kind.of != "passage")
    most = ROOMIER * limits.media_per_passage
    if passage is None:
        _bounded("media", len(room.view.media) + 1, ROOMIER_STORY * most)
    else:
        _bounded("media", len(passage.media) + 1, most)


def _files(media: Media, made: Made) -> None:
    """Whichever ids they have: in storage they are sought below this room."""
    _same("files", len({file.id for file in made.files}), len(made.files))
    pictures = {file.type == "image/webp" for file in made.files}
    _same("type", pictures, {KINDS[media.kind].picture})


def _other_event(view: RoomView, event: AnyEvent, limits: Limits) -> None:
    match event:
        case MemberJoined(member=member) | MemberKnocked(member=member):
            _same("colour", member.colour < COLOURS, True)
            _same("status", member.status, "in" if isinstance(event, MemberJoined) else "waiting")
            _bounded("members", len(view.members) + (member.id not in view.members), MOST_MEMBERS)
        case TurnBegan(turn=turn):
            for member_id in (*turn.speakers, *turn.taken, *turn.nudged):
                _known_member(view, "speakers", member_id)
            _same("kind", turn.kind != "people" or bool(turn.speakers), True)
        case ChoicesOffered(choices=choices):
            for offerer in choices.by:
                _known_member(view, "by", offerer)
            _same("by", len(choices.by) in (0, len(choices.options)), True)
        case GenerationStarted(generation=generation):
            _same("id", generation.id, event.seq)
            _known_branch(view, "branch", generation.branch)
        case VoteOpened(vote=vote):
            _same("vote", (vote.id, vote.cast, vote.hands), (event.seq, (), {}))
        case CastChanged(cast=cast):
            names = {(known.character or "").lower() for known in (*view.cast, cast)}
            _bounded("cast", len(names), ROOMIER * MOST_CAST)
        case BranchForked(branch=branch):
            _same("id", branch.id, event.seq)
            _known_branch(view, "parent", branch.parent)
            _same("after", branch.after == 0 or any(p.id == branch.after for p in view.passages), True)
            _bounded("branches", len(view.branches) + 1, ROOMIER * limits.branches_per_room)
        case BranchSwitched(branch=number) | BranchRenamed(branch=number):
            _known_branch(view, "branch", number)
        case _:
            pass
