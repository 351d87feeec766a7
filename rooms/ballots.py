"""A vote's opening, count and rule for ties."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from rooms.deciding import Deciding
from rooms.protocol import Vote, VoteClosed, VoteKind, VoteOpened

YES, NO = 1, 0


def open_vote(d: Deciding, kind: VoteKind, passage: int | None = None, **fields: Any) -> None:
    """Ask the room. Without ``options`` those are the versions of the passage."""
    if "options" not in fields:
        found = d.room.passage(passage) if passage else None
        fields["options"] = found.versions if found else ()
    closes_at = d.at + timedelta(seconds=d.view.rules.vote_seconds)
    fields.setdefault("secret", d.view.rules.secret_votes)
    vote = Vote(id=d.room.seq + 1, kind=kind, passage=passage, closes_at=closes_at, **fields)
    d.say(VoteOpened, vote=vote)


def may_vote(d: Deciding) -> list[Any]:
    """Everybody who writes here and is here; on a woven passage, those of them whose lines are in it."""
    asked = [m for m in d.view.members.values() if m.status == "in" and m.role != "reader"]
    return [m for m in asked if not d.moment.absent(m.id) and has_a_say(d, m.id)]


def has_a_say(d: Deciding, member: UUID) -> bool:
    vote = d.view.vote
    passage = d.room.passage(vote.passage) if vote and vote.kind == "weave" and vote.passage else None
    lines = [d.room.passage(line) for line in passage.woven] if passage else []
    return passage is None or any(line is not None and line.author == member for line in lines)


def everybody_voted(d: Deciding) -> bool:
    vote = d.view.vote
    return vote is not None and all(member.id in vote.cast for member in may_vote(d))


def close_vote(d: Deciding, stands: bool = True) -> int | None:
    """Count, and say what was decided.

    Args:
        d: with an open vote.
        stands: whether what was asked can still be done.

    Returns:
        The option; None: nothing was decided.
    """
    vote = d.view.vote
    assert vote is not None
    ballots = {member: option for member, option in d.room.ballots.items() if d.room.seated(member)}
    counts = tuple(sum(option == given for given in ballots.values()) for option in vote.options)
    host = d.view.host
    option = _outcome(vote, counts, ballots.get(host) if host else None) if stands else None
    d.say(VoteClosed, vote=vote.id, counts=counts, option=option)
    return option


def _outcome(vote: Vote, counts: tuple[int, ...], host: int | None) -> int | None:
    """The rule that is stated in the docstring of ``Vote``. What the mode asks always has an answer."""
    most = max(counts)
    if most == 0 and vote.by is not None:
        return None
    if vote.kind == "weave":
        return NO if counts[vote.options.index(NO)] else YES
    if vote.kind in ("end", "skip"):
        return YES if 2 * counts[vote.options.index(YES)] > sum(counts) else NO
    first = [option for option, count in zip(vote.options, counts, strict=True) if count == most]
    return host if host in first else first[0]
