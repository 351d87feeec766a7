"""Finds the things and places that a text speaks of: an article, perhaps adjectives, and a noun."""

from __future__ import annotations

from engine.improv.names import STARTS, Word, words_of
from engine.improv.tongue import Entity, Gender, Kind, Tongue

VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"
BREAKS = ',.;:!?…—–()"“”«»'
ADJECTIVE_ENDINGS = ("ed", "ing", "ous", "ful", "less", "able", "ible", "ish", "est")
NOT_A_NOUN = ("ly", "ed", "ing", "ness", "ment", "tion", "ity")


def things_in(text: str, tongue: Tongue) -> list[Entity]:
    """In the order of the text, each once."""
    words = words_of(text, tongue)
    found: dict[str, Entity] = {}
    for i, word in enumerate(words):
        start = i + 1 if word.plain in tongue.articles else i if word.elided == "l" else None
        if start is None or start >= len(words) or (start > i and words[start].gap != " "):
            continue
        gender = tongue.articles.get(word.plain, "") if start > i else ""
        entity = _phrase(words, start, gender, tongue)
        far_away = entity is not None and entity.kind == "person" and word.plain in tongue.sets["owned"]
        if entity is not None and not far_away:  # her brother need not be here
            found.setdefault(entity.core, entity)
    return list(found.values())


def named_nouns(text: str, tongue: Tongue) -> list[Entity]:
    """Nouns that stand alone, as in the few words of a hint."""
    plain = (word.plain for word in words_of(text, tongue))
    return [_entity("", w, *tongue.nouns[w], tongue) for w in plain if w in tongue.nouns]


def _phrase(words: list[Word], i: int, gender: Gender, tongue: Tongue) -> Entity | None:
    adjectives: list[str] = []
    while i + 1 < len(words) and len(adjectives) < 2 and _describes(words[i].plain, tongue) and words[i + 1].gap == " ":
        adjectives.append(words[i].plain)
        i += 1
    noun = words[i].plain
    if not words[i].text.islower() or (i and STARTS.search(words[i].gap)):
        return None
    if noun in tongue.nouns:
        kind, own = tongue.nouns[noun]
        return _entity(" ".join(adjectives), noun, kind, own or gender, tongue)
    follows = words[i + 1] if i + 1 < len(words) else None
    if tongue.language == "en" and follows and follows.gap == " " and follows.plain in tongue.nouns:
        adjectives += [] if noun in tongue.sets["small"] else [noun]
        return _entity(" ".join(adjectives), follows.plain, *tongue.nouns[follows.plain], tongue)
    if not _bounded(follows, tongue) or not _can_be_noun(noun, tongue):
        return None
    return _entity(" ".join(adjectives), noun, "thing", gender, tongue)


def _describes(word: str, tongue: Tongue) -> bool:
    if word in tongue.sets["adjectives"]:
        return True
    return tongue.language == "en" and word.endswith(ADJECTIVE_ENDINGS) and word not in tongue.nouns


def _bounded(follows: Word | None, tongue: Tongue) -> bool:
    if follows is None or any(c in BREAKS for c in follows.gap):
        return True
    return follows.elided != "" or follows.plain in tongue.sets["small"] or follows.plain in tongue.sets["verbs"]


def _can_be_noun(word: str, tongue: Tongue) -> bool:
    if len(word) < 3 or word in tongue.sets["never"] or word in tongue.sets["small"] or word in tongue.sets["verbs"]:
        return False
    if _describes(word, tongue) or not word[0].isalpha() or "'" in word or "’" in word:
        return False
    plural = word.endswith(("s", "x")) and not word.endswith(("ss", "ox"))
    return not plural and not word.endswith(NOT_A_NOUN) and len(word) <= 20


def _entity(adjectives: str, noun: str, kind: Kind, gender: Gender, tongue: Tongue) -> Entity:
    phrase = f"{adjectives} {noun}".strip()
    return Entity(definite(phrase, gender, tongue), kind, noun, "n" if kind == "creature" and not gender else gender)


def definite(phrase: str, gender: Gender, tongue: Tongue) -> str:
    if tongue.language == "en":
        return f"the {phrase}"
    if elides(phrase, tongue):
        return f"l’{phrase}"
    return f"{'la' if gender == 'f' else 'le'} {phrase}"


def elides(phrase: str, tongue: Tongue) -> bool:
    """Whether a French word takes l' and d' before it."""
    first = phrase.split()[0].casefold()
    if first in tongue.sets["aspirated"]:
        return False
    return first[0] in VOWELS.replace("y", "") if first[0] != "h" else not phrase[0].isupper()
