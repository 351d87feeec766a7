"""The witness: proves after a run, from what clients recorded and what the database holds, that promises were kept.

Every fault test ends here. The promises are numbered in docs: P1 one order, P2 acknowledged is kept, P3 once,
P10 members only, P11 always an answer.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from rooms import store
from rooms.protocol import MemberLeft, RoomView
from rooms.room import Recorded, Room, apply, public
from tests.faults.records import Record, digest
from tests.lines import Lines
from tests.making import Works
from tests.writers import TOLD, Client

ANSWER_SECONDS = 10.0
LINES = 12
"""Of a client's record, in the account of a violation."""


class Violation(AssertionError):
    """A promise was broken."""


@dataclass
class Account:
    """What a client says it ended with. ``view`` is None when it was removed, or never got in."""

    client: str
    person: UUID
    room: UUID
    view: RoomView | None
    texts: Mapping[int, str]
    saw: Mapping[str, int] = field(default_factory=dict)
    """Words of the crowd that were in a frame, and the seq of the first."""


@dataclass
class Truth:
    """One room as the database has it."""

    room: UUID
    log: Sequence[Recorded]
    texts: Mapping[int, str]
    folds: dict[int, Room] = field(default_factory=dict)
    lines: Lines = field(default_factory=Lines)
    """What became of the hidden ones."""
    works: Works = field(default_factory=Works)
    """What became of pictures and voices."""

    def __post_init__(self) -> None:
        room: Room | None = None
        for number, recorded in enumerate(self.log, 1):
            if recorded.event.seq != number:
                raise Violation(f"room {self.room}: the log has a hole: {recorded.event.seq} where {number} belongs")
            room = self.folds[number] = apply(room, recorded)
            if wrong := self.lines.follow(recorded):
                raise Violation(f"room {self.room}: hidden lines: {wrong}")
            if wrong := self.works.follow(recorded):
                raise Violation(f"room {self.room}: jobs: {wrong}")
        if room is not None and (wrong := self.works.differ(room.view)):
            raise Violation(f"room {self.room}: jobs: {wrong}")

    @property
    def head(self) -> int:
        return len(self.log)

    def member(self, person: UUID, seq: int) -> bool:
        """Whether somebody had a seat when event ``seq`` was delivered; their own removal is theirs to hear."""
        event = self.log[seq - 1].event
        own = isinstance(event, MemberLeft) and event.member == person
        return own or self.folds[seq].seated(person) is not None


@dataclass
class Evidence:
    records: Sequence[Record]
    accounts: Mapping[str, Account]
    rooms: Mapping[UUID, Truth]

    def of(self, client: str) -> list[Record]:
        return [record for record in self.records if record.client == client]

    def truth(self, client: str) -> Truth:
        return self.rooms[self.accounts[client].room]

    def violation(self, what: str, at: Record) -> Violation:
        """What is wrong, and what the client recorded up to there."""
        lines = [r for r in self.of(at.client) if r.t <= at.t][-LINES:]
        return Violation("\n    ".join([f"{at.client}: {what}", *map(str, lines)]))


@dataclass
class Figures:
    """What was proved, in numbers."""

    acked: int
    refused: int
    unanswered: int
    received: int
    connections: int
    events: int
    slowest_answer: float


def prove(evidence: Evidence) -> Figures:
    """Check every promise.

    Raises:
        Violation: which promise, by whose record.
    """
    for check in CHECKS:
        check(evidence)
    return _figures(evidence)


async def witness(owner: Any, clients: Iterable[Client]) -> Figures:
    """Prove a run: ``owner`` is a connection that sees every table."""
    known = list(clients)
    records = [record for book in {id(c.records): c.records for c in known}.values() for record in book]
    accounts = {
        c.name: Account(c.name, c.person, c.room_id, None if c.removed or not c.room else c.view, c.texts, c.saw)
        for c in known
    }
    rooms = {room: await read(owner, room) for room in {c.room_id for c in known}}
    return prove(Evidence(sorted(records, key=lambda record: record.t), accounts, rooms))


async def read(owner: Any, room: UUID) -> Truth:
    """A room's log and words, read apart: the words of an event are the row of its seq and nothing else."""
    rows = await owner.fetch("select seq, text from texts where room_id = $1", room)
    return Truth(room, await store.since(owner, room, 0), {row["seq"]: row["text"] for row in rows})


# The checks.


def kept_once(evidence: Evidence) -> None:
    """P2, P3: an acknowledged op is in the log once, where its receipt says; a refused one never; none twice."""
    logged = _ops(evidence)
    final = {(r.client, r.op): r for r in evidence.records if r.what in ("acked", "refused")}
    for record in evidence.records:
        if record.what != "sent":
            continue
        account = evidence.accounts[record.client]
        seqs = logged[account.room, account.person, record.op]
        answer = final.get((record.client, record.op))
        if len(seqs) > 1:
            raise evidence.violation(f"P3: op {record.op} took effect {len(seqs)} times, at {seqs}", record)
        if answer is not None and answer.what == "acked" and seqs != [answer.seq]:
            where = f"at {seqs[0]}" if seqs else "nowhere"
            what = "acknowledged, and lost" if not seqs else "acknowledged as something else"
            raise evidence.violation(f"P2: {what}: op {record.op} as {answer.seq}, the log has it {where}", answer)
        if answer is not None and answer.what == "refused" and seqs:
            raise evidence.violation(f"P3: op {record.op} was refused ({answer.code}) and took effect", answer)


def one_answer(evidence: Evidence) -> None:
    """P3: however often an op is sent, its receipts are the same."""
    first: dict[tuple[str, UUID | None], Record] = {}
    for record in evidence.records:
        if record.what in ("acked", "refused"):
            earlier = first.setdefault((record.client, record.op), record)
            if (earlier.what, earlier.seq) != (record.what, record.seq):
                raise evidence.violation(f"P3: op {record.op} was answered {earlier} and then otherwise", record)


def words_once(evidence: Evidence) -> None:
    """P2 and P3 for the words: those of an acknowledged op are stored once as they were sent. Every text is unique.

    A hidden line is in the sealed part of its row until it lands, if it does: it may wait still, or have been given up.
    """
    stored = {room: Counter(map(digest, truth.texts.values())) for room, truth in evidence.rooms.items()}
    sealed = {room: set(map(digest, truth.lines.unlanded)) for room, truth in evidence.rooms.items()}
    acked = {(r.client, r.op) for r in evidence.records if r.what == "acked"}
    for record in evidence.records:
        if record.what == "sent" and record.hash:
            copies = stored[evidence.accounts[record.client].room][record.hash]
            if copies > 1:
                raise evidence.violation(f"P3: the words of op {record.op} are stored {copies} times", record)
            kept = copies or record.hash in sealed[evidence.accounts[record.client].room]
            if not kept and (record.client, record.op) in acked:
                raise evidence.violation(f"P2: the words of op {record.op} are acknowledged, and lost", record)


def in_order(evidence: Evidence) -> None:
    """P1: what a connection brings follows its beginning without gap, repeat or inversion."""
    last: dict[str, int] = {}
    connection: dict[str, int] = {}
    for record in evidence.records:
        client = record.client
        if record.what == "reset":
            last[client], connection[client] = record.seq, record.connection
        elif record.what == "resumed":
            connection[client] = record.connection
            if record.seq != last.get(client):
                raise evidence.violation(f"P1: resumed after {record.seq}, and had {last.get(client)}", record)
        elif record.what in ("received", "caught_up"):
            if connection.get(client) != record.connection:
                raise evidence.violation(f"P1: {record.seq} came before the answer to the join", record)
            had = last[client]
            if record.seq != had + 1:
                kind = "a gap" if record.seq > had else "a repeat" if record.seq == had else "an inversion"
                raise evidence.violation(f"P1: {kind}: {record.seq} after {had}", record)
            last[client] = record.seq


def converged(evidence: Evidence) -> None:
    """P1: everybody's page is the fold of the log at the page's seq, and its words are those in the database."""
    for account in evidence.accounts.values():
        view, truth = account.view, evidence.rooms[account.room]
        if view is None:
            continue
        if view.seq > truth.head:
            raise Violation(f"{account.client}: P2: holds event {view.seq}, and the log ends at {truth.head}")
        page = public(Room(view=view, at=truth.folds[view.seq].at, ops={}))
        if page != (expected := public(truth.folds[view.seq])):
            raise Violation(
                f"{account.client}: P1: its page at {view.seq} is not the log's: {_difference(page, expected)}"
            )
        for seq, text in account.texts.items():
            if seq <= view.seq and digest(text) != digest(truth.texts.get(seq, "")):
                raise Violation(f"{account.client}: P1: the words at {seq} are not those stored")
        for version in (version for passage in page.passages for version in passage.versions):
            if version not in account.texts:
                raise Violation(f"{account.client}: P1: holds no words of passage version {version}")


def members_only(evidence: Evidence) -> None:
    """P10: events, and answers to a join, reach only whoever has a seat then."""
    for record in evidence.records:
        if record.seq and record.what in ("received", "told"):
            truth, person = evidence.truth(record.client), evidence.accounts[record.client].person
            if record.seq > truth.head:
                raise evidence.violation(f"P2: heard of {record.seq}, and the log ends at {truth.head}", record)
            if not truth.member(person, record.seq):
                raise evidence.violation(f"P10: heard of {record.seq} without a seat", record)


def hidden_until_landed(evidence: Evidence) -> None:
    """No frame had a hidden line before it landed, but its writer's own."""
    for account in evidence.accounts.values():
        lines = evidence.rooms[account.room].lines
        hidden = {told: line for line in lines.writers for told in TOLD.findall(line)}
        for told, seq in account.saw.items():
            line = hidden.get(told)
            if line and lines.writers[line] != account.person and seq < lines.landed.get(line, math.inf):
                raise Violation(f"{account.client}: was shown a hidden line at {seq}: {told}")


def always_answered(evidence: Evidence) -> None:
    """P11: within ten seconds every command has an answer, or its connection is known to be gone."""
    open_since: dict[tuple[str, int, UUID | None], Record] = {}
    cut: set[tuple[str, int]] = set()
    end = evidence.records[-1] if evidence.records else None
    for record in evidence.records:
        key = (record.client, record.connection, record.op)
        if record.what in ("sent", "asked") and key[:2] not in cut:
            open_since.setdefault(key, record)
        elif record.what in ("acked", "refused", "put_off", "told"):
            _in_time(evidence, open_since.pop(key, None), record)
        elif record.what in ("lost", "cut"):
            cut.add(key[:2])
            for gone in [key for key in open_since if key[:2] == (record.client, record.connection)]:
                _in_time(evidence, open_since.pop(gone), record)
    for asked in open_since.values():
        assert end is not None
        _in_time(evidence, asked, end)


def _in_time(evidence: Evidence, asked: Record | None, answered: Record) -> None:
    if asked is not None and answered.t - asked.t > ANSWER_SECONDS:
        raise evidence.violation(f"P11: op {asked.op} waited {answered.t - asked.t:.1f} s", asked)


CHECKS: tuple[Callable[[Evidence], None], ...] = (
    kept_once, one_answer, words_once, in_order, members_only, converged, hidden_until_landed, always_answered,
)  # fmt: skip


def _ops(evidence: Evidence) -> defaultdict[tuple[UUID, UUID | None, UUID | None], list[int]]:
    found: defaultdict[tuple[UUID, UUID | None, UUID | None], list[int]] = defaultdict(list)
    for room, truth in evidence.rooms.items():
        for recorded in truth.log:
            if recorded.op is not None:
                found[room, recorded.by, recorded.op].append(recorded.event.seq)
    return found


def _difference(page: RoomView, expected: RoomView) -> str:
    ours, theirs = (json.loads(view.model_dump_json()) for view in (page, expected))
    return "; ".join(f"{name}: {ours[name]} / {theirs[name]}" for name in ours if ours[name] != theirs[name])[:600]


def answer_times(records: Iterable[Record]) -> list[float]:
    """Seconds from each sending of a write to its answer on the same connection."""
    sent: dict[tuple[str, int, UUID | None], float] = {}
    times = []
    for record in records:
        key = (record.client, record.connection, record.op)
        if record.what == "sent":
            sent[key] = record.t
        elif record.what in ("acked", "refused", "put_off") and key in sent:
            times.append(record.t - sent.pop(key))
    return times


def _figures(evidence: Evidence) -> Figures:
    ops: dict[str, set[UUID | None]] = defaultdict(set)
    count: Counter[str] = Counter()
    for record in evidence.records:
        count[record.what] += 1
        if record.op:
            ops[record.what].add(record.op)
    return Figures(
        acked=len(ops["acked"]),
        refused=len(ops["refused"]),
        unanswered=len(ops["sent"] - ops["acked"] - ops["refused"]),
        received=count["received"] + count["caught_up"],
        connections=count["opened"],
        events=sum(truth.head for truth in evidence.rooms.values()),
        slowest_answer=max(answer_times(evidence.records), default=0.0),
    )
