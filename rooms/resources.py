"""What is asked and told over HTTP of stories that are kept: shelves, links, reading, the tree, whole rooms."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import Field

from rooms.protocol import Age, Branch, Genre, Language, Made, ModeName, Name, Rules, Seq, Text, Wire

Cursor = Annotated[str, Field(max_length=400)]
"""The ``next`` of the page before; its form is the house's own."""
LinkKind = Literal["read", "invite"]


class StoriesQuery(Wire):
    """``state``: open ones are neither complete nor archived."""

    search: Annotated[str, Field(max_length=100)] = ""
    """Words in the title or the premise."""
    sort: Literal["recent", "title", "begun"] = "recent"
    state: Literal["open", "complete", "archived", "all"] = "open"
    cursor: Cursor = ""


class StoryCard(Wire):
    """A story on one's shelf: one in which one has a seat."""

    id: UUID
    title: str
    premise: str
    language: Language
    genre: Genre
    mode: ModeName
    host: str | None
    names: tuple[str, ...]
    """The first members; ``members`` counts all."""
    members: int
    passages: int
    complete: bool
    archived: bool
    begun_at: datetime
    changed_at: datetime
    your_turn: bool
    """Whether it waits for you among named speakers."""


class Stories(Wire):
    """GET /api/stories: one's shelf, page by page."""

    stories: tuple[StoryCard, ...]
    next: str | None


class Archived(Wire):
    """Whether a story is put away. For the others nothing changes."""

    id: UUID
    archived: bool


class NewCode(Wire):
    """POST /api/rooms/{id}/code: the code that counts from now on."""

    code: str


class MakeLink(Wire):
    """POST /api/rooms/{id}/links."""

    kind: LinkKind
    role: Literal["writer", "reader"] = "writer"
    """What an invited newcomer becomes."""
    hours: Annotated[int, Field(ge=1, le=24 * 366)] | None = None
    """How long it is good for; None: until it is revoked."""


class Link(Wire):
    """A link, without its secret. ``read``: the story, without a seat. ``invite``: a seat, without the code."""

    id: UUID
    kind: LinkKind
    role: Literal["writer", "reader"]
    created_at: datetime
    expires_at: datetime | None
    uses: int
    """Stories begun to be read, or tickets given."""


class NewLink(Link):
    """A link, just made: ``token`` is told this once and not kept."""

    token: str


class Links(Wire):
    """GET /api/rooms/{id}/links: those that are good, newest first."""

    links: tuple[Link, ...]


class Opened(Wire):
    """GET /api/links/{token}: what a link opens."""

    kind: LinkKind
    role: Literal["writer", "reader"]
    room: UUID | None
    """Which room an invitation is for."""
    title: str
    premise: str
    language: Language
    genre: Genre
    mode: ModeName
    age: Age
    rules: Rules
    host: str | None
    members: tuple[str, ...]
    complete: bool


class StoryQuery(Wire):
    branch: Seq | None = None
    """None: the one that is being written."""
    cursor: Cursor = ""


class Author(Wire):
    name: Name
    colour: int


class ReadPassage(Wire):
    """A passage as it is read. ``author`` is a place among the authors; None: the co-author."""

    id: int
    author: int | None
    at: datetime
    text: str
    plate: Made | None = None
    """Its newest picture."""


class Chapter(Wire):
    """A line of the contents, and the passage that it leads to."""

    passage: int
    title: str


class StoryPage(Wire):
    """A page of a branch as a book shows it: what was taken back, is being voted on or is hidden is not in it."""

    seq: int
    title: str
    premise: str
    language: Language
    genre: Genre
    complete: bool
    branch: int
    cover: Made | None = None
    authors: tuple[Author, ...]
    """Who wrote what is read, in the order of their seats."""
    coauthor: bool
    """Whether the co-author wrote of it."""
    contents: tuple[Chapter, ...]
    """Chapters (a passage that begins with a heading or after ***), else every tenth passage. On the first page."""
    passages: tuple[ReadPassage, ...]
    next: str | None


class Leaf(Wire):
    """A passage on the map. ``author`` is a place among the authors; None: the co-author."""

    id: int
    branch: int
    author: int | None
    status: Literal["complete", "partial", "proposed", "retracted"]
    versions: int
    reactions: int
    notes: int
    opening: str
    """Its first 80 characters; of what was taken back, none."""


class Tree(Wire):
    """GET /api/rooms/{id}/tree: every passage of every branch, in the order they were written."""

    seq: int
    branch: int
    """The one that is being written."""
    branches: tuple[Branch, ...]
    authors: tuple[Author, ...]
    passages: tuple[Leaf, ...]


class RecordingQuery(Wire):
    op: UUID
    """Made by the sender: with the same one a recording is added once."""
    version: int
    """The version of the passage that was read."""


class ImportQuery(Wire):
    op: UUID
    """Made by the sender: with the same one a file comes in once."""


class Imported(Wire):
    """POST /api/rooms/import: the room that was made of the file, and its code here."""

    id: UUID
    code: str
    title: str
    passages: int
    events: int
    """How many came from the file."""
    sha256: str
    same_id: bool
    """Whether it is known here under the id that it had."""


ASKED = (StoriesQuery, MakeLink, StoryQuery, ImportQuery)
TOLD = (Stories, Archived, NewCode, NewLink, Links, Opened, StoryPage, Tree, Imported)


class Given(Wire):
    """What the co-author was given for a passage, in numbers."""

    passages: int
    """Word for word."""
    summed_up: int
    """Earlier ones, of which it was given summaries."""
    facts: int
    """Of people, places and things."""
    lines: int
    """To be woven."""
    versions: int
    """Written before, to be told otherwise."""
    hint: bool
    note: bool


class Tried(Wire):
    """One request to a provider. ``dollars``: null is not known."""

    provider: str
    model: str
    purpose: str
    outcome: str
    first_ms: int | None
    total_ms: int | None
    read: int | None
    """Tokens, with those from the cache; ``cached`` of them were."""
    cached: int | None
    written: int | None
    dollars: float | None


class ReceiptQuery(Wire):
    version: Seq | None = None
    """None: the one that is read."""


class CoauthorReceipt(Wire):
    """GET /api/rooms/{id}/passages/{passage}/receipt: how a passage of the co-author's came about."""

    passage: int
    version: int
    at: datetime
    asked_by: UUID | None
    provider: str
    model: str
    given: Given
    tried: tuple[Tried, ...]
    dollars: float | None
    """Of all of them; null where one is not known."""
    checked: str
    """``passed``; ``unchecked``: by the table alone; ``open``: it broke off."""
    prompt: str | None
    """Word for word what a model was given; for whoever asked, and for the host where no hint was given."""


class Spending(Wire):
    """GET /api/rooms/{id}/spending: dollars since midnight UTC, with what is reserved at the moment."""

    spent: float
    budget: float
    """0: no bound."""
    level: Literal["full", "soft", "hard"]
    """``soft``: the cheaper model writes; ``hard``: only what costs nothing. Other budgets of the house count too."""
    unknown: int
    """Requests of today whose price nobody knows."""


BetterKind = Literal["style", "vocabulary", "voice", "grammar"]


class AskBetter(Wire):
    """A draft of one's own, and which kinds of changes to it are asked for; in rooms for the youngest are fewer."""

    text: Text
    kinds: Annotated[tuple[BetterKind, ...], Field(min_length=1, max_length=4)] = get_args(BetterKind)


class BetterChange(Wire):
    """One place of the draft: ``instead`` could stand where ``find`` stands, ``at`` characters from its beginning."""

    find: str
    at: int
    instead: str
    kind: BetterKind
    why: str
    """A model's words, in the language of the story."""


class Better(Wire):
    """POST /api/rooms/{id}/better: in the order of their places; they do not overlap. None: nothing stands out."""

    changes: tuple[BetterChange, ...]
