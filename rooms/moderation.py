"""What may be said in a room now: one entry of ``RULES`` each, tried in order before a command is decided.

A rule raises the refusal that the sender is shown. The table is also where checks of content will stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from rooms.errors import (
    Frozen,
    LineIsHidden,
    Muted,
    NothingWritten,
    ReadersOnly,
    SlowDown,
    StoryComplete,
    TooLong,
    TooManyWords,
)
from rooms.protocol import (
    AskCoauthor,
    CallVote,
    CastVote,
    ChooseVersion,
    CloseVote,
    Command,
    ContinueStory,
    EditPassage,
    ForkStory,
    GiveTurn,
    Member,
    NudgeMember,
    OfferChoice,
    PassTurn,
    PickChoice,
    PostChat,
    PostNote,
    RenameBranch,
    RetractPassage,
    RetryStory,
    SetMode,
    SetTyping,
    ShowDraft,
    SkipTurn,
    SubmitTurn,
    SuggestEdit,
    TakeCharacter,
)
from rooms.room import Room
from rooms.turns import MODES, Moment

SPEAKING = (
    SubmitTurn, PickChoice, EditPassage, PostChat, SetTyping, ShowDraft, ContinueStory, RetryStory, PostNote,
    AskCoauthor, SuggestEdit, OfferChoice, ForkStory, RenameBranch, TakeCharacter,
)  # fmt: skip
STORY = (
    SubmitTurn, PickChoice, EditPassage, ShowDraft, ContinueStory, RetryStory, PassTurn, OfferChoice, CallVote,
    AskCoauthor,
)  # fmt: skip
CLOSED = (*STORY, CastVote, RetractPassage, ChooseVersion, SkipTurn, GiveTurn, SetMode, SuggestEdit, NudgeMember)
WRITING = (*STORY, CastVote, SuggestEdit, ForkStory, NudgeMember)
KEPT = (SubmitTurn, EditPassage, PostChat, AskCoauthor, PostNote, SuggestEdit, OfferChoice)
PASSAGES = (SubmitTurn, EditPassage, SuggestEdit)
WORD = re.compile(r"[^\s—–]*\w[^\s—–]*")
"""What stands between white space or dashes and has a letter or a digit, with its apostrophes, hyphens and accents,
also where an accent is a character of its own."""


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    commands: tuple[type[Command], ...]
    check: Callable[[Room, Member, Command, Moment], None]


def _reader(room: Room, member: Member, command: Command, moment: Moment) -> None:
    if member.role == "reader":
        raise ReadersOnly


def _muted(room: Room, member: Member, command: Command, moment: Moment) -> None:
    if member.muted:
        raise Muted


def _complete(room: Room, member: Member, command: Command, moment: Moment) -> None:
    if room.view.complete:
        raise StoryComplete


def _frozen(room: Room, member: Member, command: Command, moment: Moment) -> None:
    if room.view.frozen:
        raise Frozen


def _hidden(room: Room, member: Member, command: Command, moment: Moment) -> None:
    if MODES[room.view.mode].sealed:
        raise LineIsHidden


def _words(room: Room, member: Member, command: Command, moment: Moment) -> None:
    if not str(getattr(command, "text", "")).strip():
        raise NothingWritten


def _length(room: Room, member: Member, command: Command, moment: Moment) -> None:
    length = len(getattr(command, "text", ""))
    aside = isinstance(command, PostChat | PostNote | AskCoauthor)
    limit = moment.limits.chat_chars if aside else moment.limits.passage_chars
    if length > limit:
        raise TooLong(length=length, limit=limit)


def _word_count(room: Room, member: Member, command: Command, moment: Moment) -> None:
    limit = room.view.rules.words
    if limit is not None and (words := len(WORD.findall(getattr(command, "text", "")))) > limit:
        raise TooManyWords(words=words, limit=limit)


def _pace(room: Room, member: Member, command: Command, moment: Moment) -> None:
    """Slow mode: from one's last passage to the next."""
    slow = room.view.rules.slow_seconds
    if slow is None:
        return
    since = moment.at - timedelta(seconds=slow)
    for passage in reversed(room.view.passages):
        if passage.at <= since:
            return
        if passage.author == member.id and passage.status != "retracted":
            raise SlowDown(seconds=ceil((passage.at - since).total_seconds()))


RULES: tuple[Rule, ...] = (
    Rule("reader", WRITING, _reader),
    Rule("muted", SPEAKING, _muted),
    Rule("complete", CLOSED, _complete),
    Rule("frozen", (*STORY, CloseVote), _frozen),
    Rule("hidden", (ShowDraft,), _hidden),
    Rule("words", KEPT, _words),
    Rule("length", (*KEPT, ShowDraft), _length),
    Rule("word count", PASSAGES, _word_count),
    Rule("pace", (SubmitTurn, PickChoice), _pace),
)


def check(room: Room, member: Member, command: Command, moment: Moment) -> None:
    """Raises:
    Refused: the first rule that says no.
    """
    for rule in RULES:
        if isinstance(command, rule.commands):
            rule.check(room, member, command, moment)
