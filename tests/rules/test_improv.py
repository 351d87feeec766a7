"""The offline co-author, measured over whole stories."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import get_args

import pytest

from engine.improv.passage import Passage, compose
from engine.improv.tongue import pools
from engine.llm import Brief, Ending, Line, Piece, Words
from engine.llm_improv import Improv
from rooms.protocol import LANGUAGES, Genre, OwnLanguage

GENRES: tuple[Genre, ...] = get_args(Genre)
EVERY = [(language, genre) for language in LANGUAGES for genre in GENRES]

PREMISES: dict[OwnLanguage, str] = {
    "en": "Mira finds a brass key under the floor of the lighthouse, and it is still warm.",
    "fr": "Élodie trouve une clé de cuivre sous le plancher du phare, et elle est encore chaude.",
}
PEOPLE_WRITE: dict[OwnLanguage, tuple[str, ...]] = {
    "en": (
        "“Who is there?” she asked, and the old door opened by itself.",
        "Then Tomas came up the stairs with a lantern. He had run all the way from the harbour.",
        "They heard a bell under the water, and the whole tower began to hum.",
        "“We should wake the captain,” said Tomas. He dropped the lantern, and it did not break.",
        "A fox sat on the step. It carried a letter with no name on it.",
        "Mira opened the letter, and the light went out all over the harbour.",
    ),
    "fr": (
        "« Qui est là ? » demanda-t-elle, et la vieille porte s'ouvrit toute seule.",
        "Alors Tomas monta l'escalier avec une lanterne. Il avait couru depuis le port.",
        "Ils entendirent une cloche sous l'eau, et la tour se mit à bourdonner.",
        "« Il faut réveiller le capitaine », dit Tomas. Il lâcha la lanterne, et elle ne se brisa pas.",
        "Un renard attendait sur la marche. Il portait une lettre sans nom.",
        "Élodie ouvrit la lettre, et la lumière s'éteignit sur tout le port.",
    ),
}
NAMES = ["Zorblax", "Élodie", "Jean-Luc", "O'Brien", "N’Golo", "Þórdís", "Zoë", "D'Artagnan", "Anh Thư", "Ildikó"]
BRINGS: dict[OwnLanguage, tuple[str, ...]] = {
    "en": (
        "Down the path came {name}, humming.",
        "{name} opened the window and laughed. Nobody had seen {name} before.",
        "“Have you met my friend {name}?” asked the baker.",
        "It was then that the letter from {name} arrived.",
    ),
    "fr": (
        "Par le sentier arriva {name}, en chantant.",
        "{name} ouvrit la fenêtre et rit. Personne ne connaissait encore {name}.",
        "« Connaissez-vous mon amie {name} ? » demanda le boulanger.",
        "C'est alors qu'arriva la lettre que {name} avait écrite.",
    ),
}


def brief(language: OwnLanguage = "en", genre: Genre = "fantasy", seed: int = 0, **more: object) -> Brief:
    fields = {"title": "A story", "premise": PREMISES[language], "lines": (), "people": ("Ana", "Ben")} | more
    return Brief(language=language, genre=genre, seed=seed, **fields)  # type: ignore[arg-type]


def story(language: OwnLanguage, genre: Genre, seed: int, turns: int) -> Iterator[tuple[Brief, Passage]]:
    """Turn by turn, the co-author and the people alternating."""
    lines: tuple[Line, ...] = ()
    for turn in range(turns):
        now = brief(language, genre, seed * 1000 + turn, lines=lines)
        passage = compose(now)
        yield now, passage
        theirs = PEOPLE_WRITE[language][turn % len(PEOPLE_WRITE[language])]
        lines += (Line(None, passage.text), Line("Ana", theirs))


def plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[’'\-][^\W_]+)*", text.casefold())


def sentences(text: str) -> list[str]:
    return [" ".join(plain_words(part)) for part in re.split(r"[.!?…]+", text) if plain_words(part)]


def long_sentences(text: str) -> set[str]:
    return {sentence for sentence in sentences(text) if len(sentence.split()) > 6}


def mistakes(text: str, language: OwnLanguage) -> list[str]:
    """What a proofreader would mark."""
    wrong = {
        "an unfilled slot": r"[{}<>\[\]|]",
        "a doubled space": r"\s{2,}",
        "a doubled word": r"\b(\w+) \1\b",
        "a space before a comma": r" [,.]",
        "doubled punctuation": r"[,;:]\s*[,;:.]|(?<!\.)\.\.(?!\.)",
        "a small letter after a full stop": r"[.!?]”? [a-zà-þ]" if language == "en" else r"[.!?](?: »)? [a-zà-þ]",
        "a straight quote": '"',
    }
    english = {
        "a for an": r"\ba (?!one)[aeio]\w",
        "an for a": r"\ban [^aeiouh\W]",
        "a wrong person": r"\bI (?:is|has|goes)\b",
    }
    french = {
        "a missing elision": r"\b(?:le|la|de|que|ne|se|je|me|te|jusque) [aeiouyéèêàâîôœ](?!n[sz]e|ui|uistiti|aourt)",
        "a missing contraction": r"\b(?:de le|de les|à le|à les) (?!\w+(?:er|ir|re)\b)",
        "loose punctuation": r"(?:^|[^ \u202f])[!?]| [»:;!?]|« ",
        "an unbound quote": r"«(?!\u00a0)|(?<!\u00a0)»",
        "oe": r"\b(?:coeur|oeil|oeuf|soeur|voeu)",
    }
    wrong |= english if language == "en" else french
    return [f"{what}: {found.group()!r}" for what, sign in wrong.items() if (found := re.search(sign, text))]


@pytest.mark.parametrize(("language", "genre"), EVERY)
def test_ten_runs_share_no_sentence_of_more_than_six_words(language: OwnLanguage, genre: Genre) -> None:
    runs = [long_sentences(compose(brief(language, genre, seed)).text) for seed in range(10)]
    assert all(runs)
    assert [one & other for one, other in combinations(runs, 2) if one & other] == []


@pytest.mark.parametrize(("language", "genre"), EVERY)
def test_ten_whole_stories_share_no_sentence_of_more_than_six_words(language: OwnLanguage, genre: Genre) -> None:
    runs = [
        set().union(*(long_sentences(passage.text) for _, passage in story(language, genre, seed, 3)))
        for seed in range(10)
    ]
    assert [one & other for one, other in combinations(runs, 2) if one & other] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_a_person_brings_in_returns_within_three_passages(language: OwnLanguage, name: str) -> None:
    for seed in range(50):
        lines: tuple[Line, ...] = (Line("Ana", BRINGS[language][seed % 4].format(name=name)),)
        for turn in range(3):
            passage = compose(brief(language, GENRES[seed % 6], seed, lines=lines))
            lines += (Line(None, passage.text), Line("Ben", PEOPLE_WRITE[language][turn + 1]))
        assert any(name in line.text for line in lines if line.author is None), (seed, lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_company_returns_within_three_passages(language: OwnLanguage) -> None:
    company = ["Anna", "Bertil", "Carla", "Dorothée", "Emil", "Fritz", "Greta"]
    brought = Line(
        "Ana", f"{', '.join(company)}" + {"en": " came in, singing.", "fr": " entrèrent en chantant."}[language]
    )
    for seed in range(20):
        lines: tuple[Line, ...] = (brought,)
        for _ in range(3):
            lines += (Line(None, compose(brief(language, "adventure", seed, lines=lines)).text), Line("Ben", "…"))
        told = " ".join(line.text for line in lines if line.author is None)
        assert [name for name in company if name not in told] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_in_the_premise_returns_too(language: OwnLanguage) -> None:
    for seed in range(50):
        told = "".join(passage.text for _, passage in story(language, "mystery", seed, 3))
        assert ("Mira" if language == "en" else "Élodie") in told


@pytest.mark.parametrize(("language", "genre"), EVERY)
def test_twelve_passages_read_as_written_by_a_careful_hand(language: OwnLanguage, genre: Genre) -> None:
    for seed in range(8):
        told: list[str] = []
        for _, passage in story(language, genre, seed, 12):
            assert 50 <= len(plain_words(passage.text)) <= 130, passage.text
            assert passage.text.rstrip("\u00a0»”")[-1] in ".!?…", passage.text
            assert passage.text == passage.text.strip()
            for text in (passage.text, *passage.choices):
                assert mistakes(text, language) == [], text
            own = sentences(passage.text)
            assert len(own) == len(set(own)), passage.text
            assert not set(own) & set(told), passage.text
            told += own


@pytest.mark.parametrize(("language", "genre"), EVERY)
def test_it_never_repeats_a_writers_sentence(language: OwnLanguage, genre: Genre) -> None:
    theirs = set().union(*(long_sentences(text) for text in (PREMISES[language], *PEOPLE_WRITE[language])))
    for seed in range(10):
        own = set().union(*(long_sentences(passage.text) for _, passage in story(language, genre, seed, 6)))
        assert own
        assert not own & theirs


@pytest.mark.parametrize(("language", "genre"), EVERY)
def test_it_offers_two_to_four_short_and_different_ways_on(language: OwnLanguage, genre: Genre) -> None:
    for seed in range(10):
        for _, passage in story(language, genre, seed, 6):
            assert 2 <= len(passage.choices) <= 4
            assert len(set(passage.choices)) == len(passage.choices)
            for choice in passage.choices:
                assert 3 <= len(choice.split()) <= 14, choice
                assert choice.endswith("."), choice


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_brief_gives_the_same_passage_and_another_seed_another(language: OwnLanguage) -> None:
    assert compose(brief(language, seed=3)) == compose(brief(language, seed=3))
    assert compose(brief(language, seed=3)) != compose(brief(language, seed=4))


@pytest.mark.parametrize("language", LANGUAGES)
def test_asked_again_it_writes_something_else(language: OwnLanguage) -> None:
    versions: tuple[str, ...] = ()
    for _ in range(6):
        text = compose(brief(language, seed=3, versions=versions)).text
        before = set().union(set(), *(long_sentences(version) for version in versions))
        assert not long_sentences(text) & before
        versions += (text,)


@pytest.mark.parametrize(
    ("language", "hint", "word"),
    [
        ("en", "let them find a red boat", "red boat"),
        ("en", "more thunder", "thunder"),
        ("en", "bring in Orsolya", "Orsolya"),
        ("fr", "qu'ils trouvent une barque", "barque"),
        ("fr", "plus de tonnerre", "tonnerre"),
        ("fr", "faire entrer Orsolya", "Orsolya"),
    ],
)
def test_it_weaves_in_the_words_of_a_hint(language: OwnLanguage, hint: str, word: str) -> None:
    for seed in range(20):
        assert word.casefold() in compose(brief(language, seed=seed, hint=hint)).text.casefold()


@pytest.mark.parametrize(
    ("language", "past", "present"),
    [
        (
            "en",
            "Mira opened the box and looked inside. It was empty.",
            "Mira opens the box and looks inside. It is empty.",
        ),
        ("fr", "Mira ouvrit la boîte et regarda dedans.", "Mira ouvre la boîte et regarde dedans. Elle est vide."),
    ],
)
def test_it_keeps_the_tense_of_the_story(language: OwnLanguage, past: str, present: str) -> None:
    now = {"en": r"\b(?:says|whispers|seems|smells|answers)\b", "fr": r"\b(?:murmure|semble|répond|pose|ajoute)\b"}
    then = {"en": r"\b(?:said|whispered|seemed|smelled|came)\b", "fr": r"\b(?:murmura|sembla|répondit|posa|prit)\b"}
    for seed in range(20):
        before = narrated(compose(brief(language, seed=seed, premise=past)).text)
        after = narrated(compose(brief(language, seed=seed, premise=present)).text)
        assert not re.search(now[language], before), before
        assert not re.search(then[language], after), after


def narrated(text: str) -> str:
    return re.sub(r"[“«][^”»]*[”»]", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_answers_an_open_question_aloud(language: OwnLanguage) -> None:
    asked = Line(
        "Ana", "“Where does the stair go?” said Tomas." if language == "en" else "« Où mène l'escalier ? » dit Tomas."
    )
    openings = [place.partition("{")[0].strip()[:12] for place in pools(language, "mystery")["ASK_WHERE"]]
    for seed in range(20):
        text = compose(brief(language, "mystery", seed, lines=(asked,))).text
        assert any(opening in text.replace(" du ", " de ") for opening in openings), text


PARTS: dict[OwnLanguage, str] = {
    "en": "Mira held the brass key up to the light, and for a moment the whole tower seemed to",
    "fr": "Élodie leva la clé de cuivre vers la lumière, et un instant toute la tour parut",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_goes_on_in_mid_sentence_wherever_it_was_stopped(language: OwnLanguage) -> None:
    whole = compose(brief(language, seed=5)).text
    cuts = [match.start() for match in re.finditer(r" ", whole)] + [len(whole)]
    for part in [PARTS[language], *(whole[:cut] for cut in cuts)]:
        more = compose(brief(language, seed=6, partial=part)).text
        joined = part + more
        assert more[:1] in " ,…"
        assert mistakes(joined, language) == [], joined
        assert joined.count("“") == joined.count("”"), joined
        assert joined.count("«") == joined.count("»"), joined
        assert 50 <= len(plain_words(joined)) <= 135, joined
        assert joined.rstrip("\u00a0»”")[-1] in ".!?…", joined


ODD = [
    "", " ", "\n\n", "…", "?!?!", "🦊🌙✨", "«", "“", "{focus} <a|b> [c|d]", "THE LIGHTS WENT OUT AND NOBODY SCREAMED",
    "كان يا ما كان في قديم الزمان", "むかしむかしあるところに", "a" * 16_000, "Zorblax " * 2_000,
    "the the the the", "l'", "D'", "“" * 16_000, "and then " * 1_700 + "\n" + "?", "Nobody. " * 2_000,
    "L’Étoile. d'Élodie. l’Ogre, l'œuf", "The Great Adventure Of Old Tom And His Very Best Friend Sue",
    "Mira said « bonjour » and “hello", "%s %d {} {0} \\n <script>", "O'", "I", "Je", "You are the key.",
    "The. The? The!",
    "Anna, Bob, Carl, Dora, Emil, Fritz, Greta, Hanna, Ivo and Jana came in.", "x'" * 500, "Mr. Fox met Dr. No.",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_story_is_too_odd_for_it(language: OwnLanguage) -> None:
    for seed in range(60):
        rng = Random(seed)
        lines = tuple(Line(rng.choice(["Ana", None]), rng.choice(ODD)) for _ in range(rng.randrange(12)))
        odd = brief(
            language, GENRES[seed % 6], seed, premise=rng.choice(ODD), lines=lines, title=rng.choice(ODD),
            hint=rng.choice(ODD)[:300], partial=rng.choice(["", "", rng.choice(ODD)]), versions=(rng.choice(ODD),),
        )  # fmt: skip
        passage = compose(odd)
        assert passage.text.strip()
        assert 2 <= len(passage.choices) <= 4
        assert not re.search(r"\{(?:[A-Z_]+|focus|other|thing|place|names|hint)\}", passage.text)


def test_it_streams_word_by_word_and_ends_once() -> None:
    async def listen() -> list[Piece]:
        return [piece async for piece in Improv(10_000).write(brief(seed=1))]

    *words, ending = asyncio.run(listen())
    passage = compose(brief(seed=1))
    assert ending == Ending("done", passage.choices, passage.record)
    assert all(isinstance(piece, Words) and len(piece.text.split()) == 1 for piece in words)
    assert "".join(piece.text for piece in words if isinstance(piece, Words)) == passage.text


def test_it_keeps_the_pace_it_is_given() -> None:
    async def time_of(count: int) -> float:
        clock = asyncio.get_running_loop()
        began, stream = clock.time(), Improv(200).write(brief(seed=1))
        for _ in range(count):
            await anext(stream)
        return clock.time() - began

    assert asyncio.run(time_of(21)) >= 0.1


def test_leaving_stops_it_within_a_word() -> None:
    async def leave() -> list[Piece]:
        stream = Improv(1).write(brief(seed=1))
        heard = [await anext(stream)]
        await asyncio.wait_for(stream.aclose(), timeout=0.5)
        return heard + [piece async for piece in stream]

    heard = asyncio.run(leave())
    assert len(heard) == 1
    assert isinstance(heard[0], Words)


def test_a_pace_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="words_per_second"):
        Improv(0)
