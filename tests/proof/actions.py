"""What random players do: a seeded choice of a command, sometimes wise, sometimes stale, sometimes forbidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, get_args
from uuid import UUID

from rooms import protocol as p
from rooms.protocol import Command, Manner, ModeName, Passage, RoomView, Rules
from rooms.turns import MODES
from tests.worlds import NAMES

PEOPLE = tuple(NAMES)
WORDS = ("It rained.", "“Who is there?”", "Wren laughed,\nand then she did not.", "Ça alors !", "🕯️")


def new_op(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


@dataclass
class Look:
    """What a player sees, or saw a moment ago, when choosing."""

    random: Random
    view: RoomView
    person: UUID
    home: ModeName | None = None
    """The mode that the host prefers."""

    @property
    def turn(self) -> int:
        return (self.view.turn.number if self.view.turn else 1) - (self.random.random() < 0.1)

    @property
    def passage(self) -> Passage | None:
        told = [p for p in self.view.passages if p.status != "retracted"][-self.random.choice((1, 1, 4)) :]
        return self.random.choice(told) if told else None

    @property
    def member(self) -> UUID:
        return self.random.choice(PEOPLE)

    @property
    def words(self) -> str:
        return self.random.choice(WORDS)

    @property
    def line(self) -> str:
        """Words that nobody wrote before: what becomes of them can be followed."""
        return f"{self.words} {self.random.getrandbits(48):x}"

    @property
    def branch(self) -> int:
        return self.random.choice((0, *(branch.id for branch in self.view.branches)))


def _of(passage: Passage | None) -> int:
    return passage.id if passage else 99


def _version(look: Look) -> dict[str, Any]:
    passage = look.passage
    return {"passage": _of(passage), "version": look.random.choice(passage.versions) if passage else 99}


def _continue(look: Look) -> dict[str, Any]:
    passage = look.passage
    partial = passage is not None and passage.status == "partial"
    stands_for = look.member if look.random.random() < 0.2 else None
    hint = look.random.choice(("", "rain"))
    return {"passage": _of(passage) if partial else None, "hint": hint, "stands_for": stands_for}


def _vote(look: Look) -> dict[str, Any]:
    speakers = look.view.turn.speakers if look.view.turn else ()
    member = look.random.choice(speakers) if speakers else look.member
    kind = look.random.choice(get_args(p.VoteKind))
    return {"kind": kind, "passage": _of(look.passage), "member": member}


def _cast(look: Look) -> dict[str, Any]:
    vote = look.view.vote
    return {"vote": vote.id, "option": look.random.choice(vote.options)} if vote else {"vote": 99, "option": 0}


def _react(look: Look) -> dict[str, Any]:
    kind = look.random.choice(get_args(p.Reaction))
    return {"passage": _of(look.passage), "reaction": kind, "on": look.random.random() < 0.7}


def _note(look: Look) -> dict[str, Any]:
    passage = look.passage
    note = look.random.choice(passage.notes).id if passage and passage.notes else 99
    return {
        "passage": _of(passage),
        "note": note,
        "status": look.random.choice(("accepted", "accepted", "declined", "removed")),
    }


def _fork(look: Look) -> dict[str, Any]:
    after = look.random.choice((0, _of(look.passage)))
    return {
        "after": after,
        "branch_name": look.random.choice(("Inland", "Out to sea")),
        "go": look.random.random() < 0.5,
    }


def any_manner(random: Random) -> Manner:
    return Manner(
        speaks=random.choice(("asked", "turns", "turns", "silence")),
        every=random.choice((1, 3)),
        silence_seconds=random.choice((15, 60)),
        weave=random.random() < 0.6,
        understudy=random.random() < 0.6,
    )


def _rules(look: Look) -> dict[str, Any]:
    random = look.random
    rules = Rules(
        timer_seconds=random.choice((None, 15, 60)),
        live_drafts=random.random() < 0.5,
        coauthor=random.random() < 0.8,
        words=random.choice((None, None, 5)),
        slow_seconds=random.choice((None, None, None, 5)),
        lobby=random.random() < 0.3,
        locked=random.random() < 0.1,
        newcomers=random.choice(("writer", "writer", "reader")),
        secret_votes=random.random() < 0.4,
        vote_seconds=random.choice((15, 60)),
        manner=any_manner(random),
        media=look.view.rules.media,
    )
    return {"rules": rules}


def _mode(look: Look) -> dict[str, Any]:
    home = look.home if look.random.random() < 0.85 else None
    return {"mode": home or look.random.choice(list(MODES))}


def _unban(look: Look) -> dict[str, Any]:
    banned = [known.id for known in look.view.members.values() if known.status == "banned"]
    return {"member": look.random.choice(banned) if banned else look.member}


def _admit(look: Look) -> dict[str, Any]:
    waiting = [known.id for known in look.view.members.values() if known.status == "waiting"]
    return {"member": look.random.choice(waiting) if waiting else look.member}


Fields = Callable[[Look], dict[str, Any]]
MEMBER: dict[type[Command], tuple[int, Fields]] = {
    p.SubmitTurn: (34, lambda look: {"turn": look.turn, "text": look.line}),
    p.PostChat: (4, lambda look: {"text": look.words}),
    p.PassTurn: (6, lambda look: {"turn": look.turn}),
    p.PickChoice: (
        4, lambda look: {"turn": look.turn, "passage": _of(look.passage), "option": look.random.randrange(3)},
    ),
    p.OfferChoice: (3, lambda look: {"passage": _of(look.passage), "text": look.words}),
    p.EditPassage: (4, lambda look: {"passage": _of(look.passage), "text": look.words}),
    p.RetractPassage: (4, lambda look: {"passage": _of(look.passage)}),
    p.ChooseVersion: (3, _version),
    p.ContinueStory: (5, _continue),
    p.RetryStory: (3, lambda look: {"passage": _of(look.passage)}),
    p.AskCoauthor: (2, lambda look: {"text": look.words}),
    p.StopStory: (4, lambda look: {"generation": look.view.generation.id if look.view.generation else 99}),
    p.KeepPartial: (3, lambda look: {"passage": _of(look.passage)}),
    p.DropPartial: (2, lambda look: {"passage": _of(look.passage)}),
    p.JoinRoom: (2, lambda look: {"as_name": look.random.choice(("Marek", "Jun", "Léa"))}),
    p.LeaveRoom: (1, lambda look: {}),
    p.CallVote: (4, _vote),
    p.CastVote: (12, _cast),
    p.CloseVote: (1, lambda look: {"vote": look.view.vote.id if look.view.vote else 99}),
    p.React: (3, _react),
    p.PostNote: (2, lambda look: {"passage": _of(look.passage), "text": look.words}),
    p.SuggestEdit: (3, lambda look: {"passage": _of(look.passage), "text": look.words}),
    p.SettleNote: (4, _note),
    p.TakeCharacter: (4, lambda look: {"character": look.random.choice((None, "Wren", "The ferryman"))}),
    p.NudgeMember: (1, lambda look: {"member": look.member}),
    p.ForkStory: (2, _fork),
    p.RenameBranch: (1, lambda look: {"branch": look.branch, "branch_name": look.random.choice(("Home", "Away"))}),
}  # fmt: skip
"""What anybody may try, how often, and with what."""
HOST: dict[type[Command], tuple[int, Fields]] = {
    p.SetMode: (5, _mode),
    p.SetRules: (3, _rules),
    p.KickMember: (1, lambda look: {"member": look.member}),
    p.BanMember: (1, lambda look: {"member": look.member}),
    p.UnbanMember: (3, _unban),
    p.AdmitMember: (4, _admit),
    p.MuteMember: (2, lambda look: {"member": look.member, "muted": look.random.random() < 0.4}),
    p.GiveRole: (2, lambda look: {"member": look.member, "role": look.random.choice(get_args(p.Role))}),
    p.FreezeRoom: (3, lambda look: {"frozen": not look.view.frozen and look.random.random() < 0.3}),
    p.PassHost: (1, lambda look: {"member": look.member}),
    p.SkipTurn: (2, lambda look: {"turn": look.turn}),
    p.GiveTurn: (3, lambda look: {"turn": look.turn, "member": look.member}),
    p.RenameStory: (1, lambda look: {"title": look.random.choice(("The Sea", "The Tide"))}),
    p.DescribeStory: (1, lambda look: {"language": "fr", "genre": look.random.choice(get_args(p.Genre))}),
    p.CompleteStory: (1, lambda look: {}),
    p.ReopenStory: (12, lambda look: {}),
    p.SwitchBranch: (2, lambda look: {"branch": look.branch}),
}
"""What the host does, and what others try in vain."""


APT: dict[type[Command], Callable[[RoomView], object]] = {
    p.CastVote: lambda view: view.vote,
    p.CloseVote: lambda view: view.vote,
    p.StopStory: lambda view: view.generation,
    p.KeepPartial: lambda view: any(passage.status == "partial" for passage in view.passages[-4:]),
    p.DropPartial: lambda view: any(passage.status == "partial" for passage in view.passages[-4:]),
    p.SettleNote: lambda view: any(passage.notes for passage in view.passages[-4:]),
    p.PickChoice: lambda view: view.choices,
    p.AdmitMember: lambda view: any(member.status == "waiting" for member in view.members.values()),
    p.UnbanMember: lambda view: any(member.status == "banned" for member in view.members.values()),
    p.ReopenStory: lambda view: view.complete,
}
"""When a command makes sense. At other times it is tried ten times less often."""


def any_command(random: Random, view: RoomView, person: UUID, home: ModeName | None = None) -> Command:
    """A command that a page could send, by what it sees or saw. ``home``: the mode that the host prefers."""
    rests = view.frozen or view.complete
    hosting = random.random() < (0.5 if rests else 0.14 if view.host == person else 0.03)
    table = HOST if hosting else MEMBER
    weights = [weight * (1 if kind not in APT or APT[kind](view) else 0.1) for kind, (weight, _) in table.items()]
    kind = random.choices(list(table), weights)[0]
    return kind(op=new_op(random), **table[kind][1](Look(random, view, person, home)))
