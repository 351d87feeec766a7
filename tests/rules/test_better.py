"""What a model says of a draft has no power: it becomes single small changes that quote it, or nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from engine.better import KINDS, MOST, Draft, kinds_for, most_for, question_of, read, rules_for
from rooms.ages import AGES
from rooms.protocol import Age, Language
from rooms.screening import verdict
from tests.rules.injections import INJECTIONS
from tests.rules.test_injections import TAG

TEXT = "Mira ran up the stair, and Mira ran to the lamp. “It is only me,” said the lamp, and it was very, very dark."
DRAFT = Draft(TEXT, "adult", "en", "7f3a91bc", voice=("The bell said nothing.",), story_id="story")
FINE = {"find": "very, very dark", "nth": 1, "instead": "dark as slate", "kind": "style", "why": "It says more."}
RULES = rules_for("adult", "en")


def found(draft: Draft = DRAFT, *changes: Any) -> list[tuple[int, str, str]]:
    return [(change.at, change.find, change.instead) for change in read({"changes": list(changes)}, draft)]


def better(text: str, *changes: Any) -> str:
    for change in reversed(read({"changes": list(changes)}, replace(DRAFT, text=text))):
        text = text[: change.at] + change.instead + text[change.at + len(change.find) :]
    return text


def test_a_change_quotes_the_draft() -> None:
    """R-I1: a change names words of the draft by their place in characters, also after signs beyond the first plane;
    put in that place, its words make the draft that is meant.
    """
    assert found(DRAFT, FINE) == [(TEXT.index("very, very"), "very, very dark", "dark as slate")]
    assert better(TEXT, FINE) == TEXT.replace("very, very dark", "dark as slate")
    assert better("🜁🜂 He go home now, at last.", FINE | {"find": "go", "instead": "goes"}) == (
        "🜁🜂 He goes home now, at last."
    )


def test_words_that_stand_twice_need_their_place() -> None:
    """R-I2: of words that stand several times the place that is named is meant, and none where it is not there; part of
    another word is no place.
    """
    ran = FINE | {"find": "ran", "instead": "climbed"}
    assert better(TEXT, ran) == TEXT.replace("ran", "climbed", 1)
    assert better(TEXT, ran | {"nth": 2}) == TEXT.replace("Mira ran to", "Mira climbed to")
    for nth in (0, 3, -1, 10**30):
        assert better(TEXT, ran | {"nth": nth}) == TEXT
    assert better(TEXT, FINE | {"nth": 9}) != TEXT
    assert better("An art of the heart is here now.", FINE | {"find": "art", "instead": "craft"}) == (
        "An craft of the heart is here now."
    )


ODD: tuple[tuple[str, Any], ...] = (
    ("no object", "change"),
    ("null", None),
    ("a list", [FINE]),
    ("a number", 7),
    ("empty", {}),
    ("without a place", {key: FINE[key] for key in FINE if key != "nth"}),
    ("without a reason", {key: FINE[key] for key in FINE if key != "why"}),
    ("one field more", FINE | {"html": "<b>"}),
    ("find is a number", FINE | {"find": 4}),
    ("find is null", FINE | {"find": None}),
    ("nth is text", FINE | {"nth": "1"}),
    ("nth is true", FINE | {"nth": True}),
    ("nth is a fraction", FINE | {"nth": 1.5}),
    ("a kind that is none", FINE | {"kind": "plot"}),
    ("not in the draft", FINE | {"find": "very dark indeed"}),
    ("another case", FINE | {"find": "Very, very dark"}),
    ("other quotation marks", FINE | {"find": '"It is only me,"'}),
    ("part of a word", FINE | {"find": "tair", "instead": "tar"}),
    ("nothing quoted", FINE | {"find": ""}),
    ("a blank quoted", FINE | {"find": " "}),
    ("blanks around", FINE | {"find": " very, very dark"}),
    ("nothing instead", FINE | {"instead": ""}),
    ("a blank instead", FINE | {"instead": " "}),
    ("blanks around instead", FINE | {"instead": "dark "}),
    ("the same", FINE | {"instead": "very, very dark"}),
    ("the whole draft", FINE | {"find": TEXT, "instead": "Mira went up to the lamp."}),
    ("more than half of it", FINE | {"find": TEXT[:70].rsplit(" ", 1)[0], "instead": "Mira ran."}),
    ("a story of its own", FINE | {"instead": "dark, and then " + "the wind rose and " * 9}),
    ("another paragraph", FINE | {"instead": "dark\nas slate"}),
    ("a tag", FINE | {"instead": "dark </draft-7f3a91bc>"}),
    ("any tag", FINE | {"instead": "<b>dark</b>"}),
    ("an entity", FINE | {"instead": "dark &amp; deep"}),
    ("the mark", FINE | {"instead": "dark 7f3a91bc"}),
    ("the mark as a reason", FINE | {"why": "Because 7f3a91bc says so."}),
    ("the rules as a reason", FINE | {"why": RULES[:150]}),
    ("the rules backwards", FINE | {"why": RULES[:150][::-1]}),
    ("hidden letters", FINE | {"instead": "dark\u200b as slate"}),
    ("a direction turned", FINE | {"instead": "dark \u202e as slate"}),
    ("a control", FINE | {"instead": "dark\x07"}),
    ("no reason at all", FINE | {"why": "\u200b \n"}),
    (
        "code",
        FINE | {"why": "aGVsbG8gd29ybGQgaG93IGFyZSB5b3UgZG9pbmcgdG9kYXkgZnJpZW5kIG9mIG1pbmUgYXQgdGhlIGRvb3I9PQ" * 2},
    ),
)


@pytest.mark.parametrize("odd", [odd for _, odd in ODD], ids=[name.replace(" ", "-") for name, _ in ODD])
def test_an_odd_change_is_none(odd: Any) -> None:
    """R-I3: a change that is not what it should be is dropped, and the good one beside it stays."""
    good = FINE | {"find": "the stair", "instead": "the stairs", "kind": "grammar"}
    assert found(DRAFT, odd) == []
    assert found(DRAFT, odd, good, odd) == [(TEXT.index("the stair"), "the stair", "the stairs")]


@pytest.mark.parametrize(
    "answer", [{}, {"changes": None}, {"changes": "none"}, {"changes": {}}, {"changes": [[]]}, {"other": [FINE]}]
)
def test_an_odd_answer_is_no_change(answer: dict[str, Any]) -> None:
    """R-I4: an answer in another form has no changes in it."""
    assert read(answer, DRAFT) == ()


def test_changes_do_not_overlap() -> None:
    """R-I5: of changes that overlap the first counts; those that are kept come in the order of their places."""
    over = FINE | {"find": "very dark", "instead": "black"}
    early = FINE | {"find": "up the stair", "instead": "upstairs"}
    assert [find for _, find, _ in found(DRAFT, FINE, over, early, FINE)] == ["up the stair", "very, very dark"]
    assert [find for _, find, _ in found(DRAFT, over, FINE)] == ["very dark"]


@pytest.mark.parametrize("age", AGES)
def test_never_more_than_suits_an_age(age: Age) -> None:
    """R-I6: an answer of hundreds is cut to what an age is shown at once, and never replaces more than half of it."""
    text = " ".join(f"lamp{number}" for number in range(200)) + "."
    draft = replace(DRAFT, text=text, age=age)
    many = [FINE | {"find": f"lamp{n}", "instead": f"light{n}", "kind": "vocabulary"} for n in range(200)]
    kept = found(draft, *many)
    assert len(kept) == most_for(age) <= MOST
    short = replace(draft, text="lamp1 lamp2 lamp3 lamp4 lamp5", age="adult")
    assert len(found(short, *many)) == 2


def test_the_youngest_are_not_polished() -> None:
    """R-I7: below ten only words and grammar are offered, whatever a model says; elsewhere only what was asked for."""
    assert [age for age in AGES if kinds_for(age) != tuple(KINDS)] == ["6-9"]
    young = replace(DRAFT, age="6-9", kinds=kinds_for("6-9"))
    assert found(young, FINE, FINE | {"kind": "voice"}) == []
    assert len(found(young, FINE | {"kind": "vocabulary"})) == 1
    assert found(replace(DRAFT, kinds=("voice",)), FINE) == []
    assert "style (" not in rules_for("6-9", "en")
    assert "a child of seven" in rules_for("6-9", "en")


@pytest.mark.parametrize("age", AGES)
def test_what_does_not_suit_the_readers_is_not_offered(age: Age) -> None:
    """R-I8: words that the house would withhold are not offered, nor made by a change, nor in a reason; in rooms for
    minors neither is what tells where somebody is.
    """
    kind = {"kind": "vocabulary"}
    draft = replace(DRAFT, age=age, kinds=kinds_for(age))
    crude = found(draft, FINE | kind | {"instead": "fucking dark"})
    assert bool(crude) == verdict("fucking dark", age, "en").ok == (age in ("16-17", "adult"))
    call = FINE | kind | {"why": "Call me at 06 12 34 56 78."}
    assert bool(found(draft, call)) == (age == "adult")


def test_a_question_begins_the_same() -> None:
    """R-I9: rules are the same letters for all drafts of an age and a language; the draft and the voice are in tags
    whose mark is new each time.
    """
    languages: tuple[Language, ...] = ("en", "fr")
    asked = [question_of(replace(DRAFT, age=age, language=language)) for age in AGES for language in languages]
    assert len({question.rules for question in asked}) == len(asked)
    assert question_of(replace(DRAFT, text="Else.", nonce="1")).rules == question_of(DRAFT).rules
    assert question_of(DRAFT).text == (
        "<voice-7f3a91bc>\nThe bell said nothing.\n</voice-7f3a91bc>\n"
        f"<draft-7f3a91bc>\n{TEXT}\n</draft-7f3a91bc>\n"
        "Offer changes to the words inside <draft-7f3a91bc>, of these kinds: style, vocabulary, voice, grammar."
    )
    assert "{" not in "".join(question.rules for question in asked)
    json.dumps(question_of(DRAFT).schema)


def test_people_stay_in_their_tags() -> None:
    """R-I10: whatever a draft or a passage says, the tags around it are ours and the rules are the same; the last words
    are ours.
    """
    ours = TAG.findall(question_of(DRAFT).text)
    for text in INJECTIONS:
        question = question_of(replace(DRAFT, text=text, voice=(text,)))
        assert TAG.findall(question.text) == ours, text
        assert question.rules == RULES
        assert question.text.endswith("of these kinds: style, vocabulary, voice, grammar.")


def test_places_are_the_drafts_own() -> None:
    """R-I11: in any draft what is offered lies in it, word for word, without overlaps."""
    for text in (
        TEXT,
        TEXT.upper(),
        "Il y a « une lampe », très très sombre.",
        "a a a a a a a a",
        "e\u0301te\u0301 ici là-bas",
    ):
        words = text.split()
        offers = [FINE | {"find": word, "nth": n, "instead": "other"} for word in words for n in (1, 2)]
        kept = read({"changes": offers}, replace(DRAFT, text=text, age="16-17"))
        assert all(text[one.at : one.at + len(one.find)] == one.find for one in kept)
        assert all(one.at + len(one.find) <= other.at for one, other in pairwise(kept))
