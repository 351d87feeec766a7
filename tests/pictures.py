"""Orders for pictures, a desk that keeps what it is given, and pictures to answer with."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from PIL import Image

from engine import world
from rooms.protocol import Beat, Cast, Effect, Media, MediaFile, MediaKind, MediaRules, Member, Passage, RoomView, Rules
from tests.worlds import AMINA, START
from workers.making import Fetched, FileType, Order, Unmade

TEXT = (
    "Mira climbed the stairs of the lighthouse with the lamp oil under her arm. At the top, Old Tomas was asleep in "
    "his chair, and the lamp was talking to him."
)
EFFECTS = (
    Effect(op="add_person", name="Mira", value="a girl of twelve who mends clocks"),
    Effect(op="add_person", name="Old Tomas", value="the keeper of the light"),
    Effect(op="add_person", name="Ines", value="a smuggler"),
    Effect(op="add_place", name="lighthouse", value="white, with a green door, on a rock in the sea"),
    Effect(op="set_trait", name="Mira", value="her left hand is bandaged"),
)
BEAT = Beat(
    mood="wondrous",
    scene="The lamp room of the lighthouse, after midnight",
    present=("Mira", "Old Tomas"),
    effects=EFFECTS,
    summary="Mira brings the oil and hears the lamp speak.",
    picture="a girl on a winding stair looks up into a light that has a face",
)
CAST = (
    Cast(character=None, voice="warm"),
    Cast(character="Mira", look="short black hair, a yellow oilskin, round glasses"),
)


def view(rules: Rules | None = None, **more: Any) -> RoomView:
    passage = Passage(id=12, turn=3, author=AMINA, at=START, versions=(12,), version=12, picture=BEAT.picture)
    given: dict[str, Any] = {
        "id": UUID(int=12),
        "seq": 20,
        "title": "The Lamp That Answered",
        "premise": "A lighthouse keeper finds that the lamp answers back.",
        "language": "en",
        "genre": "mystery",
        "mode": "free",
        "rules": rules or Rules(),
        "host": AMINA,
        "members": {AMINA: Member(id=AMINA, name="Amina", colour=1, character="Mira")},
        "passages": (passage,),
        "cast": CAST,
    }
    return RoomView(**given | more)


def order(kind: MediaKind = "plate", seen: RoomView | None = None, beat: Beat | None = BEAT, **more: Any) -> Order:
    """``more``: of the media. Its text is that of what the kind is of."""
    seen = seen or view()
    of: dict[str, Any] = {"passage": 12, "version": 12} if kind == "plate" else {}
    media = Media(id=15, kind=kind, by=AMINA, at=START, state="working", attempt=1, **of | more)
    known = world.fold([(11, EFFECTS)])
    return Order(media, seen, TEXT if kind == "plate" else seen.premise, ("It was a quiet night.",), beat, known)


def orders() -> dict[str, Order]:
    """One of each kind, in several rooms."""
    children = Rules(age="6-9", tone="gentle", media=MediaRules(style="cartoon", palette="bright"))
    return {
        "picture-plate": order(wish="Show the lamp <b>smiling</b> & the sea."),
        "picture-plate-bare": order(seen=view(passages=(), members={}, cast=(), genre="everyday"), beat=None),
        "picture-cover": order("cover", view(children, title="La lampe qui répondait", language="fr")),
        "picture-portrait": order("portrait", character="Old Tomas", wish="in his chair"),
    }


@dataclass
class Bench:
    """A desk of memory: what was kept, what was said, and providers that are asked at most twice for one thing."""

    files: dict[UUID, bytes] = field(default_factory=dict)
    kept: list[MediaFile] = field(default_factory=list)
    percents: list[int] = field(default_factory=list)
    answers: dict[str, Fetched] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    broke: bool = False
    """The budget is spent."""

    async def progress(self, percent: int) -> None:
        self.percents.append(percent)

    async def once(
        self,
        request: Mapping[str, object],
        call: Callable[[], Awaitable[Fetched]],
        estimate: Decimal | None = None,
        part: str = "",
    ) -> Fetched:
        key = repr(sorted(request.items()))
        if key in self.answers:
            return self.answers[key]
        if self.broke and estimate != 0:
            raise Unmade("budget")
        if self.asked.get(key, 0) == 2:
            raise Unmade("unreachable")
        self.asked[key] = self.asked.get(key, 0) + 1
        self.answers[key] = await call()
        return self.answers[key]

    async def keep(self, content: bytes, type: FileType, width: int = 0, height: int = 0) -> MediaFile:
        file = MediaFile(
            id=UUID(bytes=hashlib.sha256(content).digest()[:16]),
            type=type, bytes=len(content), width=width, height=height,
        )  # fmt: skip
        self.files[file.id] = content
        self.kept.append(file)
        return file

    async def source(self, file: UUID) -> bytes:
        raise Unmade("unreadable")


@dataclass(frozen=True)
class Sketch:
    image: Image.Image
    alt: str


def sketch(of: Order) -> Sketch:
    """The house's own hand, quickly."""
    return Sketch(painting(600, 400), f"A sketch for {of.media.kind}")


def painting(width: int = 1536, height: int = 1024) -> Image.Image:
    """Something with shapes in it: a light that fades, left to right and top to bottom."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, Image.new("L", (width, height), 90)))


def file_of(picture: Image.Image, format: str = "PNG", **how: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, format, **how)
    return made.getvalue()
