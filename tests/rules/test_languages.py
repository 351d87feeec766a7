"""Given a story in any language, when it is written in, checked and told of: what the house knows and does not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from uuid import uuid4, uuid5

import pytest
from pydantic import ValidationError

from engine.gate import Gate, Withheld
from engine.llm import Ending, Piece, Words
from engine.rules import rules_of
from rooms.errors import LanguageNotChecked, NotFitting
from rooms.moderation import so_far
from rooms.protocol import (
    Age,
    CreateRoom,
    DescribeStory,
    JoinRoom,
    PostChat,
    Rules,
    SetRules,
    SubmitTurn,
    TightenRules,
    own_language,
)
from rooms.screening.lists import table_of
from server.stories.manuscript import coauthor_in
from tests.worlds import AMINA, MAREK, SPACE, World

KNOWN_TAGS = {
    "en": "en", "FR": "fr", "pt-br": "pt-BR", "zh-hANT": "zh-Hant", "zh-hans-cn": "zh-Hans-CN", "es-419": "es-419",
    "ca-VALENCIA": "ca-valencia", "de-1996": "de-1996", "gsw": "gsw",
}  # fmt: skip


def begun(language: str, age: Age = "adult", moderated: bool = False, people: int = 1) -> World:
    world = World(moderated=moderated)
    world.do(
        AMINA, CreateRoom, room=uuid5(SPACE, "room"), title="Das Meer", premise="Das Meer ist fort.",
        language=language, genre="fantasy", mode="free", rules=Rules(age=age), host_name="Amina",
    )  # fmt: skip
    if people > 1:
        world.do(MAREK, JoinRoom, as_name="Marek")
    world.here = {AMINA, MAREK} if people > 1 else {AMINA}
    return world


def test_a_language_is_a_short_tag() -> None:
    """R-L1: a story's language is a BCP 47 tag of at most 16 characters, kept as the standard writes it; what is none
    is no language.
    """
    for given, kept in KNOWN_TAGS.items():
        command = DescribeStory(op=uuid4(), language=given, genre="mystery")
        assert command.language == kept
        assert DescribeStory(op=uuid4(), language=kept, genre="mystery").language == kept
    for wrong in ("", "e", "english!", "en_GB", "deutsch", "x-elvish", "de-", "de\n", "zh-Hans-CN-valencia", "en-a-bc"):
        with pytest.raises(ValidationError):
            DescribeStory(op=uuid4(), language=wrong, genre="mystery")


def test_a_country_does_not_make_another_language() -> None:
    """R-L2: what the house knows of French counts for the French of Canada; of German it knows nothing."""
    tags = ("en", "en-AU", "fr", "fr-CA", "de", "fro", "es-419")
    assert [own_language(tag) for tag in tags] == ["en", "en", "fr", "fr", None, None, None]
    assert [coauthor_in(tag) for tag in ("en", "fr-CA", "de")] == ["the co-author", "le coauteur", "the co-author"]


def test_each_language_has_one_frozen_text() -> None:
    """R-L3: a model is told to write in the language of the tag with its own typography, in one text for each band and
    language; those of English and French are as they were kept.
    """
    german = rules_of("adult", "de")
    assert german is rules_of("adult", "de")
    assert "BCP 47 tag is de," in german
    assert "guillemets" not in german
    assert german.replace("tag is de,", "tag is pt-BR,") == rules_of("adult", "pt-BR")
    assert "guillemets" in rules_of("6-9", "fr-CA")
    assert "fr-CA" in rules_of("6-9", "fr-CA")


def test_unknown_languages_meet_all_lists() -> None:
    """R-L4: in a language without a list the words of all lists are withheld that are bad in each; however many tags
    there are, its tables are read once.
    """
    assert table_of("adult", "de") is table_of("adult", "pt-BR") is not table_of("adult", "en")
    assert table_of("6-9", "fr-CA") is table_of("6-9", "fr")
    everywhere = {entry.words for entry in table_of("6-9", "en").entries}
    everywhere &= {entry.words for entry in table_of("6-9", "fr").entries}
    assert {entry.words for entry in table_of("6-9", "de").entries} == everywhere


def test_a_band_needs_somebody_who_can_read_it() -> None:
    """R-L5: below adult a story begins in a language of the lists, or where a provider judges; among adults in any."""
    assert begun("de").view.language == "de"
    assert begun("fr-CA", "6-9").view.rules.age == "6-9"
    with pytest.raises(LanguageNotChecked):
        begun("de", "16-17")
    world = begun("de", "6-9", moderated=True)
    world.do(AMINA, PostChat, text="Der Leuchtturm summt.")
    with pytest.raises(NotFitting):
        world.do(AMINA, PostChat, text="Fuck.")


def test_a_change_of_language_is_refused_where_nobody_could_read_on() -> None:
    """R-L6: a story for children is not moved to a language that nobody can check, and one in such a language does not
    become one for children, not even where a provider judges what is said from now on.
    """
    world = begun("en", "10-12")
    with pytest.raises(LanguageNotChecked):
        world.do(AMINA, DescribeStory, language="de", genre="fantasy")
    world.do(AMINA, DescribeStory, language="fr", genre="fantasy")
    assert world.view.language == "fr"
    for moderated in (False, True):
        german = begun("de", moderated=moderated)
        german.write(AMINA, "Das Meer kam nicht zurück.")
        with pytest.raises(LanguageNotChecked):
            german.do(AMINA, TightenRules, rules=Rules(age="13-15"), read=german.view.seq)
        assert german.view.rules.age == "adult"


def test_a_house_that_lost_its_judge_is_silent() -> None:
    """R-L7: where nobody can check a children's story any more nothing is said in it; its host leads it to a language
    that the house knows, and it goes on.
    """
    world = begun("de", "6-9", moderated=True, people=2)
    world.moderated = False
    for kind, words in ((PostChat, {"text": "Hallo."}), (SubmitTurn, {"text": "Es regnet.", "turn": 1})):
        with pytest.raises(LanguageNotChecked):
            world.do(MAREK, kind, **words)
    with pytest.raises(LanguageNotChecked):
        world.do(AMINA, SetRules, rules=Rules(age="6-9", lobby=True))
    world.do(AMINA, DescribeStory, language="en", genre="fantasy")
    world.do(MAREK, PostChat, text="Hello.")
    world.do(MAREK, SubmitTurn, text="It rains.", turn=world.view.turn.number)
    assert world.told()[-1][1].startswith("It rains")


def test_drafts_of_children_are_not_shown_unread() -> None:
    """R-L8: no letter of a draft is shown to children in a language that the table does not know; adults see all."""
    for language, age, shown in (("de", "6-9", ""), ("de", "adult", "Der Turm su"), ("en", "6-9", "Der Turm")):
        room = begun(language, age, moderated=True).room  # type: ignore[arg-type]
        assert room is not None
        assert so_far("Der Turm su", room).rstrip() == shown


@pytest.mark.parametrize(("age", "passes"), [("6-9", False), ("adult", True)])
def test_the_gate_fails_closed(age: Age, passes: bool) -> None:
    """R-L9: what the co-author writes for children in a language that nobody here can check is not shown."""

    async def written() -> AsyncGenerator[Piece, None]:
        yield Words("Der Turm summt. ")
        yield Words("Es regnet.")
        yield Ending("done")

    async def heard() -> str:
        said = ""
        async with aclosing(Gate(age, "de").through(written())) as pieces:
            async for piece in pieces:
                said += piece.text if isinstance(piece, Words) else ""
        return said

    if passes:
        assert asyncio.run(heard()) == "Der Turm summt. Es regnet."
    else:
        with pytest.raises(Withheld, match="silence"):
            asyncio.run(heard())
