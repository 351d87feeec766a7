"""What may be said in a room now: one entry of ``RULES`` each, tried in order before a command is decided.

A rule raises the refusal that the sender is shown. The last one is the check of what is said (rooms/screening); whoever
has no seat yet, and what the co-author wrote, meet it by ``screen`` and ``fits``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from rooms.ages import BANDS
from rooms.errors import (
    Frozen,
    LanguageNotChecked,
    LineIsHidden,
    Muted,
    NotFitting,
    NothingWritten,
    PleaseTalk,
    ReadersOnly,
    Refused,
    SlowDown,
    StoryComplete,
    StoryNotFitting,
    TooLong,
    TooManyWords,
    TooPrivate,
)
from rooms.protocol import (
    AddRecording,
    Age,
    AskCoauthor,
    AskMedia,
    CallVote,
    CastVote,
    ChooseVersion,
    CloseVote,
    Command,
    ContinueStory,
    DescribeStory,
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
    RetryMedia,
    RetryStory,
    SetCast,
    SetMode,
    SetRules,
    SetTyping,
    ShowDraft,
    SkipTurn,
    SubmitTurn,
    SuggestEdit,
    TakeCharacter,
    Wire,
    own_language,
)
from rooms.room import Recorded, Room
from rooms.screening import Verdict, verdict
from rooms.turns import MODES, Moment

SPEAKING = (
    SubmitTurn, PickChoice, EditPassage, PostChat, SetTyping, ShowDraft, ContinueStory, RetryStory, PostNote,
    AskCoauthor, SuggestEdit, OfferChoice, ForkStory, RenameBranch, TakeCharacter, AskMedia, RetryMedia, SetCast,
    AddRecording,
)  # fmt: skip
STORY = (
    SubmitTurn, PickChoice, EditPassage, ShowDraft, ContinueStory, RetryStory, PassTurn, OfferChoice, CallVote,
    AskCoauthor,
)  # fmt: skip
CLOSED = (*STORY, CastVote, RetractPassage, ChooseVersion, SkipTurn, GiveTurn, SetMode, SuggestEdit, NudgeMember)
WRITING = (*STORY, CastVote, SuggestEdit, ForkStory, NudgeMember)
KEPT = (SubmitTurn, EditPassage, PostChat, AskCoauthor, PostNote, SuggestEdit, OfferChoice)
PASSAGES = (SubmitTurn, EditPassage, SuggestEdit)
OF_NUMBERS = "0123456789+-./() \t\n\u00a0\u202f"
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


def _fitting(room: Room, member: Member, command: Command, moment: Moment) -> None:
    rules = command.rules if isinstance(command, SetRules) else room.view.rules
    language = command.language if isinstance(command, DescribeStory) else room.view.language
    if said(command):
        check_language(rules.age, language, moment)
    screen(command, rules.age, language)


RULES: tuple[Rule, ...] = (
    Rule("reader", WRITING, _reader),
    Rule("muted", SPEAKING, _muted),
    Rule("complete", CLOSED, _complete),
    Rule("frozen", (*STORY, CloseVote, AskMedia, RetryMedia, AddRecording), _frozen),
    Rule("hidden", (ShowDraft,), _hidden),
    Rule("words", KEPT, _words),
    Rule("length", (*KEPT, ShowDraft), _length),
    Rule("word count", PASSAGES, _word_count),
    Rule("pace", (SubmitTurn, PickChoice), _pace),
    Rule("fitting", (Command,), _fitting),
)


def check(room: Room, member: Member, command: Command, moment: Moment, but: Container[str] = ()) -> None:
    """
    Args:
        but: names of rules that are no matter here.

    Raises:
        Refused: the first rule that says no.
    """
    for rule in RULES:
        if isinstance(command, rule.commands) and rule.name not in but:
            rule.check(room, member, command, moment)


# What is said.


def check_language(age: Age, language: str, moment: Moment) -> None:
    """
    Raises:
        LanguageNotChecked: minors read what neither the table nor a provider can judge.
    """
    if BANDS[age].minors and own_language(language) is None and not moment.moderated:
        raise LanguageNotChecked


def screen(command: Command, age: Age, language: str) -> None:
    """Check every word of a command before anybody else sees it.

    Raises:
        NotFitting: a word does not fit the age.
        TooPrivate: it would tell who or where somebody is.
        PleaseTalk: it speaks of self-harm.
    """
    for field, words in _words_in(command, "command"):
        found = verdict(words, age, language)
        if not found.ok:
            raise _refusal(field, found)


def said(message: Wire) -> str:
    """All words of a command, or of a part of it."""
    return "\n".join(words for _, words in _words_in(message, "message") if words.strip())


def fits(text: str, room: Room) -> bool:
    """Whether what the co-author wrote may be kept and shown in this room."""
    return verdict(text, room.view.rules.age, room.view.language).ok


def so_far(draft: str, room: Room) -> str:
    """As much of a draft as is shown. Where minors read along, not the word or the number that is still being typed:
    it cannot be judged yet; and nothing in a language that the table does not know.
    """
    if not BANDS[room.view.rules.age].minors:
        return draft
    if own_language(room.view.language) is None:
        return ""
    whole = draft if draft[-1:].isspace() else " ".join(draft.rsplit(None, 1)[:-1])
    before = whole.rstrip(OF_NUMBERS)
    return before if any(char.isdigit() for char in whole[len(before) :]) else whole


def screen_again(recorded: Recorded, age: Age, language: str) -> None:
    """Check what was said before, for readers of another age.

    Raises:
        StoryNotFitting: it was not meant for them.
    """
    for field, words in (*_words_in(recorded.event, "event"), *(recorded.sealed or {}).items()):
        found = verdict(words, age, language)
        if not found.ok:
            raise StoryNotFitting(found=found.found, field=_name(field))


def _refusal(field: str, found: Verdict) -> Refused:
    match found.why:
        case "private":
            return TooPrivate(found=found.found, field=_name(field))
        case "harm":
            return PleaseTalk()
        case _:
            return NotFitting(found=found.found, field=_name(field))


def _name(field: str) -> str:
    """What the page calls it: names, whatever they are of, are a name."""
    return "name" if field in ("as_name", "host_name", "branch_name") else field


def _words_in(value: object, field: str) -> Iterator[tuple[str, str]]:
    """Every string in a message with the name of its field, so that no new one can be forgotten here."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Wire):
        for name, part in value:
            yield from _words_in(part, name)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _words_in(part, field)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words_in(part, field)
