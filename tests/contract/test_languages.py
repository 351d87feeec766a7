"""Languages at the seam: who is asked for a story in which one, and what comes of it where nobody speaks it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from engine.coauthor import Attempt, Coauthor
from engine.improv.passage import compose
from engine.llm import Brief, Ending, Piece, ProviderFault, Words
from engine.llm_improv import Improv
from engine.telling import Telling
from rooms.settings import Settings
from server.coauthor.reaching import coauthor_of, languages_of
from tests.contract.test_coauthor import BRISK, Fake, heard_of
from tests.wires.reached import BRIEF, KEY, provider, text_of
from tests.wires.server import Wire
from tests.wires.speech import SPEECHES, whole

GERMAN: Brief = replace(BRIEF, language="de")
SAID = ("Der ", "Turm ", "summt.")


async def test_only_who_speaks_it_is_asked() -> None:
    """C226: For a story in German improv is passed over wherever it stands, and a model is asked; for one in the
    English of Australia improv is asked like for any in English.
    """
    async with Wire(whole(SPEECHES["openai"], SAID)) as wire:
        told: list[Attempt] = []
        coauthor = Coauthor([Improv(5_000), provider("openai", wire.address, BRISK)], BRISK, told.append)
        heard, fault = await heard_of(coauthor, GERMAN)
        assert (text_of(heard), fault) == ("".join(SAID), None)
        first = coauthor.asked_first("de")
        assert first is not None
        assert first.name == "openai"
        heard, fault = await heard_of(coauthor, replace(BRIEF, language="en-AU"))
        assert isinstance(heard[-1], Ending)
        assert [attempt.provider for attempt in told] == ["openai", "improv"]
        await coauthor.aclose()


async def test_nobody_speaks_it() -> None:
    """C227: Where nobody speaks a language nobody is asked: there is no attempt, no word, and the telling failed; with
    an empty purse the reason is the purse.
    """
    told: list[Attempt] = []
    coauthor = Coauthor([Improv(5_000)], BRISK, told.append)
    telling = Telling(coauthor, GERMAN)
    assert [text async for text in telling.words()] == []
    assert (telling.outcome, telling.choices, told) == ("failed", (), [])
    assert coauthor.asked_first("de") is None
    for paid, family in ((True, "unspoken"), (False, "unpaid")):
        with pytest.raises(ProviderFault) as caught:
            async for _ in coauthor.write(GERMAN, paid=paid):
                pass
        assert caught.value.family == family


async def test_a_model_in_another_language_has_no_borrowed_choices() -> None:
    """C228: A model's passage without a record has improv's ways on in a language that improv speaks, and in others
    none.
    """

    async def unrecorded() -> AsyncGenerator[Piece, None]:
        yield Words("".join(SAID))
        yield Ending("done")

    for brief, offered in ((BRIEF, True), (GERMAN, False)):
        telling = Telling(Coauthor([Fake("model", unrecorded)], BRISK), brief)
        said = "".join([text async for text in telling.words()])
        assert (said, telling.outcome, bool(telling.choices)) == ("".join(SAID), "complete", offered)
    with pytest.raises(ValueError, match="does not speak"):
        compose(GERMAN)


async def test_a_house_says_which_languages_it_writes() -> None:
    """C229: A house with improv alone writes in its own languages, one with a model in any; both say so."""
    assert languages_of(Settings()) == ("en", "fr")
    keyed = Settings.model_validate({"coauthor": "openai,improv", "openai_key": KEY})
    assert languages_of(keyed) == ()
    coauthor = coauthor_of(keyed)
    assert coauthor.moderates
    assert not coauthor_of(Settings()).moderates
    await coauthor.aclose()
