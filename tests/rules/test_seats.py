"""Given a room, when a command, then events or a refusal: the lobby, roles, characters, nudges and house rules."""

from __future__ import annotations

from typing import Any

import pytest

from rooms.errors import (
    AlreadyNudged,
    Banned,
    CharacterInUse,
    HostOnly,
    NoSuchMember,
    NotHere,
    NotToYourself,
    ReadersOnly,
    RoomFull,
    RoomLocked,
    SlowDown,
    TooManyWords,
)
from rooms.moderation import WORD
from rooms.protocol import (
    AdmitMember,
    BanMember,
    Command,
    CompleteStory,
    DescribeStory,
    FreezeRoom,
    GiveRole,
    GiveTurn,
    JoinRoom,
    KickMember,
    LeaveRoom,
    MuteMember,
    NudgeMember,
    PassHost,
    PostChat,
    RenameStory,
    Rules,
    SetMode,
    SetRules,
    SkipTurn,
    SubmitTurn,
    TakeCharacter,
    UnbanMember,
)
from tests.worlds import AMINA, JUN, MAREK, NAMES, PRIYA, World, story


def ruled(*people: Any, **rules: Any) -> World:
    """A free story under these house rules."""
    world = story(*people, mode="free")
    world.do(AMINA, SetRules, rules=world.view.rules.model_copy(update=rules))
    return world


def joins(world: World, person: Any) -> str:
    world.do(person, JoinRoom, as_name=NAMES[person])
    return str(world.view.members[person].status)


# The lobby and the lock.


def test_the_lobby() -> None:
    """R-S20: with a lobby newcomers knock and wait without a seat, and the host lets them in one by one."""
    world = ruled(AMINA, lobby=True)
    assert joins(world, MAREK) == "waiting"
    assert world.types == ["member.knocked"]
    with pytest.raises(NotHere):
        world.do(MAREK, PostChat, text="Let me in!")
    with pytest.raises(NotHere):
        world.write(MAREK)
    world.do(MAREK, JoinRoom, as_name="Marek")
    assert world.types == [], "asking again says nothing"
    world.do(MAREK, JoinRoom, as_name="Marek W.")
    assert world.types == ["member.knocked"], "under another name it does"
    world.do(AMINA, AdmitMember, member=MAREK)
    assert world.types == ["member.joined"]
    assert world.view.members[MAREK].name == "Marek W."
    with pytest.raises(NoSuchMember):
        world.do(AMINA, AdmitMember, member=MAREK)


def test_who_has_a_seat_passes_the_lobby() -> None:
    """R-S21: who was in and left comes back by themselves; who was sent away knocks again; the banned do not."""
    world = ruled(AMINA, MAREK, JUN, PRIYA, lobby=True)
    world.do(MAREK, LeaveRoom)
    assert joins(world, MAREK) == "in"
    world.do(AMINA, KickMember, member=JUN)
    assert joins(world, JUN) == "waiting"
    world.do(AMINA, BanMember, member=JUN)
    with pytest.raises(Banned):
        joins(world, JUN)
    world.do(AMINA, UnbanMember, member=JUN)
    assert joins(world, JUN) == "in", "the host let them"


def test_the_lobby_opens() -> None:
    """R-S22: when the host gives up the lobby all who wait are let in; who was turned away is not."""
    world = ruled(AMINA, lobby=True)
    for person in (MAREK, JUN):
        joins(world, person)
    world.do(AMINA, KickMember, member=JUN)
    world.do(AMINA, SetRules, rules=Rules())
    assert world.types == ["rules.set", "member.joined"]
    assert world.view.members[JUN].status == "kicked"


def test_a_knock_can_be_taken_back() -> None:
    """R-S37: who waits may go again, also in a paused or complete story; a place is free then, and coming back is
    knocking anew: it gives no seat that they never had, nor one that was taken from them.
    """
    world = story(AMINA, JUN, members_per_room=3)
    world.do(AMINA, SetRules, rules=Rules(lobby=True))
    world.do(AMINA, FreezeRoom, frozen=True)
    world.do(AMINA, KickMember, member=JUN)
    world.do(AMINA, CompleteStory)
    for person in (MAREK, JUN, MAREK):
        assert joins(world, person) == "waiting"
        world.do(person, LeaveRoom)
        assert (world.types, world.view.members[person].status) == (["member.left"], "withdrawn")
    with pytest.raises(NotHere):
        world.do(MAREK, LeaveRoom)
    assert joins(world, PRIYA) == joins(world, MAREK) == "waiting"
    world.do(MAREK, LeaveRoom)
    with pytest.raises(NoSuchMember):
        world.do(AMINA, AdmitMember, member=MAREK)
    world.do(AMINA, BanMember, member=MAREK)
    with pytest.raises(Banned):
        joins(world, MAREK)
    world.do(AMINA, SetRules, rules=Rules())
    assert [member.name for member in world.view.members.values() if member.status == "in"] == ["Amina", "Priya"]


def test_an_empty_room_needs_nobody_s_leave() -> None:
    """R-S23: where nobody is left to let anybody in, the first to come is the host, lobby and lock or not."""
    world = ruled(AMINA, lobby=True, locked=True)
    world.do(AMINA, LeaveRoom)
    assert joins(world, MAREK) == "in"
    assert world.view.host == MAREK


def test_a_crowd_at_the_door_is_a_crowd() -> None:
    """R-S24: those who wait count as seats; somebody who knocked keeps their place when the house is full."""
    world = story(AMINA, members_per_room=2)
    world.do(AMINA, SetRules, rules=Rules(lobby=True))
    joins(world, MAREK)
    with pytest.raises(RoomFull):
        joins(world, JUN)
    world.do(AMINA, AdmitMember, member=MAREK)
    assert world.view.members[MAREK].status == "in"


def test_a_locked_room() -> None:
    """R-S25: a locked room takes no newcomers, nor who was sent away; who has a seat comes back."""
    world = ruled(AMINA, MAREK, JUN, locked=True)
    with pytest.raises(RoomLocked):
        joins(world, PRIYA)
    world.do(MAREK, LeaveRoom)
    assert joins(world, MAREK) == "in"
    world.do(AMINA, KickMember, member=JUN)
    with pytest.raises(RoomLocked):
        joins(world, JUN)


# Roles.


def test_newcomers_may_be_readers() -> None:
    """R-S26: where newcomers read, they write nothing until the host makes them writers; who came before goes on."""
    world = ruled(AMINA, MAREK, newcomers="reader")
    joins(world, JUN)
    assert [world.view.members[person].role for person in (AMINA, MAREK, JUN)] == ["writer", "writer", "reader"]
    with pytest.raises(ReadersOnly):
        world.write(JUN)
    world.do(JUN, PostChat, text="I read along.")
    world.do(AMINA, GiveRole, member=JUN, role="writer")
    world.write(JUN)


COHOSTED: list[tuple[type[Command], dict[str, Any]]] = [
    (KickMember, {"member": JUN}), (BanMember, {"member": JUN}), (MuteMember, {"member": JUN, "muted": True}),
    (GiveRole, {"member": JUN, "role": "reader"}), (FreezeRoom, {"frozen": True}), (SetMode, {"mode": "round"}),
    (SetRules, {"rules": Rules(locked=True)}), (RenameStory, {"title": "Low Tide"}), (CompleteStory, {}),
    (DescribeStory, {"language": "fr", "genre": "mystery"}), (SkipTurn, {"turn": 1}),
    (GiveTurn, {"turn": 1, "member": JUN}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields"), COHOSTED, ids=[kind.name for kind, _ in COHOSTED])
def test_a_co_host_hosts(kind: type[Command], fields: dict[str, Any]) -> None:
    """R-S27: a co-host may do what the host may; a writer may not."""
    world = story(AMINA, MAREK, JUN)
    with pytest.raises(HostOnly):
        world.do(MAREK, kind, **fields)
    world.do(AMINA, GiveRole, member=MAREK, role="cohost")
    world.do(MAREK, kind, **fields)
    assert world.events


def test_what_a_co_host_may_not() -> None:
    """R-S28: a co-host touches neither the host nor another co-host, makes no co-hosts and passes no hosting on."""
    world = story(AMINA, MAREK, JUN, PRIYA)
    for person in (MAREK, JUN):
        world.do(AMINA, GiveRole, member=person, role="cohost")
    for other in (AMINA, JUN):
        for kind, fields in ((KickMember, {}), (BanMember, {}), (MuteMember, {"muted": True})):
            with pytest.raises(HostOnly):
                world.do(MAREK, kind, member=other, **fields)
        with pytest.raises(HostOnly):
            world.do(MAREK, GiveRole, member=other, role="reader")
    with pytest.raises(HostOnly):
        world.do(MAREK, GiveRole, member=PRIYA, role="cohost")
    with pytest.raises(HostOnly):
        world.do(MAREK, PassHost, member=PRIYA)
    with pytest.raises(NotToYourself):
        world.do(MAREK, GiveRole, member=MAREK, role="writer")


@pytest.mark.parametrize("kind", [KickMember, BanMember])
def test_a_co_host_who_was_sent_away_leads_no_more(kind: type[Command]) -> None:
    """R-S29: a co-host who is removed comes back as a writer; one who left, as a co-host."""
    world = story(AMINA, MAREK)
    world.do(AMINA, GiveRole, member=MAREK, role="cohost")
    world.do(MAREK, LeaveRoom)
    joins(world, MAREK)
    assert world.view.members[MAREK].role == "cohost"
    world.do(AMINA, kind, member=MAREK)
    if kind is BanMember:
        world.do(AMINA, UnbanMember, member=MAREK)
    joins(world, MAREK)
    assert world.view.members[MAREK].role == "writer"


def test_a_reader_has_no_turn() -> None:
    """R-S30: who becomes a reader loses the turn; who becomes a writer where nobody could write gets it."""
    world = story(AMINA, MAREK)
    world.write(AMINA)
    world.do(AMINA, GiveRole, member=MAREK, role="reader")
    assert world.view.turn.speakers == (AMINA,)
    world.do(AMINA, GiveRole, member=MAREK, role="reader")
    assert world.types == []
    world.leaves(AMINA)
    world.later(world.settings.absent_seconds)
    world.do(AMINA, SkipTurn, turn=world.view.turn.number)
    assert world.view.turn.kind == "nobody"
    world.do(AMINA, GiveRole, member=MAREK, role="writer")
    assert world.view.turn.speakers == (MAREK,)


# Characters and nudges.


def test_characters() -> None:
    """R-S31: everybody says whom they play, nobody whom somebody else plays now, however it is spelled."""
    world = story(AMINA, MAREK)
    world.do(AMINA, TakeCharacter, character="Wren")
    with pytest.raises(CharacterInUse):
        world.do(MAREK, TakeCharacter, character="WREN")
    world.do(AMINA, TakeCharacter, character="Wren")
    assert world.types == []
    world.do(AMINA, TakeCharacter, character=None)
    world.do(MAREK, TakeCharacter, character="Wren")
    world.do(MAREK, LeaveRoom)
    world.do(AMINA, TakeCharacter, character="wren")
    assert world.view.members[AMINA].character == "wren"


def test_a_nudge_once_a_turn() -> None:
    """R-S32: somebody is reminded once a turn, by anybody but themselves, and only who has a seat."""
    world = story(AMINA, MAREK, JUN)
    world.do(JUN, NudgeMember, member=AMINA)
    assert world.view.turn.nudged == (AMINA,)
    with pytest.raises(AlreadyNudged):
        world.do(MAREK, NudgeMember, member=AMINA)
    with pytest.raises(NotToYourself):
        world.do(MAREK, NudgeMember, member=MAREK)
    with pytest.raises(NoSuchMember):
        world.do(MAREK, NudgeMember, member=PRIYA)
    world.write(AMINA)
    world.do(MAREK, NudgeMember, member=AMINA)


# House rules of writing.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It rained.", 2),
        ("— Bonjour, dit-elle ; il pleut !", 4),
        ("L’horloge de la mairie sonna, aujourd'hui encore.", 7),
        ("« Qu’est-ce que c’est ? »", 3),
        ("don't, won’t, rock'n'roll", 3),
        ("М'ята цвіла біля хати", 4),
        ("cafe\u0301 noir", 2),
        ("हिन्दी में", 2),
        ("Rain—then sun – and wind", 5),
        ("3,000 years; 12 %", 3),
        ("… ! ?", 0),
    ],
)
def test_words_are_counted_as_people_count(text: str, words: int) -> None:
    """R-S33: a word keeps its apostrophes, hyphens and accents, in French as in languages that are full of them; marks
    that stand alone are none.
    """
    assert len(WORD.findall(text)) == words


def test_a_passage_has_so_many_words() -> None:
    """R-S34: a passage over the host's number of words is refused with both numbers; chat is not counted."""
    world = ruled(AMINA, words=5)
    world.write(AMINA, "L’eau qui dort, dit-on, rêve.")
    with pytest.raises(TooManyWords) as refused:
        world.write(AMINA, "L’eau qui dort, dit-on, rêve encore.")
    assert refused.value.args_for_page == {"words": 6, "limit": 5}
    world.do(AMINA, PostChat, text="One two three four five six seven.")


def test_slow_mode() -> None:
    """R-S35: in slow mode there is time between two passages of one person, told to the second; not between people, and
    a passage that was taken back does not count.
    """
    world = ruled(AMINA, MAREK, slow_seconds=30)
    world.write(AMINA)
    world.later(10.5)
    with pytest.raises(SlowDown) as refused:
        world.write(AMINA)
    assert refused.value.args_for_page == {"seconds": 20}
    world.write(MAREK)
    world.later(19.5).write(AMINA)
    world.do(AMINA, SetRules, rules=Rules())
    world.do(AMINA, SubmitTurn, turn=1, text="As fast as I like.")


def test_the_rules_are_the_host_s() -> None:
    """R-S36: the host sets the house rules and what kind of story it is; the same again says nothing."""
    world = story(AMINA, MAREK)
    for kind, fields in (
        (SetRules, {"rules": Rules(tone="Slow and salty", characters="ask")}),
        (DescribeStory, {"language": "fr", "genre": "mystery"}),
    ):
        with pytest.raises(HostOnly):
            world.do(MAREK, kind, **fields)
        world.do(AMINA, kind, **fields)
        assert len(world.events) == 1
        world.do(AMINA, kind, **fields)
        assert world.types == []
    assert (world.view.language, world.view.genre, world.view.rules.tone) == ("fr", "mystery", "Slow and salty")
