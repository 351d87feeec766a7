"""Every message between the house and a browser, in both directions.

Commands come in, one Socket.IO event per type, and are always answered.
Events are kept, numbered by a per-room ``seq`` without holes, and sent to everybody in the room.
Signals are what you see at this moment; losing one is harmless.
The browser's types (web/src/protocol.ts) and docs/protocol.md are generated from this file.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal, get_args
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

PROTOCOL_VERSION = 1
"""Travels in the connect payload; a page of another version is told to reload."""
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY"
"""Nothing that is read as something else: no 0 or O, 1 or I, and no Z beside 2 (31 letters, 8 of them: 40 bits)."""
WINDOW = 50
"""Passages and chat lines in a snapshot; what is older comes over HTTP."""

OwnLanguage = Literal["en", "fr"]
Genre = Literal["fairy_tale", "fantasy", "mystery", "science_fiction", "adventure", "everyday"]
ModeName = Literal["free", "round_robin", "duet", "host_picks", "round", "vote", "relay"]
Role = Literal["cohost", "writer", "reader"]
Reaction = Literal["heart", "laugh", "gasp", "tear", "spark"]
VoteKind = Literal["end", "skip", "choice", "version", "branch", "weave"]
Age = Literal["6-9", "10-12", "13-15", "16-17", "adult"]
"""For whom a room is, youngest first. What each allows: rooms/ages.py. Below adult every text is checked before others
see it (P12)."""
Style = Literal["plain", "lyrical", "funny", "suspense", "dialogue", "fable", "letters"]
MediaKind = Literal["plate", "cover", "portrait", "voice", "recording"]
"""What is made beside the words: a picture of a passage, of the story, of a character; a passage read aloud by a
voice of the house, or by a person."""
PictureStyle = Literal["realistic", "cartoon", "artistic", "woodcut", "watercolour", "night"]
Palette = Literal["natural", "warm", "cool", "muted", "bright"]
Voice = Literal["even", "warm", "deep", "bright", "soft", "old", "young", "rough"]
"""The house's own; each provider has one of its voices for each."""
MediaFault = Literal[
    "broken", "unreachable", "refused", "withheld", "quota", "budget", "unreadable", "too_long", "unavailable"
]  # fmt: skip
"""Why something was not made: its workers died or gave up; no provider answered; a provider would not; the check did
not let it pass; enough was made today; or it would cost too much; the file could not be read; it is too long; this
house cannot make such a thing."""


LANGUAGES: tuple[OwnLanguage, ...] = get_args(OwnLanguage)
"""The house's own: of the page's words, of the check's lists and of the improviser. A story may be in any language."""


UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _clean(text: str) -> str:
    """Refuse what PostgreSQL and JSON peers cannot carry."""
    if UNSTORABLE.search(text):
        raise ValueError("has a character that cannot be stored (NUL or half of a surrogate pair)")
    return text


def _one_line(text: str) -> str:
    """Fold white space, and refuse what is left empty."""
    text = " ".join(_clean(text).split())
    if not text:
        raise ValueError("is empty")
    return text


Text = Annotated[str, Field(max_length=16_000), AfterValidator(_clean)]
"""The hard bound of one frame; the room's own limits are settings."""
Name = Annotated[str, Field(max_length=40), AfterValidator(_one_line)]
Line = Annotated[str, Field(max_length=300), AfterValidator(_one_line)]
Word = Annotated[str, Field(max_length=30), AfterValidator(_one_line)]
TAG = r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))?$"  # RFC 5646


def _tidy(tag: str) -> str:
    """As RFC 5646 section 2.1.1 writes tags: ``pt-BR``, ``zh-Hant``, ``ca-valencia``."""
    first, *others = tag.lower().split("-")
    return "-".join([first, *(_cased(part) for part in others)])


def _cased(part: str) -> str:
    """A country in capitals, a script with one."""
    return part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part


Language = Annotated[str, Field(max_length=16, pattern=TAG), AfterValidator(_tidy)]
"""A language by its BCP 47 tag: the language, where it matters a script, a country and a variant."""
Seq = Annotated[int, Field(ge=0, le=2**53 - 1)]
Seconds = Annotated[int, Field(ge=15, le=3600)]


class Wire(BaseModel):
    """Strict and closed: an unknown field is a mistake of the sender, said so at once."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


# The room as everybody in it sees it.


class Manner(Wire):
    """How the co-author takes part, as the host chose."""

    speaks: Literal["asked", "turns", "silence"] = "asked"
    """Beside being asked: after some turns of people, or when nobody has written for a while. In a duet it answers."""
    every: Annotated[int, Field(ge=1, le=20)] = 1
    """After so many turns of people."""
    silence_seconds: Seconds = 60
    plays: Name | None = None
    """The character as whom it speaks; None: as the narrator."""
    length: Literal["short", "medium", "long"] = "medium"
    note: Annotated[Text, Field(max_length=600)] = ""
    """What it should keep in mind from now on; everybody can read it."""
    weave: bool = False
    """Whether it makes one passage of the lines of a round."""
    understudy: bool = False
    """Whether it plays the characters of those who are away when it is their turn."""


class MediaRules(Wire):
    """Which pictures and voices may be made for this story, and how its pictures look."""

    plates: bool = True
    cover: bool = True
    portraits: bool = True
    voices: bool = True
    recordings: bool = True
    plates_when: Literal["asked", "every", "scene"] = "asked"
    """Beside being asked for: after every so many passages, or when the scene changes."""
    plates_every: Annotated[int, Field(ge=1, le=50)] = 5
    aloud: bool = False
    """Whether each passage is read aloud as soon as it is there, so that listeners do not wait."""
    style: PictureStyle | None = None
    """None: as it suits the genre. Style and palette are held from the first picture on."""
    palette: Palette = "natural"


class Rules(Wire):
    """What the host chose for this room."""

    timer_seconds: Seconds | None = None
    live_drafts: bool = True
    coauthor: bool = True
    manner: Manner = Manner()
    words: Annotated[int, Field(ge=5, le=2000)] | None = None
    """The most words of one passage."""
    slow_seconds: Annotated[int, Field(ge=5, le=3600)] | None = None
    """Slow mode: the least time between two passages of one person."""
    lobby: bool = False
    """Newcomers wait until the host lets them in."""
    locked: bool = False
    """No newcomers; who has a seat may come back."""
    newcomers: Literal["writer", "reader"] = "writer"
    characters: Literal["everyone", "ask", "own"] = "everyone"
    """Who may write whose character: everyone, its player's leave is asked, or its player alone. A promise between
    people, shown before joining and beside the composer; prose cannot be checked for it."""
    tone: Line | None = None
    style: Style | None = None
    """How the co-author tells; None: as it suits the genre."""
    words_to_learn: Annotated[tuple[Word, ...], Field(max_length=12)] = ()
    """Which the co-author weaves in, a few at a time."""
    age: Age = "adult"
    """May become stricter at any time, and looser only while nobody but the host was ever here."""
    media: MediaRules = MediaRules()
    secret_votes: bool = False
    """Nobody sees who voted for what, neither before nor after the count."""
    vote_seconds: Annotated[int, Field(ge=15, le=3600)] = 60


class Member(Wire):
    """A seat. It stays when its owner goes, so that returning means the same seat and colour."""

    id: UUID
    name: Name
    colour: int
    status: Literal["in", "left", "kicked", "banned", "waiting", "withdrawn"] = "in"
    """``waiting``: in the lobby, without a seat yet. ``withdrawn``: they waited no longer, and would knock again."""
    muted: bool = False
    role: Role = "writer"
    character: Name | None = None
    """Whom they play."""


class Turn(Wire):
    """Who may write now. ``open``: any writer; ``vote``: the room votes on what was proposed; ``nobody``: waits until
    somebody returns."""

    number: int
    kind: Literal["open", "people", "coauthor", "vote", "nobody"]
    speakers: tuple[UUID, ...] = ()
    taken: tuple[UUID, ...] = ()
    """Which of several speakers had theirs, in this order: by a line, hidden or shown, or by passing."""
    nudged: tuple[UUID, ...] = ()
    began_at: datetime
    deadline: datetime | None = None


class Note(Wire):
    """A word in the margin of a passage, or a suggestion of other words for it. ``id`` is the seq of its text."""

    id: int
    member: UUID
    at: datetime
    kind: Literal["note", "suggestion"] = "note"
    status: Literal["open", "accepted", "declined", "removed"] = "open"


class MediaFile(Wire):
    """A file of the house. GET /api/rooms/{room}/media/{id} leads to it for a short time."""

    id: UUID
    type: Literal["image/webp", "audio/ogg", "audio/mpeg", "application/json"]
    """``application/json``: when each word is spoken (``Timings``)."""
    bytes: Seq
    width: Annotated[int, Field(ge=0, le=8192)] = 0
    height: Annotated[int, Field(ge=0, le=8192)] = 0


class Made(Wire):
    """What came of the work."""

    files: Annotated[tuple[MediaFile, ...], Field(min_length=1, max_length=8)]
    """Of pictures the same in several sizes, smallest first; of voices the same in several formats, best first."""
    alt: Annotated[Text, Field(max_length=400)] = ""
    """What a picture shows, or was asked to show, in the language of the story."""
    colours: Annotated[tuple[Annotated[int, Field(ge=0, le=0xFFFFFF)], ...], Field(max_length=24)] = ()
    """What to show until it is there: six by four colours, in rows."""
    seconds: Annotated[float, Field(ge=0, le=7200)] = 0
    estimated: bool = False
    """Whether the times of the words are estimated."""
    provider: Annotated[str, Field(max_length=80)]
    model: Annotated[str, Field(max_length=200)] = ""


class Timings(Wire):
    """When each word of a passage is spoken: characters ``start`` to ``end`` of its text, from and to a millisecond."""

    words: tuple[tuple[Seq, Seq, Seq, Seq], ...]


class Media(Wire):
    """Something made beside the words, or at work. ``id`` is the seq of the event that asked for it."""

    id: int
    kind: MediaKind
    passage: int | None = None
    version: int | None = None
    """The words that it was made of."""
    character: Name | None = None
    by: UUID | None = None
    """None: the rules of the room."""
    wish: Annotated[str, Field(max_length=300)] = ""
    """What the asker would like to see."""
    take: Annotated[int, Field(ge=1, le=1000)] = 1
    """The second is another one of the same."""
    source: UUID | None = None
    """The recording as it came in."""
    at: datetime
    state: Literal["waiting", "working", "ready", "failed"] = "waiting"
    attempt: int = 0
    """The fencing number of whoever works on it."""
    percent: Annotated[int, Field(ge=0, le=100)] = 0
    why: MediaFault | None = None
    made: Made | None = None


class Cast(Wire):
    """Somebody in the story, as pictures show and voices speak them. ``character`` None: the narrator."""

    character: Name | None = None
    look: Annotated[Text, Field(max_length=200)] = ""
    """Held by every picture from then on."""
    voice: Voice | None = None
    """None: the house gives one, always the same."""


class Thread(Wire):
    """Which line a stretch of a woven passage comes from: characters ``start`` to ``end`` of its words."""

    start: Seq
    end: Seq
    passage: int


class Passage(Wire):
    """A passage without its words. ``id`` and each version are the seq of the event that wrote it."""

    id: int
    turn: int
    author: UUID | None
    """None: the co-author."""
    asked_by: UUID | None = None
    at: datetime
    versions: tuple[int, ...]
    version: int
    authors: tuple[UUID | None, ...] = ()
    """Who wrote each version, where they are not all by ``author``."""
    status: Literal["complete", "partial", "proposed", "retracted"] = "complete"
    """``proposed``: its versions are being voted on, or those whose lines it weaves may object."""
    branch: int = 0
    reactions: dict[Reaction, tuple[UUID, ...]] = {}
    notes: tuple[Note, ...] = ()
    woven: tuple[int, ...] = ()
    """The lines that it was made of: while it stands it is read in their place."""
    threads: tuple[Thread, ...] = ()
    """Of its newest version."""
    stands_for: UUID | None = None
    """Whose character the co-author played because they were away. They may take it back."""
    media: tuple[Media, ...] = ()
    picture: Annotated[str, Field(max_length=160)] = ""
    """What of it the co-author thinks is worth a picture."""


class Choices(Wire):
    """Ways on that the co-author, and people, offer after a passage. ``by``: who offers each, None the co-author."""

    passage: int
    options: tuple[Line, ...]
    by: tuple[UUID | None, ...] = ()


class Vote(Wire):
    """A question to the room. Yes is option 1 and no is 0; else options are versions, choices or branches.

    Whoever writes here has one vote and may change it until the count. It ends when all who are here have voted, or
    when the time is over. Yes needs more than half of the votes. Else most votes win; in a tie what the host voted
    for, if that is among the first, else what stands first. On a woven passage those vote whose lines are in it, and
    one no is enough: it is written once more, and after a second no the lines stand as they were.
    """

    id: int
    kind: VoteKind
    by: UUID | None = None
    """None: the mode asks."""
    passage: int | None = None
    member: UUID | None = None
    turn: int | None = None
    options: tuple[int, ...]
    secret: bool = False
    closes_at: datetime
    cast: tuple[UUID, ...] = ()
    """Who has voted."""
    hands: dict[UUID, int] = {}
    """Who voted for what; empty in a secret vote."""


class Branch(Wire):
    """A line of the story that leaves branch ``parent`` after passage ``after`` (0: at the very beginning)."""

    id: int
    name: Line
    by: UUID | None = None
    parent: int = 0
    after: int = 0


class Generation(Wire):
    """The co-author at work. ``fence`` grows when another process takes over."""

    id: int
    fence: int = 1
    by: UUID | None = None
    kind: Literal["new", "retry", "continue", "weave", "aside"] = "new"
    """``weave``: of the lines of a round; ``aside``: an answer beside the story."""
    passage: int | None = None
    """The passage that is written again or continued."""
    woven: tuple[int, ...] = ()
    stands_for: UUID | None = None
    stopping: bool = False
    began_at: datetime
    branch: int = 0


Mood = Literal["calm", "joyful", "funny", "tender", "wondrous", "eerie", "tense", "sad", "angry", "triumphant"]
EffectKind = Literal[
    "add_person", "add_place", "add_thing", "set_trait", "move", "give", "open_thread", "close_thread"
]  # fmt: skip


class Effect(Wire):
    """What a passage changed in the world of its story.

    ``add_person``, ``add_place``, ``add_thing``: ``name`` is new, ``value`` says who or what it is. ``set_trait``:
    ``value`` is true of ``name``. ``move``: ``name`` is now at the place ``value``. ``give``: the thing ``name`` now
    belongs to ``value``. ``open_thread``: ``name`` is a question that waits, ``value`` what it is about;
    ``close_thread``: it is answered, by ``value``.
    """

    op: EffectKind
    name: Name
    value: Annotated[Line, Field(max_length=160)]


class Beat(Wire):
    """What the co-author noted of a passage that it wrote: for the cards after it, and for its own memory."""

    choices: Annotated[tuple[Annotated[Line, Field(max_length=160)], ...], Field(max_length=4)] = ()
    """None, or two to four ways on."""
    mood: Mood
    scene: Annotated[Line, Field(max_length=80)]
    """Where and when it plays."""
    present: Annotated[tuple[Name, ...], Field(max_length=12)] = ()
    """Who is there, in the story."""
    effects: Annotated[tuple[Effect, ...], Field(max_length=12)] = ()
    summary: Line
    """At most 40 words."""
    used: Annotated[tuple[Seq, ...], Field(max_length=40)] = ()
    """The passages by people that it took up."""
    may_end: bool = False
    """Whether the story could end here."""
    picture: Annotated[str, Field(max_length=160), AfterValidator(_clean)] = ""
    """What of it is worth a picture; empty: nothing in particular."""


class RoomView(Wire):
    """The public part of a room, which every member's page holds and folds events into."""

    id: UUID
    seq: int
    title: Line
    premise: Text
    language: Language
    genre: Genre
    mode: ModeName
    rules: Rules
    host: UUID | None
    members: dict[UUID, Member]
    turn: Turn | None = None
    frozen: bool = False
    passages: tuple[Passage, ...] = ()
    choices: Choices | None = None
    generation: Generation | None = None
    vote: Vote | None = None
    branch: int = 0
    """The one that is being written; 0 is the trunk."""
    branches: tuple[Branch, ...] = ()
    complete: bool = False
    media: tuple[Media, ...] = ()
    """The cover and the portraits."""
    cast: tuple[Cast, ...] = ()


class PassageText(Wire):
    """The words of a version, or of a note in the margin (``version`` is then its id)."""

    passage: int
    version: int
    text: str


class ChatLine(Wire):
    id: int
    member: UUID | None
    """None: the co-author."""
    at: datetime
    text: str
    aside: bool = False
    """A question to the co-author, or its answer: what if, and not story."""


# Commands.


class Command(Wire):
    """``op`` is made by the sender and unique; sending it again returns the first answer."""

    name: ClassVar[str]
    op: UUID


class JoinRoom(Command):
    """Take a seat (or come back to it) and receive the story so far, or what came after ``after``."""

    name = "room.join"
    as_name: Name
    after: Seq | None = None
    epoch: UUID | None = None
    """The history that ``after`` is of (a snapshot names it). With another than the server's the answer is a snapshot;
    who sends none is believed.
    """


class SyncRoom(Command):
    """Ask for everything after ``after``: a gap-free delta or an explicit reset."""

    name = "room.sync"
    after: Seq
    epoch: UUID | None = None


class LeaveRoom(Command):
    """Give up the seat. What was written stays. Who waits in the lobby takes their knock back."""

    name = "room.leave"


class SubmitTurn(Command):
    """Hand in a passage for the turn that it was written for."""

    name = "turn.submit"
    turn: int
    text: Text


class PassTurn(Command):
    """Let the next one write."""

    name = "turn.pass"
    turn: int


class SkipTurn(Command):
    """Host: pass the turn on for whoever has it."""

    name = "turn.skip"
    turn: int


class PickChoice(Command):
    """Hand in one of the offered choices as the passage of this turn."""

    name = "choice.pick"
    turn: int
    passage: int
    option: Annotated[int, Field(ge=0, le=9)]


class GiveTurn(Command):
    """Host: let this member write now."""

    name = "turn.give"
    turn: int
    member: UUID


class OfferChoice(Command):
    """Offer a way on after the last passage, beside those that are offered."""

    name = "choice.offer"
    passage: int
    text: Line


class RetractPassage(Command):
    """Take back one's own last passage within the grace time."""

    name = "passage.retract"
    passage: int


class EditPassage(Command):
    """Write a new version of one's own passage; the old one stays in its history."""

    name = "passage.edit"
    passage: int
    text: Text


class ChooseVersion(Command):
    """Turn to another version of a passage."""

    name = "passage.choose"
    passage: int
    version: int


class ContinueStory(Command):
    """Ask the co-author to go on; with ``passage``, to finish a partial one; with ``stands_for``, as the character of
    somebody who is away. ``hint`` is seen by it alone."""

    name = "story.continue"
    passage: int | None = None
    stands_for: UUID | None = None
    hint: Annotated[Text, Field(max_length=300)] = ""


class RetryStory(Command):
    """Ask the co-author for another version of its last passage."""

    name = "story.retry"
    passage: int
    hint: Annotated[Text, Field(max_length=300)] = ""


class AskCoauthor(Command):
    """Ask the co-author something beside the story: what if? Question and answer are said aside."""

    name = "coauthor.ask"
    text: Text


class StopStory(Command):
    """Stop the co-author now; what it wrote so far stays as a partial passage."""

    name = "story.stop"
    generation: int


class KeepPartial(Command):
    """Keep a partial passage as it is."""

    name = "story.keep"
    passage: int


class DropPartial(Command):
    """Drop a partial passage."""

    name = "story.drop"
    passage: int


class RenameStory(Command):
    """Host: give the story another title."""

    name = "story.rename"
    title: Line


class SetMode(Command):
    """Host: change how turns are taken; what is being written is kept in its writer's draft."""

    name = "mode.set"
    mode: ModeName


class SetRules(Command):
    """Host: change the room's rules."""

    name = "rules.set"
    rules: Rules


class PassHost(Command):
    """Host: hand hosting over."""

    name = "host.pass"
    member: UUID


class KickMember(Command):
    """Host: remove somebody, who may come back with the code."""

    name = "member.kick"
    member: UUID


class BanMember(Command):
    """Host: remove somebody for good."""

    name = "member.ban"
    member: UUID


class UnbanMember(Command):
    """Host: let a banned person come back."""

    name = "member.unban"
    member: UUID


class MuteMember(Command):
    """Host: ask somebody to listen, or let them speak again."""

    name = "member.mute"
    member: UUID
    muted: bool


class FreezeRoom(Command):
    """Host: pause the story for everybody, or let it go on."""

    name = "room.freeze"
    frozen: bool


class AdmitMember(Command):
    """Host: let somebody in who waits in the lobby."""

    name = "member.admit"
    member: UUID


class NudgeMember(Command):
    """Remind somebody that the story waits for them; once a turn."""

    name = "member.nudge"
    member: UUID


class GiveRole(Command):
    """Host: make somebody a co-host, a writer or a reader."""

    name = "role.give"
    member: UUID
    role: Role


class TakeCharacter(Command):
    """Say whom one plays; None: nobody in particular."""

    name = "character.take"
    character: Name | None = None


class DescribeStory(Command):
    """Host: change what kind of story this is."""

    name = "story.describe"
    language: Language
    genre: Genre


class CompleteStory(Command):
    """Host: the story is told. Lines that wait land first."""

    name = "story.complete"


class ReopenStory(Command):
    """Host: go on with a complete story."""

    name = "story.reopen"


class CallVote(Command):
    """Ask the room: end the story, skip ``member``, pick a choice after ``passage``, choose among the versions of
    ``passage``, or go to a branch."""

    name = "vote.call"
    kind: VoteKind
    passage: int | None = None
    member: UUID | None = None


class CastVote(Command):
    """Vote, or vote otherwise."""

    name = "vote.cast"
    vote: int
    option: int


class CloseVote(Command):
    """Host: count now. Whoever called it: take the question back, and nothing is decided."""

    name = "vote.close"
    vote: int


class React(Command):
    """Put a reaction beside a passage, or take it away."""

    name = "reaction.set"
    passage: int
    reaction: Reaction
    on: bool


class PostNote(Command):
    """Write a note in the margin of a passage."""

    name = "note.post"
    passage: int
    text: Text


class SuggestEdit(Command):
    """Suggest other words for a passage to its author."""

    name = "suggestion.post"
    passage: int
    text: Text


class SettleNote(Command):
    """Accept or decline a suggestion for one's passage; remove one's own note or suggestion, or, as host, anybody's."""

    name = "note.settle"
    passage: int
    note: int
    status: Literal["accepted", "declined", "removed"]


class ForkStory(Command):
    """Begin a branch after a passage (0: at the very beginning). ``go``: host, the room goes there at once."""

    name = "branch.fork"
    after: int
    branch_name: Line
    go: bool = False


class SwitchBranch(Command):
    """Host: the room goes on writing in another branch. Nothing is lost by it."""

    name = "branch.switch"
    branch: int


class RenameBranch(Command):
    """Host, or whoever made it: give a branch another name."""

    name = "branch.rename"
    branch: int
    branch_name: Line


class AskMedia(Command):
    """Ask for a picture, or for a passage to be read aloud. What is there, or at work, is not made again, unless
    ``another`` is asked for."""

    name = "media.ask"
    kind: Literal["plate", "cover", "portrait", "voice"]
    passage: int | None = None
    character: Name | None = None
    wish: Annotated[Text, Field(max_length=300)] = ""
    another: bool = False


class RetryMedia(Command):
    """Try again what failed."""

    name = "media.retry"
    media: int


class RemoveMedia(Command):
    """Take back what one asked for, or cancel it while it is at work; as host or as the passage's author, anybody's."""

    name = "media.remove"
    media: int


class SetCast(Command):
    """Say how a character looks or speaks, or (``character`` None) who narrates; what is left out stays. A look is held
    from the first portrait on."""

    name = "cast.set"
    character: Name | None = None
    look: Annotated[Text, Field(max_length=200)] = ""
    voice: Voice | None = None


class PostChat(Command):
    """Say something aside, apart from the story."""

    name = "chat.post"
    text: Text


class SetTyping(Command):
    """Show that one is typing; it fades by itself."""

    name = "typing.set"
    typing: bool


class ShowDraft(Command):
    """Show one's draft of this turn, where the room shows drafts live."""

    name = "draft.show"
    turn: int
    text: Text


# Commands that only the house itself gives; they are not in COMMANDS.


class CreateRoom(Command):
    """Start a story."""

    name = "room.create"
    room: UUID
    title: Line
    premise: Text
    language: Language
    genre: Genre
    mode: ModeName
    rules: Rules
    host_name: Name
    passages: tuple[Text, ...] = ()
    """What was written before, elsewhere."""


class JoinInvited(JoinRoom):
    """Take a seat by an invitation: in this role, and also where newcomers are not let in."""

    role: Literal["writer", "reader"]


class TightenRules(SetRules):
    """Change the rules to a stricter age, for which the house has read everything up to ``read``."""

    read: Seq


class AdoptRoom(Command):
    """Take over a room that came in as a file: nobody of it is here, and what was hidden in it is not known."""

    name = "room.adopt"
    host_name: Name


class SettleRoom(Command):
    """Bring the room up to date with the clock and with who is here."""

    name = "room.settle"


class RestartGeneration(Command):
    """Another process takes the co-author's pen; what it showed so far is cleared."""

    name = "generation.restart"
    generation: int
    fence: int


class FinishGeneration(Command):
    """The co-author's pen is down. Taken only under the fencing number that the room knows."""

    name = "generation.finish"
    generation: int
    fence: int
    outcome: Literal["complete", "stopped", "failed", "refused", "withheld"]
    text: str
    choices: tuple[Line, ...] = ()
    """Those of the beat, where none are given."""
    beat: Beat | None = None
    provider: Annotated[str, Field(max_length=80)] = ""
    model: Annotated[str, Field(max_length=200)] = ""
    threads: tuple[Thread, ...] = ()


class AddRecording(Command):
    """A person read a passage aloud; the recording is in the house's storage and has been looked at."""

    name = "recording.add"
    passage: int
    version: int
    source: UUID


class BeginMedia(Command):
    """A worker has taken a job, under this fencing number."""

    name = "media.begin"
    media: int
    attempt: int


class ProgressMedia(Command):
    name = "media.progress"
    media: int
    attempt: int
    percent: Annotated[int, Field(ge=0, le=100)]


class FinishMedia(Command):
    """A worker's result. Taken only under the fencing number that the room knows."""

    name = "media.finish"
    media: int
    attempt: int
    made: Made


class FailMedia(Command):
    """It will not be made, until somebody asks again."""

    name = "media.fail"
    media: int
    attempt: int
    why: MediaFault


COMMANDS: dict[str, type[Command]] = {
    kind.name: kind
    for kind in (
        JoinRoom, SyncRoom, LeaveRoom, SubmitTurn, PassTurn, SkipTurn, PickChoice, RetractPassage, EditPassage,
        ChooseVersion, ContinueStory, RetryStory, AskCoauthor, StopStory, KeepPartial, DropPartial, RenameStory,
        SetMode, SetRules, PassHost, KickMember, BanMember, UnbanMember, MuteMember, FreezeRoom, PostChat, SetTyping,
        ShowDraft,
        GiveTurn, OfferChoice, AdmitMember, NudgeMember, GiveRole, TakeCharacter, DescribeStory, CompleteStory,
        ReopenStory, CallVote, CastVote, CloseVote, React, PostNote, SuggestEdit, SettleNote, ForkStory, SwitchBranch,
        RenameBranch, AskMedia, RetryMedia, RemoveMedia, SetCast,
    )
}  # fmt: skip
"""What a client may send. Anything else is refused before any handler runs."""


# Events. They carry outcomes, never causes, so that folding them needs no rule.


class Event(Wire):
    room: UUID
    seq: int
    at: datetime


class RoomCreated(Event):
    type: Literal["room.created"] = "room.created"
    title: Line
    language: Language
    genre: Genre
    mode: ModeName
    rules: Rules
    text: str
    """The premise."""


class MemberJoined(Event):
    type: Literal["member.joined"] = "member.joined"
    member: Member


class MemberLeft(Event):
    type: Literal["member.left"] = "member.left"
    member: UUID
    status: Literal["left", "kicked", "banned", "withdrawn"]


class MemberMuted(Event):
    type: Literal["member.muted"] = "member.muted"
    member: UUID
    muted: bool


class HostPassed(Event):
    type: Literal["host.passed"] = "host.passed"
    member: UUID | None


class StoryRenamed(Event):
    type: Literal["story.renamed"] = "story.renamed"
    title: Line


class ModeSet(Event):
    type: Literal["mode.set"] = "mode.set"
    mode: ModeName


class RulesSet(Event):
    type: Literal["rules.set"] = "rules.set"
    rules: Rules


class RoomFrozen(Event):
    type: Literal["room.frozen"] = "room.frozen"
    frozen: bool


class TurnBegan(Event):
    """Also sent when the clock of a turn is set anew: same number, other deadline."""

    type: Literal["turn.began"] = "turn.began"
    turn: Turn


class TurnPassed(Event):
    """A turn ended without a passage."""

    type: Literal["turn.passed"] = "turn.passed"
    turn: int
    member: UUID | None
    why: Literal["passed", "skipped", "expired", "absent"]


class TurnTaken(Event):
    """One of several speakers had theirs. A line that waits to land with the others is sealed."""

    type: Literal["turn.taken"] = "turn.taken"
    turn: int
    member: UUID


class PassageAdded(Event):
    type: Literal["passage.added"] = "passage.added"
    passage: Passage
    text: str


class PassageRevised(Event):
    """A new version, which is now the one that is read; the version's number is this event's seq."""

    type: Literal["passage.revised"] = "passage.revised"
    passage: int
    by: UUID | None
    status: Literal["complete", "partial", "proposed"]
    text: str
    threads: tuple[Thread, ...] = ()


class LeafAdded(Event):
    """Another proposal for a passage, to be turned to; the one that is read stays."""

    type: Literal["leaf.added"] = "leaf.added"
    passage: int
    author: UUID | None
    text: str


class PassageSettled(Event):
    """What was proposed has become the story: this version, whose author now is the passage's."""

    type: Literal["passage.settled"] = "passage.settled"
    passage: int
    version: int
    author: UUID | None


class PassageChosen(Event):
    type: Literal["passage.chosen"] = "passage.chosen"
    passage: int
    version: int


class PassageKept(Event):
    type: Literal["passage.kept"] = "passage.kept"
    passage: int


class PassageRetracted(Event):
    type: Literal["passage.retracted"] = "passage.retracted"
    passage: int


class ChoicesOffered(Event):
    """Replaces earlier choices; the next passage clears them."""

    type: Literal["choices.offered"] = "choices.offered"
    choices: Choices


class GenerationStarted(Event):
    type: Literal["generation.started"] = "generation.started"
    generation: Generation


class GenerationRestarted(Event):
    type: Literal["generation.restarted"] = "generation.restarted"
    generation: int
    fence: int


class GenerationStopped(Event):
    """Somebody asked to stop; the words so far follow as a partial passage."""

    type: Literal["generation.stopped"] = "generation.stopped"
    generation: int
    by: UUID | None


class GenerationEnded(Event):
    type: Literal["generation.ended"] = "generation.ended"
    generation: int
    outcome: Literal["complete", "partial", "failed", "dropped", "refused", "withheld"]
    """``refused``: the model would not write this. ``withheld``: what it wrote did not pass the check."""


class BeatRecorded(Event):
    """What the co-author noted of a version of a passage that it wrote, and which model of which provider it was."""

    type: Literal["beat.recorded"] = "beat.recorded"
    passage: int
    version: int
    beat: Beat
    provider: Annotated[str, Field(max_length=80)] = ""
    model: Annotated[str, Field(max_length=200)] = ""


class ChatPosted(Event):
    type: Literal["chat.posted"] = "chat.posted"
    member: UUID | None
    text: str
    aside: bool = False


class MemberKnocked(Event):
    """Somebody waits in the lobby."""

    type: Literal["member.knocked"] = "member.knocked"
    member: Member


class MemberNudged(Event):
    type: Literal["member.nudged"] = "member.nudged"
    member: UUID
    by: UUID


class RoleGiven(Event):
    type: Literal["role.given"] = "role.given"
    member: UUID
    role: Role


class CharacterTaken(Event):
    type: Literal["character.taken"] = "character.taken"
    member: UUID
    character: Name | None


class StoryDescribed(Event):
    type: Literal["story.described"] = "story.described"
    language: Language
    genre: Genre


class StoryCompleted(Event):
    type: Literal["story.completed"] = "story.completed"


class StoryReopened(Event):
    type: Literal["story.reopened"] = "story.reopened"


class VoteOpened(Event):
    type: Literal["vote.opened"] = "vote.opened"
    vote: Vote


class VoteCast(Event):
    """``option`` is None in a secret vote; the ballot is sealed."""

    type: Literal["vote.cast"] = "vote.cast"
    vote: int
    member: UUID
    option: int | None


class VoteClosed(Event):
    """``counts`` in the order of the options. ``option``: what was decided; None: nothing."""

    type: Literal["vote.closed"] = "vote.closed"
    vote: int
    counts: tuple[int, ...]
    option: int | None


class Reacted(Event):
    type: Literal["reaction.changed"] = "reaction.changed"
    passage: int
    member: UUID
    reaction: Reaction
    on: bool


class NoteAdded(Event):
    type: Literal["note.added"] = "note.added"
    passage: int
    note: Note
    text: str


class NoteSettled(Event):
    """An accepted suggestion is from now on the version that is read, under its own id."""

    type: Literal["note.settled"] = "note.settled"
    passage: int
    note: int
    status: Literal["accepted", "declined", "removed"]


class BranchForked(Event):
    type: Literal["branch.forked"] = "branch.forked"
    branch: Branch


class BranchSwitched(Event):
    type: Literal["branch.switched"] = "branch.switched"
    branch: int


class BranchRenamed(Event):
    """The trunk appears among the branches when it is first given a name."""

    type: Literal["branch.renamed"] = "branch.renamed"
    branch: int
    name: Line


class MediaAsked(Event):
    """Work is asked for; its job is written together with this event."""

    type: Literal["media.asked"] = "media.asked"
    media: Media


class MediaBegun(Event):
    """A worker is at it. A later ``attempt``: another one, because the first fell silent."""

    type: Literal["media.begun"] = "media.begun"
    media: int
    passage: int | None
    attempt: int


class MediaProgressed(Event):
    type: Literal["media.progressed"] = "media.progressed"
    media: int
    passage: int | None
    percent: int


class MediaReady(Event):
    type: Literal["media.ready"] = "media.ready"
    media: int
    passage: int | None
    made: Made


class MediaFailed(Event):
    type: Literal["media.failed"] = "media.failed"
    media: int
    passage: int | None
    why: MediaFault


class MediaRemoved(Event):
    """It is gone, also from storage; or its work was cancelled."""

    type: Literal["media.removed"] = "media.removed"
    media: int
    passage: int | None
    by: UUID | None


class CastChanged(Event):
    type: Literal["cast.changed"] = "cast.changed"
    cast: Cast


AnyEvent = Annotated[
    RoomCreated | MemberJoined | MemberLeft | MemberMuted | HostPassed | StoryRenamed | ModeSet | RulesSet | RoomFrozen
    | TurnBegan | TurnPassed | PassageAdded | PassageRevised | PassageChosen | PassageKept | PassageRetracted
    | ChoicesOffered | GenerationStarted | GenerationRestarted | GenerationStopped | GenerationEnded | ChatPosted
    | TurnTaken | LeafAdded | PassageSettled | MemberKnocked | MemberNudged | RoleGiven | CharacterTaken
    | StoryDescribed | StoryCompleted | StoryReopened | VoteOpened | VoteCast | VoteClosed | Reacted | NoteAdded
    | NoteSettled | BranchForked | BranchSwitched | BranchRenamed | BeatRecorded
    | MediaAsked | MediaBegun | MediaProgressed | MediaReady | MediaFailed | MediaRemoved | CastChanged,
    Field(discriminator="type"),
]  # fmt: skip
EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
EVENT_TYPES = frozenset(kind.model_fields["type"].default for kind in get_args(get_args(AnyEvent)[0]))


# Signals. ``seq`` is the last event that the sender of the signal had seen.


class Signal(Wire):
    room: UUID
    seq: int


class Presence(Signal):
    type: Literal["presence"] = "presence"
    here: tuple[UUID, ...] = ()
    gone: tuple[UUID, ...] = ()


class Typing(Signal):
    type: Literal["typing"] = "typing"
    member: UUID
    typing: bool


class Draft(Signal):
    type: Literal["draft"] = "draft"
    member: UUID
    turn: int
    text: str


class GenerationDelta(Signal):
    """Words of the co-author from ``offset`` (in characters) of what it has written so far."""

    type: Literal["generation.delta"] = "generation.delta"
    generation: int
    fence: int
    offset: int
    text: str


class ServerRestarting(Signal):
    """This process is going: reconnect after ``delay_ms`` (spread, so that not all come at once); go on until then."""

    type: Literal["server.restarting"] = "server.restarting"
    delay_ms: int


AnySignal = Annotated[Presence | Typing | Draft | GenerationDelta | ServerRestarting, Field(discriminator="type")]
SIGNAL: TypeAdapter[AnySignal] = TypeAdapter(AnySignal)


# Answers.


class Receipt(Wire):
    """Done and saved; the events up to ``seq`` show it."""

    ok: Literal[True] = True
    kind: Literal["receipt"] = "receipt"
    seq: int


class Now(Wire):
    """What a page needs beside the log to show this moment."""

    at: datetime
    """The server's clock: deadlines are read against it."""
    here: tuple[UUID, ...]
    generation_text: str = ""
    """What the co-author has written so far, where it is writing."""
    line: str = ""
    """Your own line that waits to land, which nobody else is sent."""
    ballot: int | None = None
    """Your own vote in a secret vote."""


class Delta(Wire):
    """Everything after the asked ``after``, without a gap."""

    ok: Literal[True] = True
    kind: Literal["delta"] = "delta"
    seq: int
    events: tuple[AnyEvent, ...]
    now: Now


class Snapshot(Wire):
    """A reset: forget what you had and begin from here."""

    ok: Literal[True] = True
    kind: Literal["snapshot"] = "snapshot"
    seq: int
    epoch: UUID
    """Which history this is. It changes when a backup was restored: seqs then come again, for other events."""
    you: UUID
    room: RoomView
    earlier: bool
    """Whether there are passages before these; GET /api/rooms/{id}/passages brings them."""
    texts: tuple[PassageText, ...]
    chat: tuple[ChatLine, ...]
    now: Now


class Refusal(Wire):
    """``code`` and ``args`` are for the page's own words; ``message`` is English for API users."""

    ok: Literal[False] = False
    kind: Literal["refusal"] = "refusal"
    code: str
    args: dict[str, str | int] = {}
    message: str


Answer = Receipt | Delta | Snapshot | Refusal


# Over HTTP.


class Me(Wire):
    """GET or POST /api/me: who this browser is. No account: a signed cookie."""

    person: UUID | None
    name: str | None


class NameMe(Wire):
    name: Name


class NewRoom(Wire):
    """POST /api/rooms."""

    op: UUID
    name: Name
    premise: Annotated[Text, Field(min_length=1, max_length=600)]
    title: Line | None = None
    language: Language = "en"
    genre: Genre = "fantasy"
    mode: ModeName = "free"
    rules: Rules = Rules()
    text: Annotated[str, Field(max_length=1_000_000), AfterValidator(_clean)] = ""
    """What was written before, elsewhere: it becomes the first passages. ``start_chars`` of it are the most."""
    format: Literal["plain", "markdown"] = "plain"
    """In markdown, headings and rules begin chapters; other marks stay as they stand."""


class RoomCard(Wire):
    """What is told of a room before joining. GET /api/codes/{code}, POST /api/rooms, GET /api/rooms/{id}."""

    id: UUID
    code: str
    title: str
    premise: str
    language: Language
    genre: Genre
    mode: ModeName
    rules: Rules
    complete: bool
    host: str | None
    members: tuple[str, ...]
    member: bool
    """Whether you have a seat already."""


class AskTicket(Wire):
    """POST /api/rooms/{id}/ticket. Whoever has no seat yet shows the code."""

    code: str | None = Field(default=None, max_length=20)
    invite: str | None = Field(default=None, max_length=100)
    """Or the token of an invitation."""


class Ticket(Wire):
    """Opens one socket to one room, once, within a minute."""

    ticket: str
    protocol: int = PROTOCOL_VERSION


class PassageQuery(Wire):
    """Which passages: the last ones before ``before``, of all branches or as ``branch`` reads them."""

    before: Seq = 2**53 - 1
    branch: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
    limit: Annotated[int, Field(ge=1, le=WINDOW)] = WINDOW


class PassagePage(Wire):
    """GET /api/rooms/{id}/passages?before=: older passages, oldest first."""

    passages: tuple[Passage, ...]
    texts: tuple[PassageText, ...]
    earlier: bool
    next: int | None
    """The ``before`` of the next page, which is older. None: there is none."""


class EventQuery(Wire):
    """Which events: the first ones after ``after``."""

    after: Seq = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 500


class EventPage(Wire):
    """GET /api/rooms/{id}/events?after=: the whole log, and the reading fallback where sockets are blocked."""

    events: tuple[AnyEvent, ...]
    head: int
    epoch: UUID
    next: int | None
    """The ``after`` of the next page, which is newer. None: this was all there is by now; ask again with the last."""


class ChatQuery(Wire):
    """Which lines: the last ones before ``before``."""

    before: Seq = 2**53 - 1
    limit: Annotated[int, Field(ge=1, le=WINDOW)] = WINDOW


class ChatPage(Wire):
    """GET /api/rooms/{id}/chat?before=: what was said aside, oldest first."""

    chat: tuple[ChatLine, ...]
    next: int | None
    """The ``before`` of the next page, which is older. None: there is none."""


class TakeSeat(AskTicket):
    """POST /api/rooms/{id}/commands/room.join: a seat without a socket. Whoever has none yet shows the code."""

    op: UUID
    as_name: Name


class NameKey(Wire):
    """POST /api/keys: what the key is for, in one's own words."""

    name: Name


class ApiKey(Wire):
    """A key that acts as the person who made it."""

    id: UUID
    name: str
    begins: str
    """The first letters of it, to tell one from another."""
    created_at: datetime
    used_on: date | None
    """The last day it was used (UTC)."""
    revoked: bool


class NewKey(ApiKey):
    """A key, just made: ``key`` is told this once and not kept."""

    key: str


class ApiKeys(Wire):
    """GET /api/keys: one's own, newest first."""

    keys: tuple[ApiKey, ...]


class Connect(Wire):
    """The auth payload of the Socket.IO CONNECT packet."""

    protocol: int
    ticket: Annotated[str, Field(max_length=200)]


def by_invitation(command: JoinRoom, role: Literal["writer", "reader"] | None) -> JoinRoom:
    """The same join for somebody whose invitation the house has seen."""
    return (
        JoinInvited(op=command.op, as_name=command.as_name, after=command.after, epoch=command.epoch, role=role)
        if (role)
        else command
    )


def own_language(tag: str) -> OwnLanguage | None:
    """The house's own language of which a tag is a kind: that of fr-CA is French. None: it knows nothing of it."""
    first = tag.split("-")[0]
    return next((known for known in LANGUAGES if known == first), None)


def json_of(message: BaseModel) -> bytes:
    """A message as it goes over the wire."""
    return message.__pydantic_serializer__.to_json(message)


def text_of(event: Event) -> str | None:
    """The words that an event carries, which are stored apart from it."""
    text: Any = getattr(event, "text", None)
    return text if isinstance(text, str) else None
