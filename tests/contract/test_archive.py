"""The file of a whole room: what it says of every room that random play can make, and what it refuses to be told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from rooms import archive
from rooms.cover import cover_of
from rooms.decide import decide, settle
from rooms.errors import Refused
from rooms.protocol import AdoptRoom, RoomView
from rooms.room import Recorded, Room, apply, fold, on_branch
from rooms.settings import Settings
from rooms.store import ROOM as ROOM_VALUE
from rooms.turns import Moment
from rooms.vetting import Unfit, vet
from tests.proof.actions import any_command
from tests.proof.core_play import ROOM, play
from tests.worlds import START

SEEDS = range(24)
NOW = START + timedelta(days=30)
OTHER = UUID(int=77)
IMPORTER = UUID(int=78)


def opened(log: list[Recorded]) -> list[Recorded]:
    """The same without what is sealed."""
    return [Recorded(r.event, by=r.by, op=r.op) for r in log]


def taken_in(lines: list[bytes], room: UUID = OTHER) -> Room:
    """Read as a file is."""
    folded: Room | None = None
    for line in lines:
        recorded = archive.recorded_of(line, room)
        vet(folded, recorded.event, Settings(), NOW)
        folded = apply(folded, recorded)
    assert folded is not None
    return folded


def anonymous(view: RoomView) -> RoomView:
    return view.model_copy(update={"id": UUID(int=0)})


def test_a_file_says_all_that_everybody_could_see() -> None:
    """C100: a file says all that everybody could see: read again, under another id too, it is the same room with the
    same hash, and it has nothing that was sealed.
    """
    sealed = 0
    for seed in SEEDS:
        log = play(seed).log
        lines = [archive.line_of(recorded) for recorded in log]
        again = [archive.recorded_of(line, ROOM) for line in lines]
        assert again == opened(log), seed
        here, there = fold(None, opened(log)), taken_in(lines)
        assert here is not None
        assert anonymous(there.view) == anonymous(here.view), seed
        moved = [archive.recorded_of(line, OTHER) for line in lines]
        assert archive.story_hash(moved) == archive.story_hash(log), seed
        sealed += sum(bool(recorded.sealed) for recorded in log)
        assert not any(b"sealed" in line for line in lines)
    assert sealed > 15, "the play had something to hide"


def test_whoever_takes_a_room_over_can_go_on() -> None:
    """C101: whoever takes a room over is its host and the only one in it; no vote or hidden line is waited for, nothing
    stays proposed, and the turn is a new one.
    """
    kinds = set()
    for seed in SEEDS:
        game = play(seed)
        there = taken_in([archive.line_of(recorded) for recorded in game.log])
        moment = Moment(NOW, Settings(), {IMPORTER})
        command = AdoptRoom(op=uuid4(), host_name="Iman")
        decision = decide(there, IMPORTER, command, moment)
        after = decision.after
        assert after is not None
        view = after.view
        kinds.add(there.view.vote and there.view.vote.kind)
        assert [m.id for m in view.members.values() if m.status in ("in", "waiting")] == [IMPORTER]
        assert (view.host, view.vote, view.generation) == (IMPORTER, None, None)
        assert not after.lines
        assert all(p.status != "proposed" for p in view.passages)
        assert view.turn is not None
        if view.complete:
            continue
        assert there.view.turn is not None
        assert view.turn.number > there.view.turn.number
        assert view.turn.kind == "open" or view.turn.speakers == (IMPORTER,) or view.turn.kind == "coauthor"
        assert after.answered(IMPORTER, command.op) == after.seq
    assert len(kinds) > 2, "some rooms were left in the middle of a vote"


Said = dict[str, Any]
FILE: Said = {"id": str(UUID(int=9)), "type": "image/webp", "bytes": 1}


def asked_media(**changed: Any) -> Said:
    media = {"id": 6, "kind": "plate", "passage": 4, "version": 4, "at": "2026-01-01T00:00:00Z", **changed}
    return {"type": "media.asked", "media": media}


def ready_media(media: int = 6, **changed: Any) -> Said:
    made = {"files": [FILE], "provider": "drawn", **changed}
    return {"type": "media.ready", "media": media, "passage": 4, "made": made}


BEGINNING: tuple[Said, ...] = (
    {"seq": 1, "type": "room.created", "title": "A", "language": "en", "genre": "mystery", "mode": "free", "rules": {},
     "text": "B"},
    {"seq": 2, "type": "member.joined", "member": {"id": str(UUID(int=1)), "name": "Amina", "colour": 0}},
    {"seq": 3, "type": "host.passed", "member": str(UUID(int=1))},
    {"seq": 4, "type": "passage.added", "text": "Once.",
     "passage": {"id": 4, "turn": 0, "author": str(UUID(int=1)), "at": "2026-01-01T00:00:00Z", "versions": [4],
                 "version": 4}},
    {"seq": 5, "type": "branch.forked", "branch": {"id": 5, "name": "Left", "after": 4}},
)  # fmt: skip
ME, NOBODY = str(UUID(int=1)), str(UUID(int=9))
PASSAGE = BEGINNING[3]["passage"]
TURN = {"number": 1, "kind": "people", "speakers": [ME], "began_at": "2026-01-01T00:00:00Z"}
HOSTILE: dict[str, Said] = {
    "a seq left out": {"seq": 8, "type": "story.completed"},
    "a seq twice": {"seq": 5, "type": "story.completed"},
    "another room": {"type": "story.completed", "room": str(UUID(int=5))},
    "an unknown type": {"type": "room.exploded"},
    "a command": {"type": "turn.submit", "turn": 1, "text": "x"},
    "a sealed field": {"type": "turn.taken", "turn": 1, "member": ME, "sealed": {"line": "x"}},
    "an unknown field": {"type": "story.completed", "admin": True},
    "a second beginning": {**BEGINNING[0]},
    "tomorrow": {"type": "story.completed", "at": "2999-01-01T00:00:00Z"},
    "yesterday": {"type": "story.completed", "at": "2001-01-01T00:00:00Z"},
    "no time zone": {"type": "story.completed", "at": "2026-01-01T00:00:00"},
    "a deadline without a zone": {"type": "turn.began", "turn": TURN | {"deadline": "2026-01-01T00:00:00"}},
    "a deadline in a thousand years": {"type": "turn.began", "turn": TURN | {"deadline": "3026-01-01T00:00:00Z"}},
    "a turn of nobody": {"type": "turn.began", "turn": TURN | {"speakers": []}},
    "a turn of strangers": {"type": "turn.began", "turn": TURN | {"speakers": [NOBODY]}},
    "a huge number": {"type": "turn.began", "turn": TURN | {"number": 10**30}},
    "a negative number": {"type": "turn.began", "turn": TURN | {"number": -1}},
    "a million speakers": {"type": "turn.began", "turn": TURN | {"speakers": [ME] * 10_000}},
    "a host from elsewhere": {"type": "host.passed", "member": NOBODY},
    "a stranger who speaks": {"type": "chat.posted", "member": NOBODY, "text": "x"},
    "a stranger who leaves": {"type": "member.left", "member": NOBODY, "status": "left"},
    "a member out of nowhere": {"type": "member.muted", "member": NOBODY, "muted": True},
    "a seat that is none": {"type": "member.joined",
                            "member": {"id": NOBODY, "name": "X", "colour": 0, "status": "banned"}},
    "a colour there is not": {"type": "member.joined", "member": {"id": NOBODY, "name": "X", "colour": 2**40}},
    "a passage of a stranger": {"type": "passage.added", "text": "x",
                                "passage": PASSAGE | {"id": 6, "versions": [6], "version": 6, "author": NOBODY}},
    "a passage with another's id": {"type": "passage.added", "text": "x", "passage": PASSAGE},
    "a passage in no branch": {"type": "passage.added", "text": "x",
                               "passage": PASSAGE | {"id": 6, "versions": [6], "version": 6, "branch": 99}},
    "a passage born with versions": {"type": "passage.added", "text": "x",
                                     "passage": PASSAGE | {"id": 6, "versions": [6, 7, 8], "version": 6}},
    "a passage with reactions of its own": {"type": "passage.added", "text": "x",
                                            "passage": PASSAGE | {"id": 6, "versions": [6], "version": 6,
                                                                  "reactions": {"heart": [ME]}}},
    "a version there is not": {"type": "passage.chosen", "passage": 4, "version": 77},
    "a passage there is not": {"type": "passage.kept", "passage": 77},
    "a note under another's id": {"type": "note.added", "passage": 4, "text": "x",
                                  "note": {"id": 4, "member": ME, "at": "2026-01-01T00:00:00Z"}},
    "a note there is not": {"type": "note.settled", "passage": 4, "note": 77, "status": "accepted"},
    "a branch out of itself": {"type": "branch.forked", "branch": {"id": 6, "name": "X", "parent": 6, "after": 4}},
    "a branch under another's id": {"type": "branch.forked", "branch": {"id": 5, "name": "X", "after": 4}},
    "a branch of no passage": {"type": "branch.forked", "branch": {"id": 6, "name": "X", "after": 2}},
    "a branch there is not": {"type": "branch.switched", "branch": 77},
    "a name for no branch": {"type": "branch.renamed", "branch": 77, "name": "X"},
    "a vote with hands up": {"type": "vote.opened",
                             "vote": {"id": 6, "kind": "end", "options": [0, 1], "hands": {ME: 1}, "cast": [ME],
                                      "closes_at": "2026-01-01T00:01:00Z"}},
    "a pen that is another's": {"type": "generation.started",
                                "generation": {"id": 3, "began_at": "2026-01-01T00:00:00Z"}},
    "choices of strangers": {"type": "choices.offered",
                             "choices": {"passage": 4, "options": ["a", "b"], "by": [NOBODY, None]}},
    "words without end": {"type": "chat.posted", "member": ME, "text": "x" * 20_000},
    "half a character": {"type": "story.renamed", "title": "a\udc00"},
    "no character at all": {"type": "chat.posted", "member": ME, "text": "a\u0000"},
    "words that are a number": {"type": "chat.posted", "member": ME, "text": 7},
    "a picture under another's id": asked_media(id=5),
    "a picture that came ready": asked_media(state="ready"),
    "a picture that was begun before it was asked for": asked_media(attempt=3),
    "a picture of no passage": asked_media(passage=77),
    "a picture of everything": asked_media(passage=None, version=None),
    "a picture of a version there is not": asked_media(version=77),
    "a picture of somebody in a passage": asked_media(character="The Lamp"),
    "a picture with a source": asked_media(source=ME),
    "a picture that nobody of the room wished for": asked_media(by=NOBODY),
    "a recording of nothing": asked_media(kind="recording"),
    "a portrait of nobody": asked_media(kind="portrait", passage=None, version=None),
    "a cover of a passage": asked_media(kind="cover"),
    "a kind there is not": asked_media(kind="film"),
    "work on what nobody asked for": {"type": "media.begun", "media": 77, "passage": 4, "attempt": 1},
    "a picture that nobody asked for": ready_media(77),
    "an actor who is nobody": {"type": "story.completed", "actor": "me"},
    "an op that is none": {"type": "story.completed", "op": 7},
}  # fmt: skip


def line(said: Said, seq: int = 6) -> bytes:
    return json.dumps({"seq": seq, "at": "2026-01-01T00:00:00Z", **said}).encode()


@pytest.fixture
def begun() -> Room:
    return taken_in([line(said) for said in BEGINNING])


def following(room: Room, lines: Iterable[bytes], limits: Settings = Settings()) -> Exception | None:  # noqa: B008
    """What is wrong with these lines after what the room knows."""
    try:
        for text in lines:
            recorded = archive.recorded_of(text, OTHER)
            vet(room, recorded.event, limits, NOW)
            room = apply(room, recorded)
    except ValueError as error:
        return error
    return None


@pytest.mark.parametrize("what", HOSTILE)
def test_what_could_not_have_happened_is_refused(begun: Room, what: str) -> None:
    """C102: what could not have happened in a room, or would weigh on it, is refused before it is folded."""
    assert following(begun, [line(HOSTILE[what])]), "it was taken"


AFTERWARDS: dict[str, tuple[Said, ...]] = {
    "work at another place": ({"type": "media.begun", "media": 6, "passage": None, "attempt": 1},),
    "work of an older attempt": tuple({"type": "media.begun", "media": 6, "passage": 4, "attempt": n} for n in (2, 1)),
    "more than all of it": ({"type": "media.progressed", "media": 6, "passage": 4, "percent": 101},),
    "ready twice": (ready_media(), ready_media()),
    "failed when it was ready": (ready_media(), {"type": "media.failed", "media": 6, "passage": 4, "why": "broken"}),
    "taken away twice": tuple({"type": "media.removed", "media": 6, "passage": 4, "by": ME} for _ in range(2)),
    "a picture that sounds": (ready_media(files=[FILE | {"type": "audio/ogg"}]),),
    "a picture with a page": (ready_media(files=[FILE | {"type": "text/html"}]),),
    "a file twice": (ready_media(files=[FILE, FILE]),),
    "a file that is a path": (ready_media(files=[FILE | {"id": "../../etc/passwd"}]),),
    "a picture of its passage's past": ({"type": "passage.retracted", "passage": 4}, ready_media()),
    "endless sound": (ready_media(seconds="NaN"),),
}  # fmt: skip


@pytest.mark.parametrize("what", AFTERWARDS)
def test_what_could_not_become_of_a_picture_is_refused(begun: Room, what: str) -> None:
    """C321: what could not become of a picture that was asked for is refused, and what could is taken."""
    asked = line(asked_media())
    good = ({"type": "media.begun", "media": 6, "passage": 4, "attempt": 1}, ready_media())
    assert following(begun, (asked, *(line(said, seq) for seq, said in enumerate(good, 7)))) is None
    assert following(begun, (asked, *(line(said, seq) for seq, said in enumerate(AFTERWARDS[what], 7)))), "it was taken"


def test_pictures_have_an_end_in_number(begun: Room) -> None:
    """C322: pictures of a passage, portraits and the cast of a room that comes in have an end in number."""
    limits = Settings(media_per_passage=1)
    many: dict[str, Any] = {
        "media": lambda n: asked_media(id=n),
        "cast": lambda n: {"type": "cast.changed", "cast": {"character": f"C{n}"}},
    }
    many["portraits"] = lambda n: asked_media(id=n, kind="portrait", passage=None, version=None, character=f"C{n}")
    for field, say in many.items():
        assert following(begun, (line(say(seq), seq) for seq in range(6, 9))) is None
        refused = following(begun, (line(say(seq), seq) for seq in range(6, 1000)), limits)
        assert isinstance(refused, Unfit)
        assert refused.field == {"portraits": "media"}.get(field, field)


def test_what_was_at_work_elsewhere_has_failed(begun: Room) -> None:
    """C323: whoever takes a room over waits for no picture of another house: it has failed; what was ready stands."""
    begin = {"type": "media.begun", "passage": 4, "attempt": 1}
    asked = [asked_media(id=6), asked_media(id=7), begin | {"media": 7}, asked_media(id=9), begin | {"media": 9}]
    more = (*asked, ready_media(9))
    room = taken_in([line(said) for said in BEGINNING] + [line(said, seq) for seq, said in enumerate(more, 6)])
    decision = decide(room, IMPORTER, AdoptRoom(op=uuid4(), host_name="Iman"), Moment(NOW, Settings(), {IMPORTER}))
    assert decision.after is not None
    media = {m.id: (m.state, m.why) for m in decision.after.view.passages[0].media}
    assert media == {6: ("failed", "broken"), 7: ("failed", "broken"), 9: ("ready", None)}


@pytest.mark.parametrize("text", [b"", b"\n", b"null", b"[]", b"{", b"[" * 100_000, b'{"seq":1}', b"\xff", b"NaN"])
def test_a_line_that_is_no_event_is_refused(begun: Room, text: bytes) -> None:
    """C103: a line that is no event is refused."""
    assert following(begun, [text])


def test_a_room_has_an_end_in_number(begun: Room) -> None:
    """C104: a room that comes in has an end in number: members, versions, notes and branches."""
    limits = Settings(versions_per_passage=1, notes_per_passage=1, branches_per_room=1)
    many: dict[str, Any] = {
        "versions": lambda n: {"type": "leaf.added", "passage": 4, "author": ME, "text": "x"},
        "notes": lambda n: {"type": "note.added", "passage": 4, "text": "x",
                            "note": {"id": n, "member": ME, "at": "2026-01-01T00:00:00Z"}},
        "branches": lambda n: {"type": "branch.forked", "branch": {"id": n, "name": "X", "after": 4}},
        "members": lambda n: {"type": "member.joined",
                              "member": {"id": str(UUID(int=n << 64)), "name": "X", "colour": 0}},
    }  # fmt: skip
    for field, say in many.items():
        assert following(begun, (line(say(seq), seq) for seq in range(6, 9))) is None
        refused = following(begun, (line(say(seq), seq) for seq in range(6, 6000)), limits)
        assert isinstance(refused, Unfit)
        assert refused.field == field


VALUES: tuple[Any, ...] = (
    0,
    1,
    7,
    -1,
    2**60,
    "",
    "x",
    "free",
    None,
    True,
    [],
    {},
    [[]],
    ME,
    str(IMPORTER),
    "2026-01-01T00:00:00",
)


def tampered(random: Random, lines: list[bytes]) -> list[bytes]:
    """The same file with one thing changed, left out, doubled or taken from another line."""
    at = random.randrange(len(lines))
    said = json.loads(lines[at])
    places: list[tuple[Any, Any]] = []

    def find(node: Any) -> None:
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        for key in keys:
            places.append((node, key))
            find(node[key])

    find(said)
    node, key = random.choice(places)
    other = json.loads(random.choice(lines))
    match random.randrange(4):
        case 0:
            node[key] = random.choice(VALUES)
        case 1 if isinstance(key, str) and key in other:
            node[key] = other[key]
        case 2:
            del node[key]
        case _:
            return [*lines[:at], random.choice(lines), *lines[at:]]
    return [*lines[:at], json.dumps(said).encode() + b"\n", *lines[at + 1 :]]


def test_what_was_tampered_with_is_refused_or_harmless() -> None:
    """C105: what was tampered with is refused, or is a room like any other: it can be taken over, read in every branch,
    written on by everybody, and sent out again.
    """
    random, taken = Random(4), 0
    for _ in range(300):
        lines = [archive.line_of(recorded) for recorded in play(random.randrange(12), 60).log]
        for _ in range(random.randrange(1, 4)):
            lines = tampered(random, lines)
        try:
            room = taken_in(lines)
        except (ValueError, KeyError, IndexError):
            continue
        taken += 1
        moment = Moment(NOW, Settings(), {IMPORTER})
        adopted = decide(room, IMPORTER, AdoptRoom(op=uuid4(), host_name="Iman"), moment).after
        assert adopted is not None
        for branch in (0, *(fork.id for fork in adopted.view.branches)):
            told = on_branch(adopted.view, branch)
            read = [passage.id for passage in adopted.view.passages if told(passage)]
            assert read == sorted(set(read)), "in the order in which they were written, each once"
        cover_of(adopted.view)
        for _ in range(20):
            member = random.choice([*adopted.view.members])
            try:
                after = decide(adopted, member, any_command(random, adopted.view, member), moment).after
            except Refused:
                continue
            assert after is not None
            adopted = after
        settle(adopted, moment)
        assert ROOM_VALUE.validate_json(ROOM_VALUE.dump_json(adopted)) == adopted
    assert taken > 10, "not all was refused"
