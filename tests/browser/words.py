"""What the page calls its things, in the languages that the people of these tests read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    locale: str
    name: str = "The name you write under"
    premise: str = "One sentence to begin from"
    begin: str = "Begin the story"
    code: str = "The story’s code"
    open: str = "Open"
    join: str = "Join the story"
    story: str = "The story"
    moment: str = "This moment"
    passage: str = "Your passage"
    add: str = "Add to the story"
    sending: str = "on its way"
    note: str = "A note for yourself"
    ask: str = "Ask the co-author to go on"
    way_on: str = "Go on with:"
    away: str = "Connection lost"
    people: str = "Who is here"
    settings: str = "Settings of the story"
    look: str = "Language, light and text"
    invite: str = "Invite"
    close: str = "Close"
    stop: str = "Stop"
    keep: str = "Keep as it is"
    go_on: str = "Go on from here"
    round_robin: str = "Round robin"
    pass_turn: str = "Pass my turn"
    coauthor_writes: str = "o-author is writing"
    by: Callable[[str], str] = lambda name: f"Passage by {name or 'the co-author'}"
    """A passage as screen readers hear it; without a name it is the co-author's."""


ENGLISH = Words("en-GB")
FRENCH = Words(
    locale="fr-FR",
    name="Le nom sous lequel vous écrivez",
    premise="Une phrase pour commencer",
    begin="Commencer l’histoire",
    code="Le code de l’histoire",
    open="Ouvrir",
    join="Rejoindre l’histoire",
    story="L’histoire",
    moment="En ce moment",
    passage="Votre passage",
    add="Ajouter à l’histoire",
    sending="en route",
    note="Une note pour vous",
    ask="Demander la suite au co-auteur",
    way_on="Continuer avec",
    away="Connexion perdue",
    people="Personnes présentes",
    settings="Réglages de l’histoire",
    look="Langue, lumière et texte",
    invite="Inviter",
    close="Fermer",
    stop="Arrêter",
    keep="Garder tel quel",
    go_on="Continuer d’ici",
    round_robin="Tour de table",
    pass_turn="Passer mon tour",
    coauthor_writes="co-auteur écrit",
    by=lambda name: {"": "Passage du co-auteur", "Amina": "Passage d’Amina"}.get(name, f"Passage de {name}"),
)
