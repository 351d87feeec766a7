"""For whom a room is: one entry of ``BANDS`` each, which says what a story may hold and how it is told.

The host sets a room's band; nobody is asked for theirs (docs/decisions/0011-ages-and-the-check.md). The words are for
the co-author, in English whatever language it writes; the thresholds for a provider's moderation where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from rooms.protocol import Age

AGES: tuple[Age, ...] = get_args(Age)
"""Youngest first."""


MOST_CHANGES: Mapping[Age, int | None] = {"6-9": 3, "10-12": 5, "13-15": 8, "16-17": 12, "adult": None}
"""So many things are pointed out at once in somebody's draft; None: all."""


@dataclass(frozen=True, slots=True)
class Band:
    """``sentence_words``: the longest sentence, in words. ``thresholds``: from this score of 0 to 1 on, a text is
    withheld; by the category names of OpenAI's moderation, which others can be mapped to."""

    age: Age
    peril: str
    death: str
    romance: str
    fear: str
    language: str
    sentence_words: int
    ending: str
    thresholds: Mapping[str, float]

    @property
    def minors(self) -> bool:
        """Whether every text is checked before others see it, and none is shown that could not be."""
        return self.age != "adult"

    @property
    def words(self) -> str:
        """What the co-author is told of its readers; the same letters for all rooms of the band."""
        readers = f"Your readers are {self.age} years old." if self.minors else "Your readers are adults."
        return "\n".join(
            (
                readers,
                f"Peril: {self.peril}",
                f"Death and violence: {self.death}",
                f"Romance: {self.romance}",
                f"Fear: {self.fear}",
                f"Language: {self.language} No sentence is longer than {self.sentence_words} words.",
                f"Endings: {self.ending}",
            )
        )


def _thresholds(
    hate: float, sexual: float, violence: float, gore: float, harm: float, unlawful: float
) -> dict[str, float]:
    """Sexual content about minors and instructions for self-harm are withheld at the same low score in every band."""
    return {
        "hate": hate,
        "hate/threatening": hate,
        "harassment": hate,
        "harassment/threatening": hate,
        "sexual": sexual,
        "sexual/minors": 0.1,
        "violence": violence,
        "violence/graphic": gore,
        "self-harm": harm,
        "self-harm/intent": harm,
        "self-harm/instructions": 0.1,
        "illicit": unlawful,
        "illicit/violent": unlawful,
    }


BANDS: dict[Age, Band] = {
    band.age: band
    for band in (
        Band(
            "6-9",
            peril="mild and short: getting lost, a storm, a grumpy giant. Help is near, and nobody is hurt for long.",
            death="nobody dies and nobody is wounded in the telling. No weapons used on people or animals, no blood. "
            "Somebody who died long ago may be remembered gently.",
            romance="none. Friendship, family, and care for others.",
            fear="a shiver that ends within the same beat, with somebody safe close by. No nightmares, no cruelty, "
            "no abandoned children.",
            language="everyday words a child of seven knows; a new word is made clear by the sentence around it. No "
            "insults beyond silly ones, no swearing.",
            sentence_words=14,
            ending="warm and safe: the trouble is mended, everybody is home or on the way there.",
            thresholds=_thresholds(0.15, 0.05, 0.3, 0.05, 0.05, 0.2),
        ),
        Band(
            "10-12",
            peril="real adventure: traps, chases, narrow escapes. Wits and friends get people out of it.",
            death="a death may matter to the story; it happens out of sight, is never gory and is mourned. Fights "
            "leave bruises, not wounds described.",
            romance="at most a crush, shy and kind.",
            fear="suspense and spooky places; the fear is named and shared, and no beat ends in despair.",
            language="clear and lively, with some words to discover. No swearing, no insults to what somebody is.",
            sentence_words=20,
            ending="hopeful: something is lost perhaps, and more is understood.",
            thresholds=_thresholds(0.25, 0.1, 0.5, 0.1, 0.1, 0.3),
        ),
        Band(
            "13-15",
            peril="serious danger with consequences; characters can fail and be hurt.",
            death="characters may die and violence has weight. No gore, no torture shown, no cruelty enjoyed. "
            "Self-harm and suicide are never described, advised or made attractive.",
            romance="first love, a kiss; nothing sexual.",
            fear="dread and horror by suggestion; no lingering on suffering.",
            language="as in novels for this age. A mild oath is possible; no slurs, no crude words.",
            sentence_words=28,
            ending="earned: it may be bittersweet, and leaves a way forward.",
            thresholds=_thresholds(0.35, 0.2, 0.7, 0.3, 0.15, 0.4),
        ),
        Band(
            "16-17",
            peril="any danger, told with its consequences.",
            death="death and violence may be shown without gore for its own sake. Self-harm and suicide may be spoken "
            "of with care; no method, no praise.",
            romance="love and desire may be felt; what is sexual stays closed behind a door. No nudity described.",
            fear="full horror in mood; no sadism.",
            language="free in register, with oaths where a character would use them; no slurs as decoration.",
            sentence_words=36,
            ending="any that is true to the story; not hopeless for effect.",
            thresholds=_thresholds(0.5, 0.3, 0.85, 0.6, 0.2, 0.5),
        ),
        Band(
            "adult",
            peril="whatever the story asks for.",
            death="whatever the story asks for; no instructions for harming anybody.",
            romance="may be explicit in feeling, discreet in deed. Nothing sexual about anybody under eighteen, ever.",
            fear="whatever the story asks for.",
            language="free, in the register of the room.",
            sentence_words=60,
            ending="any.",
            thresholds=_thresholds(0.85, 0.85, 0.97, 0.95, 0.6, 0.85),
        ),
    )
}  # fmt: skip


def looser(age: Age, than: Age) -> bool:
    """Whether a band lets through what the other does not."""
    return AGES.index(age) > AGES.index(than)


def up_to(age: Age) -> tuple[Age, ...]:
    """This band and all younger ones."""
    return AGES[: AGES.index(age) + 1]
