"""A story as one reads it: page by page, as one file of text, and as a map of all its branches."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from rooms import store
from rooms.errors import BadMessage, NoSuchBranch, NoSuchLink
from rooms.live import LiveRoom
from rooms.media import newest
from rooms.protocol import Passage, RoomView
from rooms.resources import Author, Chapter, Leaf, ReadPassage, StoryPage, StoryQuery, Tree
from rooms.room import Room, told
from server.api.endpoints import Endpoint, answer, query
from server.api.rooms import Api
from server.stories import manuscript

PER_PAGE = 100
OPENING = 80
EVERY = 10
"""Passages between two lines of the contents, where there are no chapters."""
WRITERS: dict[str, tuple[str, Callable[..., str], Callable[[str], str]]] = {
    "md": ("text/markdown; charset=utf-8", manuscript.markdown_head, manuscript.markdown),
    "txt": ("text/plain; charset=utf-8", manuscript.plain_head, str.strip),
}


class Book:
    def __init__(self, api: Api) -> None:
        self.api = api
        self.service = api.service

    def endpoints(self) -> list[Endpoint]:
        room, link = "/api/rooms/{room:uuid}", "/api/read/{token}"
        read = [
            Endpoint("GET", f"{room}/story", self.read_story, StoryPage),
            Endpoint("GET", f"{room}/story.md", self.story_markdown, "text/markdown"),
            Endpoint("GET", f"{room}/story.txt", self.story_text, "text/plain"),
        ]
        linked = [
            Endpoint("GET", f"{link}/story", self.read_by_link, StoryPage),
            Endpoint("GET", f"{link}/story.md", self.markdown_by_link, "text/markdown"),
            Endpoint("GET", f"{link}/story.txt", self.text_by_link, "text/plain"),
        ]
        return [
            Endpoint("GET", f"{room}/tree", self.story_tree, Tree),
            *(replace(e, query=StoryQuery, refuses=(NoSuchBranch,)) for e in read),
            *(replace(e, query=StoryQuery, refuses=(NoSuchBranch, NoSuchLink), who="anybody") for e in linked),
        ]

    async def read_story(self, request: Request) -> Response:
        """A branch as one reads it, page by page. An unchanged page is answered 304 to its ETag."""
        live, _ = await self.api.member(request)
        return await self._page(request, live)

    async def read_by_link(self, request: Request) -> Response:
        """The same, for whoever has a link to read."""
        return await self._page(request, await self._linked(request))

    async def story_markdown(self, request: Request) -> Response:
        """A whole branch as one file of Markdown: the same bytes while the story stays as it is."""
        live, _ = await self.api.member(request)
        return self._file(request, live, "md")

    async def story_text(self, request: Request) -> Response:
        """A whole branch as one file of plain text: the same bytes while the story stays as it is."""
        live, _ = await self.api.member(request)
        return self._file(request, live, "txt")

    async def markdown_by_link(self, request: Request) -> Response:
        """The same Markdown, for whoever has a link to read."""
        return self._file(request, await self._linked(request), "md")

    async def text_by_link(self, request: Request) -> Response:
        """The same plain text, for whoever has a link to read."""
        return self._file(request, await self._linked(request), "txt")

    async def _linked(self, request: Request) -> LiveRoom:
        """A story is counted as read where it begins."""
        link = await self.api.doors.open(request.path_params["token"], "read")
        if not request.query_params.get("cursor") and "if-none-match" not in request.headers:
            await self.api.doors.used(link)
        return await self.service.fresh(link.room_id)

    async def _page(self, request: Request, live: LiveRoom) -> Response:
        asked, room = query(request, StoryQuery), live.room
        passages = read_in(room.view, asked.branch)
        after = _place(asked.cursor)
        branch = room.view.branch if asked.branch is None else asked.branch
        tag = f'W/"{self.service.epoch.hex[:12]}-{room.seq}-{branch}-{after}"'
        headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "Cookie, Authorization"}
        if tag in [given.strip() for given in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=headers)
        rest = [p for p in passages if p.id > after]
        page = rest[:PER_PAGE]
        words = await store.words(self.service.pool, live.id, [p.version for p in page])
        response = answer(
            _page_of(room, branch, passages, page, words).model_copy(
                update={
                    "contents": () if after else await self._contents(live, passages),
                    "next": str(page[-1].id) if len(rest) > len(page) else None,
                }
            )
        )
        response.headers.update(headers)
        return response

    async def _contents(self, live: LiveRoom, passages: list[Passage]) -> tuple[Chapter, ...]:
        openings = await store.words(self.service.pool, live.id, [p.version for p in passages], 2 * OPENING)
        opens = {p.id: manuscript.chapter(openings.get(p.version, "")) for p in passages}
        chapters = tuple(Chapter(passage=passage, title=title) for passage, title in opens.items() if title)
        if chapters or len(passages) <= EVERY:
            return chapters
        return tuple(
            Chapter(passage=p.id, title=manuscript.first_words(openings.get(p.version, ""))) for p in passages[::EVERY]
        )

    def _file(self, request: Request, live: LiveRoom, form: str) -> Response:
        view = live.room.view
        media_type, head, write = WRITERS[form]
        passages = read_in(view, query(request, StoryQuery).branch)
        names = [author.name for author in _authors(view, _places(view, passages))]
        if any(p.author is None for p in passages):
            names.append(manuscript.coauthor_in(view.language))

        async def whole() -> AsyncIterator[str]:
            yield head(view.title, names, view.language, view.premise)
            for start in range(0, len(passages), PER_PAGE):
                page = passages[start : start + PER_PAGE]
                words = await store.words(self.service.pool, live.id, [p.version for p in page])
                yield "".join(f"\n{write(words.get(p.version, ''))}\n" for p in page)

        name = quote(f"{view.title.replace('/', '-')}.{form}", safe="")
        headers = {
            "cache-control": "no-store",
            "content-language": view.language,
            "content-disposition": f"attachment; filename*=UTF-8''{name}",
        }
        return StreamingResponse(whole(), media_type=media_type, headers=headers)

    async def story_tree(self, request: Request) -> Response:
        """Every passage of every branch, with its first words: what a map is drawn from."""
        live, _ = await self.api.member(request)
        view = live.room.view
        standing = [p.version for p in view.passages if p.status != "retracted"]
        openings = await store.words(self.service.pool, live.id, standing, OPENING)
        places = _places(view, view.passages)
        return answer(
            Tree(
                seq=view.seq,
                branch=view.branch,
                branches=view.branches,
                authors=_authors(view, places),
                passages=tuple(
                    Leaf(
                        id=p.id,
                        branch=p.branch,
                        author=places[p.author] if p.author else None,
                        status=p.status,
                        versions=len(p.versions),
                        reactions=sum(len(members) for members in p.reactions.values()),
                        notes=sum(note.status == "open" for note in p.notes),
                        opening=" ".join(openings.get(p.version, "").split()),
                    )
                    for p in view.passages
                ),
            )
        )


def read_in(view: RoomView, branch: int | None) -> list[Passage]:
    """The passages of a branch that are read, in their order.

    Raises:
        NoSuchBranch: there is none.
    """
    wanted = view.branch if branch is None else branch
    if wanted and all(known.id != wanted for known in view.branches):
        raise NoSuchBranch
    return told(view, wanted)


def _shown_by(passage: Passage) -> UUID | None:
    """Who wrote the version that is read: another one than the passage's author, where a suggestion was accepted."""
    return passage.authors[passage.versions.index(passage.version)] if passage.authors else passage.author


def _places(view: RoomView, passages: Iterable[Passage]) -> dict[UUID, int]:
    """Who wrote, in the order of their seats."""
    wrote = {writer for passage in passages for writer in (passage.author, _shown_by(passage))}
    return {member: place for place, member in enumerate(m for m in view.members if m in wrote)}


def _authors(view: RoomView, places: Iterable[UUID]) -> tuple[Author, ...]:
    return tuple(Author(name=view.members[m].name, colour=view.members[m].colour) for m in places)


def _page_of(room: Room, branch: int, passages: list[Passage], page: list[Passage], words: dict[int, str]) -> StoryPage:
    view = room.view
    places = _places(view, passages)
    return StoryPage(
        seq=room.seq,
        title=view.title,
        premise=view.premise,
        language=view.language,
        genre=view.genre,
        complete=view.complete,
        branch=branch,
        cover=newest(view.media, "cover"),
        authors=_authors(view, places),
        coauthor=any(p.author is None for p in passages),
        contents=(),
        passages=tuple(
            ReadPassage(
                id=p.id,
                author=places[p.author] if p.author else None,
                at=p.at,
                text=words.get(p.version, ""),
                plate=newest(p.media, "plate"),
            )
            for p in page
        ),
        next=None,
    )


def _place(cursor: str) -> int:
    """Raises:
    BadMessage: the cursor is none of ours.
    """
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 16):
        raise BadMessage(field="cursor", problem="is not one of this story")
    return int(cursor)
