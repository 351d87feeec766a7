"""Improv weaves as it can: every line stands as it was written, in the order in which they came in."""

from __future__ import annotations

from random import Random

from engine.llm import Brief
from rooms.protocol import Language

JOINTS: dict[Language, tuple[str, ...]] = {
    "en": (
        "At the same moment, a few steps away, something else began.",
        "Nobody had seen the other move.",
        "All of it happened at once.",
        "And as if it had waited for just this:",
        "Meanwhile the rest of the world went on.",
        "There was no time to think about it.",
    ),
    "fr": (
        "Au même instant, à quelques pas de là, autre chose commençait.",
        "Personne n’avait vu l’autre bouger.",
        "Tout cela arriva en même temps.",
        "Et comme si cela n’avait attendu que ce moment :",
        "Pendant ce temps, le reste du monde continuait.",
        "On n’eut pas le temps d’y penser.",
    ),
}
ENDS = '.!?…”»"’'


def woven(brief: Brief) -> str:
    """The lines of a round as one passage. Another version joins them otherwise."""
    rng = Random(f"{brief.seed} {len(brief.versions)}")
    joints = rng.sample(JOINTS[brief.language], len(JOINTS[brief.language]))
    parts: list[str] = []
    for number, line in enumerate(brief.weave):
        text = line.text.strip()
        parts.append(text if text.endswith(tuple(ENDS)) else f"{text}.")
        if number + 1 < len(brief.weave) and number % 2 == 0:
            parts.append(joints[number // 2 % len(joints)])
    return " ".join(parts)
