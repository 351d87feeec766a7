"""Pictures and voices: who may ask for which, and how a worker's result takes effect once.

A new kind is one entry in ``KINDS``, with its maker in workers/makers.py and its place on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from rooms.ages import BANDS
from rooms.deciding import Deciding, settled
from rooms.errors import (
    LookIsHeld,
    MediaOff,
    NoSuchCharacter,
    NoSuchMedia,
    NoSuchVersion,
    NotYours,
    ReadersOnly,
    RecordingsNotChecked,
    TooLateForIt,
    TooManyMedia,
)
from rooms.moderation import fits
from rooms.protocol import (
    AddRecording,
    AskMedia,
    BeatRecorded,
    BeginMedia,
    Cast,
    CastChanged,
    Command,
    FailMedia,
    FinishMedia,
    Made,
    Media,
    MediaAsked,
    MediaBegun,
    MediaFailed,
    MediaKind,
    MediaProgressed,
    MediaReady,
    MediaRemoved,
    MediaRules,
    Passage,
    PassageAdded,
    PassageKept,
    PassageRevised,
    PassageSettled,
    ProgressMedia,
    RemoveMedia,
    RetryMedia,
    RoomView,
    SetCast,
)
from rooms.room import Room, told

MOST_CAST = 60
MOST_TAKES = 1000
"""As ``Media.take`` allows: an event beyond it could be written and never read again."""
DRAWN = "drawn"
"""The provider that is the house itself: what it draws was made for every age."""
ROOMIER_STORY = 4
"""The shelf of the whole story, with its portraits, has room for so many times what one passage has."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of media. ``switch``: the host's, in ``MediaRules``. ``seconds``: the longest that one attempt may take;
    ``queue``: its duration class, so that nothing short waits behind something long."""

    switch: str
    of: Literal["passage", "story", "character"]
    queue: Literal["quick", "slow"]
    seconds: int
    picture: bool = False


KINDS: dict[MediaKind, Kind] = {
    "plate": Kind("plates", "passage", "slow", 180, picture=True),
    "cover": Kind("cover", "story", "slow", 180, picture=True),
    "portrait": Kind("portraits", "character", "slow", 180, picture=True),
    "voice": Kind("voices", "passage", "slow", 180),
    "recording": Kind("recordings", "passage", "quick", 60),
}


def every_media(view: RoomView) -> Iterator[Media]:
    """All that is there or at work, in the whole story."""
    yield from view.media
    for passage in view.passages:
        yield from passage.media


def at_work(media: Media) -> bool:
    """Whether somebody makes it, or will."""
    return media.state in ("waiting", "working")


def find(view: RoomView, media: int) -> Media | None:
    return next((m for m in every_media(view) if m.id == media), None)


def newest(shelf: tuple[Media, ...], kind: MediaKind) -> Made | None:
    """What came last of a kind, of those that lie together."""
    return next((m.made for m in reversed(shelf) if m.kind == kind and m.state == "ready"), None)


def held(view: RoomView) -> bool:
    """Whether style and palette are held: a picture was begun."""
    return any(KINDS[m.kind].picture and m.state != "failed" for m in every_media(view))


def keep_style(view: RoomView, wished: MediaRules) -> None:
    """
    Raises:
        LookIsHeld: there are pictures in another style.
    """
    now = view.rules.media
    if (wished.style, wished.palette) != (now.style, now.palette) and held(view):
        raise LookIsHeld


def keep_to_age(d: Deciding) -> None:
    """Take away what was not made for the readers that the room has now: recordings, and pictures by a provider, which
    were judged for others or by nobody (P12). What a provider is at may be asked for again, and is judged for these.
    """
    for media in list(every_media(d.view)):
        picture = KINDS[media.kind].picture
        if media.kind == "recording" or (picture and media.made and media.made.provider != DRAWN):
            _take_away(d, media)
        elif picture and media.state == "working":
            d.say(MediaFailed, media=media.id, passage=media.passage, why="withheld")


def follow(d: Deciding, before: Room) -> None:
    """Ask for what the room's rules ask for, after what a command brought."""
    rules = d.view.rules.media
    for recorded in tuple(d.events):
        match recorded.event:
            case (
                PassageAdded(passage=Passage(status="complete", id=landed))
                | PassageSettled(passage=landed)
                | PassageKept(passage=landed)
            ):
                if rules.voices and rules.aloud:
                    _order_if_there_is_room(d, "voice", landed)
                if rules.plates and rules.plates_when == "every" and _since_plate(d.view) >= rules.plates_every:
                    _order_if_there_is_room(d, "plate", landed)
            case PassageRevised(status="complete", passage=landed) if rules.voices and rules.aloud:
                _order_if_there_is_room(d, "voice", landed)
            case BeatRecorded(passage=landed, beat=beat) if rules.plates and rules.plates_when == "scene":
                if beat.scene != before.scene:
                    _order_if_there_is_room(d, "plate", landed)
            case _:
                pass


def _order_if_there_is_room(d: Deciding, kind: MediaKind, passage: int) -> None:
    """What the rules ask for never refuses what somebody wrote. Of the voices that they asked for that of the newest
    words stays."""
    of = d.room.passage(passage)
    for old in of.media if of and kind == "voice" else ():
        if old.kind == kind and old.by is None and of and old.version != of.version:
            _take_away(d, old)
    with suppress(TooManyMedia):
        _order(d, kind, passage=passage)


def _since_plate(view: RoomView) -> int:
    """Passages since the last one with a plate, as the branch is read."""
    count = 0
    for passage in reversed(told(view, view.branch)):
        if any(m.kind == "plate" for m in passage.media):
            break
        count += 1
    return count


def _ask(d: Deciding, command: AskMedia) -> None:
    kind = KINDS[command.kind]
    _may_have_made(d, command.kind)
    character = command.character if kind.of == "character" else None
    if kind.of == "character" and character is None:
        raise NoSuchCharacter
    passage = settled(d, command.passage or 0).id if kind.of == "passage" else None
    wish = " ".join(command.wish.split())
    _order(d, command.kind, command.another, passage=passage, character=character, by=d.by, wish=wish)


def _may_have_made(d: Deciding, kind: MediaKind) -> None:
    if not getattr(d.view.rules.media, KINDS[kind].switch):
        raise MediaOff(media=kind)
    if kind == "recording" and BANDS[d.view.rules.age].minors:
        raise RecordingsNotChecked
    if kind != "voice" and d.view.members[d.me].role == "reader":
        raise ReadersOnly


def _order(d: Deciding, kind: MediaKind, another: bool = False, passage: int | None = None, **what: Any) -> None:
    """Ask for work, unless the same is there or under way. What failed makes place for it."""
    of = d.room.passage(passage) if passage else None
    what.setdefault("version", of and of.version)
    media = Media(id=0, kind=kind, passage=passage, at=d.at, **what)
    shelf = of.media if of else d.view.media
    same = [m for m in shelf if (m.kind, _name(m), m.version, m.source) == _key(media)]
    standing = [m for m in same if m.state != "failed"]
    if not another and any(m.wish == media.wish or not media.wish for m in standing):
        return
    failed = [m for m in same if m.state == "failed"]
    if len(shelf) - len(failed) >= d.moment.limits.media_per_passage * (1 if of else ROOMIER_STORY):
        raise TooManyMedia(limit=len(shelf))
    for gone in failed:
        _take_away(d, gone)
    take = max((m.take for m in same), default=0) + 1
    if take > MOST_TAKES:
        raise TooManyMedia(limit=MOST_TAKES)
    d.say(MediaAsked, media=media.model_copy(update={"id": d.room.seq + 1, "take": take}))


def _key(media: Media) -> tuple[object, ...]:
    return media.kind, _name(media), media.version, media.source


def _name(media: Media) -> str:
    return (media.character or "").lower()


def _retry(d: Deciding, command: RetryMedia) -> None:
    media = _found(d, command.media)
    if media.state != "failed":
        return
    _may_have_made(d, media.kind)
    of = {name: getattr(media, name) for name in ("passage", "version", "character", "wish", "source")}
    _order(d, media.kind, another=True, by=d.by, **of)


def _remove(d: Deciding, command: RemoveMedia) -> None:
    media = _found(d, command.media)
    passage = d.room.passage(media.passage) if media.passage else None
    if not (d.leads or media.by == d.me or (passage and passage.author == d.me)):
        raise NotYours
    _take_away(d, media)


def _take_away(d: Deciding, media: Media) -> None:
    d.say(MediaRemoved, media=media.id, passage=media.passage, by=d.by)


def _found(d: Deciding, media: int) -> Media:
    found = find(d.view, media)
    if found is None:
        raise NoSuchMedia
    return found


def _set_cast(d: Deciding, command: SetCast) -> None:
    if d.view.members[d.me].role == "reader":
        raise ReadersOnly
    name = (command.character or "").lower()
    now = next((c for c in d.view.cast if (c.character or "").lower() == name), Cast(character=command.character))
    said: dict[str, Any] = {
        field: getattr(command, field) for field in ("look", "voice") if field in command.model_fields_set
    }
    wished = now.model_copy(
        update=said | {"character": command.character, "look": " ".join(said.get("look", now.look).split())}
    )
    if wished == now:
        return
    drawn = any(m.kind == "portrait" and _name(m) == name and m.state != "failed" for m in d.view.media)
    if drawn and wished.look != now.look:
        raise LookIsHeld
    if now not in d.view.cast and len(d.view.cast) >= MOST_CAST:
        raise TooManyMedia(limit=MOST_CAST)
    d.say(CastChanged, cast=wished)


def _add_recording(d: Deciding, command: AddRecording) -> None:
    _may_have_made(d, "recording")
    passage = settled(d, command.passage)
    if command.version not in passage.versions:
        raise NoSuchVersion
    _order(d, "recording", passage=passage.id, version=command.version, source=command.source, by=d.by)


# What the workers say.


def _at_work(d: Deciding, command: ProgressMedia | FinishMedia | FailMedia) -> Media:
    media = _found(d, command.media)
    if media.state != "working" or media.attempt != command.attempt:
        raise TooLateForIt
    return media


def _begin(d: Deciding, command: BeginMedia) -> None:
    media = _found(d, command.media)
    if media.state not in ("waiting", "working") or command.attempt <= media.attempt:
        raise TooLateForIt
    d.say(MediaBegun, media=media.id, passage=media.passage, attempt=command.attempt)


def _progress(d: Deciding, command: ProgressMedia) -> None:
    media = _at_work(d, command)
    if command.percent > media.percent:
        d.say(MediaProgressed, media=media.id, passage=media.passage, percent=command.percent)


def _finish(d: Deciding, command: FinishMedia) -> None:
    media = _at_work(d, command)
    if fits(command.made.alt, d.room):
        d.say(MediaReady, media=media.id, passage=media.passage, made=command.made)
    else:
        d.say(MediaFailed, media=media.id, passage=media.passage, why="withheld")


def _fail(d: Deciding, command: FailMedia) -> None:
    media = _at_work(d, command)
    d.say(MediaFailed, media=media.id, passage=media.passage, why=command.why)


HOUSE_COMMANDS: tuple[type[Command], ...] = (BeginMedia, ProgressMedia, FinishMedia, FailMedia)
DECIDERS: dict[type[Command], Callable[[Deciding, Any], None]] = {
    AskMedia: _ask,
    RetryMedia: _retry,
    RemoveMedia: _remove,
    SetCast: _set_cast,
    AddRecording: _add_recording,
    BeginMedia: _begin,
    ProgressMedia: _progress,
    FinishMedia: _finish,
    FailMedia: _fail,
}
