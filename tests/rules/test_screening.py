"""The table of rules by itself: what it stumbles over, what it must let through, and what it costs."""

from __future__ import annotations

import ast
import itertools
import re
from pathlib import Path
from time import perf_counter
from typing import get_args

import pytest

from engine.improv.passage import compose
from engine.llm import Brief
from rooms.ages import AGES, BANDS, looser, up_to
from rooms.protocol import LANGUAGES, Age, Genre, OwnLanguage
from rooms.screening import Why, verdict
from rooms.screening.folding import fold
from rooms.screening.lists import table_of

ROOT = Path(__file__).parent.parent.parent

CAUGHT: tuple[tuple[str, OwnLanguage, Age, Why], ...] = (
    ("What a bloody hell of a night.", "en", "10-12", "crude"),
    ("Oh merde, dit le loup.", "fr", "13-15", "crude"),
    ("You are an idiot.", "en", "6-9", "insult"),
    ("Tu es nulle, dit la pie.", "fr", "6-9", "insult"),
    ("They had sex.", "en", "16-17", "sexual"),
    ("Envoie des nudes.", "fr", "16-17", "sexual"),
    ("Retarded, all of them.", "en", "16-17", "hate"),
    ("Retourne dans ton pays !", "fr", "16-17", "hate"),
    ("heil hitler", "en", "adult", "hate"),
    ("sieg heil", "fr", "adult", "hate"),
    ("I have child porn.", "en", "adult", "abuse"),
    ("des photos d’enfants nus", "fr", "adult", "abuse"),
    ("I want to die.", "en", "16-17", "harm"),
    ("J’ai envie de mourir.", "fr", "16-17", "harm"),
    ("He sold cocaine.", "en", "13-15", "drugs"),
    ("Il fume un joint.", "fr", "13-15", "drugs"),
    ("She was decapitated.", "en", "10-12", "gore"),
    ("Une mare de sang sous la porte.", "fr", "10-12", "gore"),
)
DISGUISED = (
    "SHIT", "sh1t", "$hit", "5hit", "s h i t", "s.h.i.t", "S-H-I-T", "s_h_i_t", "shiiiiit", "shhhit", "sh*t", "shít",
    "ѕhіt", "ｓｈｉｔ", "ⓢⓗⓘⓣ", "sh\u200bit", "s\u00adhit", "𝔰𝔥𝔦𝔱", "🇸🇭🇮🇹", "ꜱʜɪᴛ", "I s h i t u", "sh1iiit", "5.h.1.t",
    "mёrde", "m3rde", "m e r d e", "meeeerde", "MERDE", "enculé", "ENCULÉ", "3ncul3", "seex", "fuuck", "phuck you",
)  # fmt: skip
INNOCENT: tuple[tuple[str, OwnLanguage], ...] = (
    ("Scunthorpe, Essex and Sussex sent their assessors to the bass class.", "en"),
    ("The cock crowed, the blue tits sang, and a pussy cat slept under the pussy willow.", "en"),
    ("A chink of light fell on the grape juice of the therapist.", "en"),
    ("Dick Whittington met Moby-Dick over a cocktail in the cockpit.", "en"),
    ("The peacock analysed the arsenal of titanic cockroaches.", "en"),
    ("The princess pricked her finger and pricked up her ears.", "en"),
    ("She sucked her thumb; do not be so hard on him.", "en"),
    ("Bong! went the clock. He said it with a jerk of his head.", "en"),
    ("“Hello!!!” they shouted. “Yaaaay! Nooooo!” H-E-L-L-O.", "en"),
    ("The Japanese lantern was lit.", "en"),
    ("Un pique-nique au bout du cul-de-sac, avec le sang-froid d’un pur-sang.", "fr"),
    ("Il est trop tard, le train a du retard, et le fagot brûle.", "fr"),
    ("Il a râpé le fromage pour le crapaud et le bouffon du roi.", "fr"),
    ("La gueule du loup, la salopette, le concombre, la réputation.", "fr"),
    ("Il baise la main de la reine ; le dieu Thot sourit.", "fr"),
    ("Elle suce son pouce devant une démonstration connue.", "fr"),
    ("10 9 8 7 6 5 4 3 2 1, go! One two three four five six seven eight.", "en"),
    ("It cost 10,000,000 coins in 1914-1918, on 21/11/2026, 3 o’clock, 4th floor.", "en"),
    ("Il y a 1 000 000 d’étoiles, et 12 345 678 grains de sable.", "fr"),
    ("Shout **tap** and *bold*, e.g. `string`, in a condominium with a bottle of Chianti.", "en"),
    ("Déconnecté, il prend une douche dans la droguerie : le dragon terrorisait le village.", "fr"),
    ("2 knights took the road. I live in a castle, and my school is full of ghosts.", "en"),
    ("@Jun, where is your phone? My number is seven.", "en"),
    ("J’habite dans un château et mon école est la plus belle.", "fr"),
)
PRIVATE = (
    "call me 06 12 34 56 78", "0612345678", "+33 6 12 34 56 78", "(555) 123-4567", "555-123-4567", "020 7946 0958",
    "zéro six douze trente-quatre cinquante six", "five five five one two three four", "me@example.org",
    "leo (at) example.org", "leo at gmail dot com", "see www.example.org", "https://example.org/x", "example.com/me",
    "my insta is leo", "add me on snap", "mon snap c’est leo", "ajoute-moi sur discord", "leo#1234", "@leo_12",
    "221b Baker Street", "12 baker street", "12 rue de la Paix", "12 bis, rue Mozart", "my address is the blue house",
    "mon adresse est la maison bleue", "My school is Ashford Primary", "I go to Ashford Primary",
    "mon école s’appelle Jules Ferry", "j’habite au 12", "my last name is Moss", "send me a pic of you",
    "give me your number", "mon mot de passe est tortue",
)  # fmt: skip


@pytest.mark.parametrize(("text", "language", "oldest", "why"), CAUGHT)
def test_each_reason_is_found_in_each_language(text: str, language: OwnLanguage, oldest: Age, why: Why) -> None:
    """R-A1: for each reason, in both languages: withheld up to an age, and shown to those who are older."""
    for age in AGES:
        found = verdict(text, age, language)
        assert found.ok == (age not in up_to(oldest)), age
        if not found.ok:
            assert found.why == why
            assert found.found


@pytest.mark.parametrize("text", DISGUISED)
def test_disguises_are_read(text: str) -> None:
    """R-A2: case, accents, letters of other alphabets, invisible ones, digits, stars, letters apart or drawn out."""
    found = verdict(f"Oh {text} said the fox.", "6-9", "en")
    assert not found.ok, text


@pytest.mark.parametrize(("text", "language"), INNOCENT)
def test_innocent_words_pass(text: str, language: OwnLanguage) -> None:
    """R-A3: words that have others in them, numbers that count, names, and what is innocent in its language."""
    assert verdict(text, "6-9", language).ok, verdict(text, "6-9", language)


@pytest.mark.parametrize("text", PRIVATE)
def test_what_tells_who_or_where_somebody_is_stays_with_children(text: str) -> None:
    """R-A4: phone numbers, mail, links, handles, streets and schools are withheld below adult, and only there."""
    for age in AGES[:-1]:
        assert verdict(f"Hello, {text}", age, "en").why == "private", text
    assert verdict(f"Hello, {text}", "adult", "en").ok


def test_the_finding_is_told_as_it_was_written() -> None:
    """R-A5: who wrote it is told the words as they wrote them, not as they were read."""
    assert verdict("Toi, Enculé !", "6-9", "fr").found == "Enculé"
    assert verdict("Oh, sh1t.", "6-9", "en").found == "sh1t"
    assert verdict("Then he Slit  his Throat, and", "10-12", "en").found == "Slit his Throat"


def test_what_an_older_band_withholds_a_younger_one_does_too() -> None:
    """R-A6: the lists nest: what is refused for older readers is refused for all younger ones."""
    for language in LANGUAGES:
        listed = [{entry.words for entry in table_of(age, language).entries} for age in AGES]
        for younger, older in itertools.pairwise(listed):
            assert younger > older
        assert 50 < len(listed[-1]) < 150, "in adults' rooms only the worst"


def test_every_listed_entry_is_found() -> None:
    """R-A7: each entry of the lists is caught as it stands, so that none is dead or outdone by an innocent one."""
    for language in LANGUAGES:
        for entry in table_of("6-9", language).entries:
            words = entry.words.strip("*")
            assert not verdict(f"x, {words}, x", "6-9", language).ok, words
            assert fold(words) == words, f"{words}: the lists are in plain letters"


def test_our_own_words_pass() -> None:
    """R-A8: what the house itself says passes the youngest band, and a story for everybody its own: nothing in them is
    caught by chance.
    """
    for language in LANGUAGES:
        words = (ROOT / f"web/src/words/{language}.ts").read_text(encoding="utf-8")
        for line in re.sub(r"\$\{[^}]*\}|`|\"", " ", words).splitlines():
            assert verdict(line, "6-9", language).ok, (line, verdict(line, "6-9", language))
        for line in (ROOT / f"tests/browser/stories/{language}.txt").read_text(encoding="utf-8").splitlines():
            assert verdict(line, "13-15", language).ok, (line, verdict(line, "13-15", language))


def test_the_offline_co_author_keeps_to_every_band() -> None:
    """R-A9: every fragment that the improviser is made of passes the youngest band, in its language."""
    for path in sorted((ROOT / "engine/improv").glob("*.py")):
        languages: tuple[OwnLanguage, ...] = get_args(OwnLanguage)
        if path.stem.endswith(("_en", "_fr")):
            languages = ("en",) if path.stem.endswith("_en") else ("fr",)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for language in languages:
                    found = verdict(node.value, "6-9", language)
                    assert found.ok, (path.name, node.value, found)


@pytest.mark.parametrize("language", get_args(OwnLanguage))
def test_whole_passages_of_the_improviser_pass(language: OwnLanguage) -> None:
    """R-A10: what it makes of them passes too, over a hundred passages of every genre."""
    for genre in get_args(Genre):
        for seed in range(100):
            premise = "Mira finds a key." if language == "en" else "Mira trouve une clé."
            brief = Brief(
                title="The Key", premise=premise, language=language, genre=genre, lines=(), people=("Mira",), seed=seed
            )
            passage = compose(brief)
            for text in (passage.text, *passage.choices):
                assert verdict(text, "6-9", language).ok, (text, verdict(text, "6-9", language))


def test_a_usual_line_costs_next_to_nothing() -> None:
    """R-A11: below 0.2 ms for a line in an adults' room, and below 8 ms for the longest passage where children read."""
    line = "The sea has left a notice at the harbour, and Amina read it twice before she believed it: back at seven."
    assert _seconds(line, "adult") < 0.0002
    assert _seconds((line + " ") * 38, "6-9") < 0.008


def test_no_text_makes_it_slow() -> None:
    """R-A12: the cost grows in step with the text, whatever is in it."""
    for piece in (
        "a", "a!", "a ", "f u ", "1a", "a-", "@", "a@", "1 ", "a.a", "ee", "a*", "zero six ", "12 A", "_", "fuuu1 ",
        "\u0430", "your hate ", "i ", "(at) ", "my insta ", "06 ", "\u200b", "s\u0301",
    ):  # fmt: skip
        assert _seconds((piece * 4000)[:4000], "6-9", tries=3) < 0.2, piece


def _seconds(text: str, age: Age, tries: int = 50) -> float:
    """The best of some tries: others use the machine too."""
    verdict(text, age, "en")
    best = 1.0
    for _ in range(tries):
        began = perf_counter()
        verdict(text, age, "en")
        best = min(best, perf_counter() - began)
    return best


def test_bands_are_ordered_and_whole() -> None:
    """R-A13: each band says all of what a story may hold, in words of its own, and grows looser with age."""
    assert tuple(BANDS) == AGES
    assert len({band.words for band in BANDS.values()}) == len(AGES)
    for younger, older in itertools.pairwise(AGES):
        assert looser(older, than=younger)
        assert not looser(younger, than=older)
        young, old = BANDS[younger], BANDS[older]
        assert young.sentence_words < old.sentence_words
        assert young.thresholds.keys() == old.thresholds.keys()
        assert all(young.thresholds[name] <= old.thresholds[name] for name in old.thresholds)
    assert [band.minors for band in BANDS.values()] == [True, True, True, True, False]
