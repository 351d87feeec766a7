"""How English and French say who speaks: verbs, pronouns, and words that tell a woman from a man."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rooms.protocol import OwnLanguage

EN_VERBS = """
said says asked asks answered answers replied replies cried cries called calls shouted shouts yelled whispered
whispers muttered mutters murmured mumbled sighed laughed giggled chuckled groaned moaned growled snarled hissed
snapped barked bellowed roared screamed shrieked squeaked gasped panted sobbed wept stammered stuttered began
begins continued continues went added adds agreed admitted insisted repeated repeats demanded ordered commanded
announced declared explained suggested offered promised warned begged pleaded urged wondered thought thinks
observed remarked noted told tells counted guessed lied joked teased recited sang read breathed croaked rasped
drawled purred echoed protested objected complained grumbled scoffed sniffed snorted exclaimed returned countered
conceded confessed concluded finished interrupted put spoke
"""
FR_VERBS = """
dit dis disait demanda demandait répondit répondait répliqua répliquait fit lança cria criait s’écria s’exclama
hurla murmura murmurait chuchota chuchotait souffla soufflait marmonna grommela grogna soupira gémit sanglota rit
ricana gloussa balbutia bégaya bredouilla commença reprit poursuivit continua ajouta ajoutait acheva conclut répéta
insista ordonna commanda annonça déclara expliqua proposa suggéra promit avertit prévint supplia implora pensa
songea observa remarqua nota raconta compta devina mentit plaisanta récita chanta lut admit avoua reconnut protesta
objecta rétorqua riposta rugit siffla susurra interrogea s’enquit s’étonna s’inquiéta s’indigna s’impatienta
questionna appela affirma assura confia confirma précisa renchérit intervint interrompit coupa tonna trancha lâcha
articula gronda
"""
EN_SHE = (
    "she girl woman queen princess mother sister daughter aunt grandmother lady witch wife widow nun duchess heroine"
)
EN_HE = (
    "he boy man king prince father brother son uncle grandfather lord wizard husband widower monk duke fisherman hero"
)
FR_SHE = "elle fille femme reine princesse mère sœur tante grand-mère dame sorcière épouse veuve madame boulangère fée"
FR_HE = "il garçon homme roi prince père frère fils oncle grand-père seigneur sorcier mari veuf monsieur pêcheur vieux"


def _any(words: str) -> str:
    listed = sorted(words.split(), key=len, reverse=True)
    return "|".join(re.escape(word).replace("’", "[’']") for word in listed)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns of a language. ``after`` and ``before`` want the pattern of a subject in the place of ``SUBJECT``."""

    after: str
    """What follows somebody's words and says whose they were."""
    before: str
    """What leads to them."""
    she: re.Pattern[str]
    he: re.Pattern[str]
    me: frozenset[str]
    """The narrator."""
    articles: str
    incise: re.Pattern[str] | None = None
    """What stands among somebody's words and is the narrator's."""


_EN, _FR = _any(EN_VERBS), _any(FR_VERBS)
_WORDS = r"(?:\s+[\w’'-]+){0,2}?"
_FR_SUBJECT = r"-(?:t-)?(?:il|elle|je|on|ils|elles)\b|\s+(?:[A-ZÀ-Ý]|l[ea]s?\s|l[’']|une?\s|quelqu)"

ENGLISH = Phrases(
    after=rf"[\s,—–-]*(?:(?:{_EN})\s+(?:SUBJECT)|(?:SUBJECT)(?:\s+\w+ly)?(?:\s+had)?\s+(?:{_EN})\b)",
    before=rf"(?:SUBJECT)\b(?:[^.!?…]*\b(?:{_EN})\b[^.!?…]*[,:]|[^.!?…]*:)\s*$",
    she=re.compile(rf"\b(?:her|hers|herself|{_any(EN_SHE)})\b", re.IGNORECASE),
    he=re.compile(rf"\b(?:his|him|himself|{_any(EN_HE)})\b", re.IGNORECASE),
    me=frozenset({"i", "we"}),
    articles=r"(?:the|a|an|that|this)\s+",
)
FRENCH = Phrases(
    after=rf"[\s,—–-]*(?:(?:{_FR})(?:-t)?(?:-|\s+)(?:SUBJECT)|(?:SUBJECT){_WORDS}\s+(?:{_FR})\b)",
    before=rf"(?:SUBJECT)\b(?:[^.!?…]*\b(?:{_FR})\b[^.!?…]*[,:]|[^.!?…]*:)\s*$",
    she=re.compile(rf"\b(?:{_any(FR_SHE)})\b", re.IGNORECASE),
    he=re.compile(rf"\b(?:{_any(FR_HE)})\b", re.IGNORECASE),
    me=frozenset({"je", "on", "nous"}),
    articles=r"(?:(?:l[ea]s?|une?|ce|cette)\s+|l[’'])",
    incise=re.compile(rf"(?<=[,!?…;»”])\s+(?=(?:{_FR})(?:{_FR_SUBJECT}))"),
)
PHRASES: dict[OwnLanguage | None, Phrases] = {"en": ENGLISH, "fr": FRENCH}
