"""What random players do: a seeded choice of a command, sometimes wise, sometimes stale, sometimes forbidden."""

from __future__ import annotations

from random import Random
from uuid import UUID

from rooms.protocol import (
    BanMember,
    ChooseVersion,
    Command,
    ContinueStory,
    DropPartial,
    EditPassage,
    FreezeRoom,
    JoinRoom,
    KeepPartial,
    KickMember,
    LeaveRoom,
    MuteMember,
    PassHost,
    PassTurn,
    PickChoice,
    PostChat,
    RenameStory,
    RetractPassage,
    RetryStory,
    RoomView,
    Rules,
    SetMode,
    SetRules,
    SkipTurn,
    StopStory,
    SubmitTurn,
    UnbanMember,
)
from rooms.turns import MODES
from tests.worlds import NAMES

PEOPLE = tuple(NAMES)
WORDS = ("It rained.", "“Who is there?”", "Wren laughed,\nand then she did not.", "Ça alors !", "🕯️")


def new_op(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


def any_command(random: Random, view: RoomView, person: UUID) -> Command:
    """A command that a page could send, by what it sees or saw."""
    weights = {
        "submit": 30, "chat": 5, "pass": 6, "pick": 4, "edit": 4, "retract": 5, "choose": 3, "continue": 6, "retry": 4,
        "stop": 5, "keep": 4, "drop": 3, "join": 3, "leave": 1, "host": 14 if view.host == person else 3,
    }  # fmt: skip
    kind = random.choices(list(weights), list(weights.values()))[0]
    if kind == "host":
        return host_command(random, view)
    return _member_command(kind, random, view)


def _member_command(kind: str, random: Random, view: RoomView) -> Command:
    op, words = new_op(random), random.choice(WORDS)
    turn = (view.turn.number if view.turn else 1) - random.choice((0, 0, 0, 0, 1))
    told = [p for p in view.passages if p.status != "retracted"][-random.choice((1, 1, 4)) :]
    passage = random.choice(told) if told else None
    passage_id = passage.id if passage else 99
    version = random.choice(passage.versions) if passage else 99
    generation = view.generation.id if view.generation else 99
    commands: dict[str, Command] = {
        "submit": SubmitTurn(op=op, turn=turn, text=words),
        "chat": PostChat(op=op, text=words),
        "pass": PassTurn(op=op, turn=turn),
        "pick": PickChoice(op=op, turn=turn, passage=passage_id, option=random.randrange(3)),
        "edit": EditPassage(op=op, passage=passage_id, text=words),
        "retract": RetractPassage(op=op, passage=passage_id),
        "choose": ChooseVersion(op=op, passage=passage_id, version=version),
        "continue": ContinueStory(
            op=op,
            passage=passage_id if passage and passage.status == "partial" else None,
            hint=random.choice(("", "rain")),
        ),
        "retry": RetryStory(op=op, passage=passage_id),
        "stop": StopStory(op=op, generation=generation),
        "keep": KeepPartial(op=op, passage=passage_id),
        "drop": DropPartial(op=op, passage=passage_id),
        "join": JoinRoom(op=op, as_name=random.choice(("Marek", "Jun", "Léa"))),
        "leave": LeaveRoom(op=op),
    }
    return commands[kind]


def host_command(random: Random, view: RoomView) -> Command:
    op, member = new_op(random), random.choice(PEOPLE)
    rules = Rules(
        timer_seconds=random.choice((None, 15, 60)), live_drafts=random.random() < 0.5, coauthor=random.random() < 0.8
    )
    turn = view.turn.number if view.turn else 1
    return random.choice(
        (
            SetMode(op=op, mode=random.choice(list(MODES))),
            SetRules(op=op, rules=rules),
            KickMember(op=op, member=member),
            BanMember(op=op, member=member),
            *(UnbanMember(op=op, member=known.id) for known in view.members.values() if known.status == "banned"),
            MuteMember(op=op, member=member, muted=random.random() < 0.4),
            FreezeRoom(op=op, frozen=not view.frozen and random.random() < 0.3),
            PassHost(op=op, member=member),
            SkipTurn(op=op, turn=turn),
            RenameStory(op=op, title=random.choice(("The Sea", "The Tide"))),
        )
    )
