"""Makes a model's prompt of a brief: what lasts longest first, and the same bytes for the same state.

Why it is laid out so: docs/decisions/0012-one-beat.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from engine.llm import Brief, Line, Prompt, Said
from engine.recall import extract
from engine.rules import rules_of
from engine.tags import clean, clean_line, escaped_line, tag
from engine.world import Entity
from rooms.protocol import Style

WORDS = {"short": (40, 80), "medium": (90, 160), "long": (200, 320)}
TOKENS = {"short": 1_000, "medium": 1_500, "long": 2_400}
"""With the record; enough for languages that need more of them."""
NOBODY = "(Nobody wrote in between. Go on.)"
"""People's turn of the conversation where the co-author has two in a row: a model is asked each time."""
RECENT = 4
"""Passages in which names are looked for."""
MOST_FACTS = 12
MOST_VERSIONS = 3
FIRST_WORDS = 40
"""Of another version: enough to go another way."""

STYLES: Mapping[Style, str] = {
    "plain": "in short, plain sentences that leave out what can be left out",
    "lyrical": "lyrically, with rhythm and images, and never more than one image for a thing",
    "funny": "with humour that comes from the people in it and from taking odd things seriously",
    "suspense": "with suspense: what is known is less than what is feared, and help comes late",
    "dialogue": "mostly in dialogue, with little between the lines",
    "fable": "like a fable told aloud: simple, a little old, with repetitions that pay off",
    "letters": "in letters and notes that the characters write",
}

BEAT = "Write the next beat."
GO_ON = "This beat of yours broke off. Go on from its last letter, in mid-sentence if need be; repeat none of it."
AGAIN = "So began what you wrote here before. Write this beat in another way: another event, another opening."
WEAVE = (
    "These lines were written at the same time, each unseen by the others. Weave them into one passage in which all of "
    "them happen. Keep the words of each as far as they can stand, in an order that makes sense, and join them with as "
    "few words of your own as it takes. No sentence is made of two lines."
)
ANEW = "So began what you wove before; somebody objected, perhaps in the margin. Do justice to all of them this time."
ASIDE = "This is asked beside the story. Tell what might happen then. It does not happen, and nothing is recorded."
AS_CHARACTER = "Speak and act as this character alone, whom the people have left to you; decide nothing for others."


def prompt_of(brief: Brief) -> Prompt:
    nonce = nonce_of(brief)
    return Prompt(
        rules=rules_of(brief.age, brief.language),
        story=_story(brief),
        before=tuple(_earlier(block) for block in brief.before),
        told=_told(brief.lines),
        now=_now(brief, nonce),
        nonce=nonce,
        story_id=brief.story_id,
        records=not brief.aside,
        most_tokens=TOKENS[brief.length],
    )


def nonce_of(brief: Brief) -> str:
    """Of the seed, so that the same state gives the same bytes. It begins with a digit: few words end like it."""
    made = hashlib.sha256(f"{brief.story_id} {brief.seed}".encode()).hexdigest()
    return f"{int(made[0], 16) % 8 + 2}{made[1:8]}"


def _story(brief: Brief) -> str:
    """What the story is about. All of it changes only when somebody who may changes it."""
    lines = [
        f"title: {escaped_line(brief.title)}",
        f"premise: {escaped_line(brief.premise, 600)}",
        f"genre: {brief.genre.replace('_', ' ')}",
        *([f"tone: {escaped_line(brief.tone)}"] if brief.tone else []),
        *([f"told: {STYLES[brief.style]}"] if brief.style else []),
        *(f"character: {escaped_line(one.name, 40)}{_player(one.seat)}" for one in brief.cast),
    ]
    if brief.learning:
        words = "; ".join(escaped_line(word, 40) for word in brief.learning[:30])
        lines.append(f"words for learners, to weave in where they fit by themselves: {words}")
    return "<story>\n" + "\n".join(lines) + "\n</story>"


def _player(seat: int) -> str:
    return f" (played by p{seat})" if seat else ""


def _earlier(block: Iterable[str]) -> str:
    return "<earlier>\n" + "\n".join(f"- {escaped_line(summary)}" for summary in block) + "\n</earlier>"


def _told(lines: tuple[Line, ...]) -> tuple[Said, ...]:
    """People and co-author in turn, beginning and ending with people. It only grows: no later line changes it."""
    said: list[Said] = []
    waiting: list[str] = []
    for line in lines:
        if line.author is not None:
            waiting.append(tag("contribution", line.text, id=line.id, by=f"p{line.seat}"))
        else:
            said += [Said("people", "\n".join(waiting) or NOBODY), Said("coauthor", _own(line.text))]
            waiting = []
    return (*said, Said("people", "\n".join(waiting) or NOBODY))


def _own(text: str) -> str:
    """What the co-author wrote, as it would write it: no tag can begin in it either."""
    return clean(text).replace("<", "‹")


def _now(brief: Brief, nonce: str) -> str:
    facts = _facts(brief)
    parts = [
        *([f"<facts-{nonce}>\n" + "\n".join(facts) + f"\n</facts-{nonce}>"] if facts else []),
        *([tag(f"note-{nonce}", brief.note, 800)] if brief.note else []),
        *([tag(f"wish-{nonce}", brief.hint, 300)] if brief.hint else []),
        _task(brief, nonce),
    ]
    return "\n".join(parts)


def _task(brief: Brief, nonce: str) -> str:
    """What is asked, with what it is asked about. The last words are ours."""
    fewest, most = WORDS[brief.length]
    about: list[str] = []
    if brief.aside:
        about, task = [tag(f"aside-{nonce}", brief.aside, 300)], ASIDE
    elif brief.partial:
        about, task = [tag(f"part-{nonce}", brief.partial)], GO_ON
    elif brief.weave:
        about, task = _by(f"line-{nonce}", brief.weave), WEAVE
    elif brief.versions:
        task = AGAIN
    else:
        task = BEAT
    if not brief.aside:
        about += [tag(f"version-{nonce}", extract(text, FIRST_WORDS)) for text in brief.versions[-MOST_VERSIONS:]]
        about += _by(f"margin-{nonce}", brief.margin)
    if brief.versions and brief.weave:
        task = f"{task} {ANEW}"
    if brief.character and not brief.aside:
        about.append(tag(f"role-{nonce}", clean_line(brief.character, 40)))
        task = f"{task} {AS_CHARACTER}"
    return "\n".join([*about, f"{task} {fewest} to {most} words."])


def _by(name: str, lines: Iterable[Line]) -> list[str]:
    return [tag(name, line.text, id=line.id, by=f"p{line.seat}") for line in lines]


def _facts(brief: Brief) -> list[str]:
    """Where it plays, and what the words that are told no longer tell: of whoever is there or spoken of."""
    oldest = brief.lines[0].id if brief.lines else 0
    heard = " ".join([*(line.text for line in brief.lines[-RECENT:]), brief.hint, *brief.present]).casefold()
    facts = [*([f"scene: {escaped_line(brief.scene, 80)}"] if brief.scene else [])]
    if brief.present:
        facts.append("there: " + ", ".join(escaped_line(name, 40) for name in brief.present))
    for key, entity in brief.world.entities.items():
        if entity.since < oldest and key in heard:
            facts.append(_fact(entity))
    open_ones = [thread for thread in brief.world.threads.values() if thread.since < oldest]
    facts += [f"open: {escaped_line(thread.name, 40)}: {escaped_line(thread.what, 160)}" for thread in open_ones[-4:]]
    return facts[:MOST_FACTS]


def _fact(entity: Entity) -> str:
    place = [f"at {entity.place}"] if entity.place else []
    holder = [f"with {entity.holder}"] if entity.holder else []
    return escaped_line(f"{entity.name}: " + "; ".join([entity.what, *entity.traits, *place, *holder]), 300)
