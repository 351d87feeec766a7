"""What may be said in a room now: one entry of ``RULES`` each, tried in order before a command is decided.

A rule raises the refusal that the sender is shown. The table is also where checks of content will stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rooms.errors import Frozen, Muted, NothingWritten, TooLong
from rooms.protocol import (
    Command,
    ContinueStory,
    EditPassage,
    Member,
    PassTurn,
    PickChoice,
    PostChat,
    RetryStory,
    SetTyping,
    ShowDraft,
    SubmitTurn,
)
from rooms.room import Room
from rooms.turns import Limits

SPEAKING = (SubmitTurn, PickChoice, EditPassage, PostChat, SetTyping, ShowDraft, ContinueStory, RetryStory)
STORY = (SubmitTurn, PickChoice, EditPassage, ShowDraft, ContinueStory, RetryStory, PassTurn)
KEPT = (SubmitTurn, EditPassage, PostChat)


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    commands: tuple[type[Command], ...]
    check: Callable[[Room, Member, Command, Limits], None]


def _muted(room: Room, member: Member, command: Command, limits: Limits) -> None:
    if member.muted:
        raise Muted


def _frozen(room: Room, member: Member, command: Command, limits: Limits) -> None:
    if room.view.frozen:
        raise Frozen


def _words(room: Room, member: Member, command: Command, limits: Limits) -> None:
    if not str(getattr(command, "text", "")).strip():
        raise NothingWritten


def _length(room: Room, member: Member, command: Command, limits: Limits) -> None:
    length = len(getattr(command, "text", ""))
    limit = limits.chat_chars if isinstance(command, PostChat) else limits.passage_chars
    if length > limit:
        raise TooLong(length=length, limit=limit)


RULES: tuple[Rule, ...] = (
    Rule("muted", SPEAKING, _muted),
    Rule("frozen", STORY, _frozen),
    Rule("words", KEPT, _words),
    Rule("length", (*KEPT, ShowDraft), _length),
)


def check(room: Room, member: Member, command: Command, limits: Limits) -> None:
    """Raises:
    Refused: the first rule that says no.
    """
    for rule in RULES:
        if isinstance(command, rule.commands):
            rule.check(room, member, command, limits)
