"""The maker of plates, covers and portraits: by the first provider that can be reached, else by the house itself."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import structlog
from PIL import Image

from engine.models import Models, read_models
from engine.outside import checked_url
from rooms.ages import BANDS
from rooms.media import DRAWN
from rooms.protocol import Made, RoomView
from rooms.settings import Settings
from workers.making import Desk, Order, Unmade
from workers.pictures.asking import alt_of, asked
from workers.pictures.encode import Encoded, checked, encoded
from workers.pictures.painting import Judge, Painter

log = structlog.get_logger()
LOOKED_AT = 960
"""The width in which a picture is judged: enough to see everything in it."""
MOST_ALT = 400


class Drawing(Protocol):
    """What the house drew, and what is on it."""

    @property
    def image(self) -> Image.Image: ...
    @property
    def alt(self) -> str: ...


Draw = Callable[[Order], Drawing]
"""Uses the processor; called beside the loop."""


class Pictures:
    """
    Args:
        painter: the provider; None: there is none.
        judge: sees whether a picture may be shown to minors; without it they are shown what the house draws.
        draw: the house's own hand, in the place of a provider that is away, would not, or costs too much. None: the
            operator does not want it.
    """

    def __init__(self, painter: Painter | None, judge: Judge | None, draw: Draw | None) -> None:
        self._painter = painter
        self._judge = judge
        self._draw = draw

    async def make(self, order: Order, desk: Desk) -> Made:
        """
        Raises:
            Unmade: nobody can make it, or not now.
        """
        await desk.progress(5)
        if self._painter is not None:
            try:
                return await self._painted(self._painter, order, desk)
            except Unmade as unmade:
                if unmade.again is not None or self._draw is None:
                    raise
                log.info("picture.drawn_instead", kind=order.media.kind, why=unmade.why)
        if self._draw is None:
            raise Unmade("unavailable")
        return await self._drawn(self._draw, order, desk)

    async def _painted(self, painter: Painter, order: Order, desk: Desk) -> Made:
        """By a provider. What it answered is paid for and kept, also for the attempt after this one."""
        minors = BANDS[order.view.rules.age].minors
        if minors and self._judge is None:
            raise Unmade("withheld")
        request = painter.request(asked(order), order.media.kind, str(order.view.id))
        about = {"picture": painter.name, "take": order.media.take, **request}
        answer = await desk.once(about, lambda: painter.paint(request), painter.estimate(request))
        await desk.progress(70)
        made = await asyncio.to_thread(lambda: encoded(checked(answer.content)))
        if minors and self._judge is not None:
            await self._judged(self._judge, made, order.view, desk)
        return await _kept(made, desk, alt_of(order, answer.model), answer.provider, answer.model)

    async def _judged(self, judge: Judge, made: Encoded, view: RoomView, desk: Desk) -> None:
        """
        Raises:
            Unmade: it may not be shown, or nobody knows (P12).
        """
        webp = next((size.content for size in made.sizes if size.width >= LOOKED_AT), made.sizes[-1].content)
        about = {"judge": judge.model, "picture": hashlib.sha256(webp).hexdigest()}
        verdict = await desk.once(about, lambda: judge.judge(webp), Decimal())
        if not judge.fit(verdict.content, BANDS[view.rules.age].thresholds):
            raise Unmade("withheld")

    async def _drawn(self, draw: Draw, order: Order, desk: Desk) -> Made:
        drawing = await asyncio.to_thread(draw, order)
        await desk.progress(60)
        made = await asyncio.to_thread(lambda: encoded(drawing.image.convert("RGB")))
        return await _kept(made, desk, drawing.alt, DRAWN, "")

    async def aclose(self) -> None:
        """Give its connections back."""
        for one in (self._painter, self._judge):
            if one is not None:
                await one.aclose()


async def _kept(made: Encoded, desk: Desk, alt: str, provider: str, model: str) -> Made:
    await desk.progress(90)
    files = [await desk.keep(size.content, "image/webp", size.width, size.height) for size in made.sizes]
    return Made(files=tuple(files), alt=alt[:MOST_ALT], colours=made.colours, provider=provider, model=model)


def _openai(settings: Settings) -> Painter | None:
    models, key = _models(settings), settings.openai_key.get_secret_value()
    if not key or not models.openai.image:
        return None
    from workers.pictures.openai import OpenAI

    url = _checked("ROUNDTALE_OPENAI_URL", settings.openai_url)
    return OpenAI(key, url, models, settings.pictures_quality, settings.pictures_seconds)


def _compatible(settings: Settings) -> Painter | None:
    url = _checked("ROUNDTALE_PICTURES_URL", settings.pictures_url)
    if not url:
        return None
    from workers.pictures.compatible import Compatible

    key, seconds = settings.pictures_key.get_secret_value(), settings.pictures_seconds
    return Compatible(url, key, settings.pictures_model, seconds)


PAINTERS: Mapping[str, Callable[[Settings], Painter | None]] = {"openai": _openai, "compatible": _compatible}
"""By the names of the setting; None where there is no key or no address. An SDK is imported where there is one."""


def judge_of(settings: Settings) -> Judge | None:
    key = settings.openai_key.get_secret_value()
    if not key:
        return None
    from workers.pictures.openai import OpenAIJudge

    return OpenAIJudge(key, _checked("ROUNDTALE_OPENAI_URL", settings.openai_url))


def _models(settings: Settings) -> Models:
    try:
        return read_models(Path(settings.models) if settings.models else None)
    except ValueError as error:
        raise ValueError(f"ROUNDTALE_MODELS: {error}") from None


def _checked(variable: str, url: str) -> str:
    try:
        return checked_url(url) if url else ""
    except ValueError as error:
        raise ValueError(f"{variable}: {error}") from None


def pictures_of(settings: Settings, draw: Draw | None) -> Pictures:
    """The maker that the settings ask for: the first painter that can be reached, and who steps in.

    Args:
        draw: the house's own hand.

    Raises:
        ValueError: a setting of pictures is wrong; says which, and why.
    """
    names = settings.pictures
    if unknown := [name for name in names if name not in (*PAINTERS, DRAWN)]:
        known = ", ".join((*PAINTERS, DRAWN))
        raise ValueError(f"ROUNDTALE_PICTURES: there is no provider {unknown[0]}; there are {known}")
    before = names[: names.index(DRAWN)] if DRAWN in names else names
    painter = next(filter(None, (PAINTERS[name](settings) for name in before)), None)
    return Pictures(painter, judge_of(settings) if painter else None, draw if DRAWN in names else None)
