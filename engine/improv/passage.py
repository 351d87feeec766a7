"""Writes one passage: picks up what the last one left, goes on from there and ends on an open line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from engine.improv.grammar import Scene, Teller
from engine.improv.noting import record_of
from engine.improv.reading import Reading, read
from engine.improv.tongue import Entity, Kind, Tongue, pools, tongue
from engine.llm import Brief, Length
from rooms.protocol import Genre, OwnLanguage, own_language

MOST_WORDS = 114
AIM = (64, 90)
SCALE: dict[Length, float] = {"short": 0.6, "medium": 1.0, "long": 1.6}
ENDED = tuple(".!?…”»")
ENDS = (
    ("ON_ARTICLE", "after_the"),
    ("ON_ARTICLE_M", "after_le"),
    ("ON_ARTICLE_F", "after_la"),
    ("ON_MANY", "after_les"),
    ("ON_A", "after_a"),
    ("ON_TOWARD", "after_toward"),
    ("ON_CLAUSE", "after_clause"),
)
"""What to go on with in mid-sentence, by the word list that the last word is in."""
TALKING_BEASTS = ("fairy_tale", "fantasy", "science_fiction")
ACTS = ("ACCEPT", "HANDLE")
BEATS = {
    "OPENING": ("SENSE", "ACCEPT", "SHORT", "SAY", "TURN", "SENSE"),
    "RISING": ("ACCEPT", "SENSE", "SAY", "SHORT", "TURN", "SAY", "ACCEPT"),
    "TURNING": ("TURN", "SHORT", "SAY", "ACCEPT", "SENSE", "TURN"),
    "QUIET": ("SENSE", "SAY", "SHORT", "ACCEPT", "SENSE", "SAY"),
}
AND: dict[OwnLanguage, str] = {"en": " and ", "fr": " et "}
ALONE: dict[OwnLanguage, dict[str, str]] = {
    "en": {"first": "I", "second": "you"},
    "fr": {"first": "on", "second": "on"},
}


@dataclass(frozen=True, slots=True)
class Passage:
    """``record``: what it notes of it (engine/beat.py)."""

    text: str
    choices: tuple[str, ...]
    record: str


def compose(brief: Brief) -> Passage:
    """The same brief, seed included, gives the same passage. A question aside is answered as if it were a wish.

    Raises:
        ValueError: it is not in a language of the house.
    """
    own = own_language(brief.language)
    if own is None:
        raise ValueError("improv does not speak that language")
    brief = replace(brief, hint=brief.aside) if brief.aside else brief
    words = tongue(own)
    reading = read(brief, words)
    rng = Random(f"{brief.seed} {len(brief.versions)} {brief.partial} {reading.told}")
    due = _due_now(reading)
    scene = _scene(reading, due, brief.genre, words, rng)
    fragments = pools(own, brief.genre)
    teller = Teller(rng, words, fragments, scene, reading.told, _stand_ins(reading, brief.passages))
    text = _finish(teller, brief.partial) if brief.partial.strip() else ""
    text += (
        _woven(brief, teller)
        if brief.weave
        else _body(teller, reading, brief, due, len((brief.partial + text).split()))
    )
    text = text.rstrip() or teller.say("KICK")
    if brief.partial and not brief.partial[-1].isspace() and text[:1] not in ",…":
        text = " " + text.lstrip()
    choices = _choices(teller)
    record = record_of(brief, reading, scene, words, stage(brief.passages), text, choices)
    return Passage(text, choices, record)


def _woven(brief: Brief, teller: Teller) -> str:
    """Everybody's line as it stands, in another order each time it is asked, and one sentence after them."""
    first = len(brief.versions) % len(brief.weave)
    lines = [line.text.strip() for line in (*brief.weave[first:], *brief.weave[:first])]
    return " ".join([*(line if line[-1:] in ENDED else f"{line}." for line in lines), teller.say("KICK")])


def stage(passages: int) -> str:
    """Where the story is in its arc; a long one turns and calms again and again."""
    if passages < 3:
        return "OPENING"
    at = (passages - 3) % 14
    return "RISING" if at < 6 else "TURNING" if at < 10 else "QUIET"


def _due_now(reading: Reading) -> list[Entity]:
    """What to bring in: what the hint wants, then the oldest names; none may wait for a fourth passage."""
    share = max(2, -(-len(reading.due) // 3))
    return [*reading.wanted, *reading.due[:share]]


def _scene(reading: Reading, due: list[Entity], genre: Genre, words: Tongue, rng: Random) -> Scene:
    fragments = pools(words.language, genre)
    cast = _own(fragments["CAST"], "person", reading, rng)
    focus = _focus(reading, words) or cast[0]
    people = [one for one in reading.people if one != focus]
    waiting = [one for one in due if one.kind == "person" and one != focus]
    roles = [one for one in reading.roles if one.kind == "person" or genre in TALKING_BEASTS]
    others = waiting or people[:2] or [one for one in (*roles[:2], *cast) if one.core != focus.core]
    things = reading.things[:2] or tuple(_own(fragments["PROP"], "held", reading, rng))
    places = reading.places[:2] or tuple(_own(fragments["SETTING"], "place", reading, rng))
    thing = things[0] if reading.wanted or not reading.things or rng.random() < 0.75 else things[-1]
    return Scene(
        focus=focus,
        other=others[0] if waiting or not people else rng.choice(others),
        thing=thing,
        place=places[0],
        names="",
        hint=reading.hint,
        present=reading.present,
    )


def _focus(reading: Reading, words: Tongue) -> Entity | None:
    """Whom the passage follows: whoever came up last, or the teller of the story."""
    if reading.people and (reading.voice == "third" or len(reading.people) > 1):
        return reading.people[0]
    if reading.voice != "third":
        word = ALONE[words.language][reading.voice]
        return Entity(word, "person", word)
    return next(iter(reading.roles), None)


def _own(lines: tuple[str, ...], kind: Kind, reading: Reading, rng: Random) -> list[Entity]:
    """What the co-author brings along where people brought nothing; what it brought before comes first."""
    found: list[Entity] = []
    for line in lines:
        first, _, again = (part.strip() for part in line.partition("|"))
        entity = Entity(again, kind, again, "n" if kind != "person" else "", first)
        if first.casefold() in reading.told or again.split()[-1].casefold() not in reading.told:
            found.append(entity)
    rng.shuffle(found)
    found = found or [Entity(again, kind, again, "", first)]
    return sorted(found, key=lambda one: one.first.casefold() not in reading.told)


def _stand_ins(reading: Reading, passages: int) -> dict[str, str]:
    now = "_NOW" if reading.present else ""
    return {
        "SHORT": f"SHORT{now}",
        "KICK": f"KICK_{stage(passages)}{now}",
        "ANSWERS": f"ASK_{reading.asked}",
        "HAPPENED": reading.event or "HAPPENED",
    }


def _link(reading: Reading, scene: Scene, rng: Random) -> str:
    """The first beat takes up what waits: a question, a spoken line, a happening, or whatever lies there."""
    if reading.asked:
        return "ANSWER"
    if reading.aloud:
        return "REPLY"
    if reading.event and rng.random() < 0.6:
        return "EVENT"
    return _act(scene, rng)


def _act(scene: Scene, rng: Random) -> str:
    return "HANDLE" if scene.thing.kind == "held" and rng.random() < 0.6 else "ACCEPT"


def _body(teller: Teller, reading: Reading, brief: Brief, due: list[Entity], said: int) -> str:
    rng = teller.rng
    scale = SCALE[brief.length]
    spare, most = 14 * len(due), int(MOST_WORDS * scale)
    aim = int(rng.randint(*AIM) * scale) - spare // 3
    going_on = brief.partial.strip() != ""
    beats = [*([] if going_on else [_link(reading, teller.scene, rng)]), *(["HINT"] if reading.hint else [])]
    beats += _shuffled(BEATS[stage(brief.passages)], rng)
    sentences: list[str] = []
    before = ""
    for beat in beats * 2:
        if said >= aim:
            break
        if beat == before or (beat in ACTS and before in ACTS):
            continue
        beat = _act(teller.scene, rng) if beat == "ACCEPT" else beat
        sentence = _fitting(teller, beat, most - spare - said)
        if sentence:
            sentences.append(sentence)
            said += len(sentence.split())
            before = beat
    if before == "SHORT":
        sentences.pop()
    if not (going_on and said > most):
        sentences += _recalled(teller, due, " ".join(sentences))
        sentences.append(teller.say("KICK"))
    return " ".join(sentences)


def _shuffled(beats: tuple[str, ...], rng: Random) -> list[str]:
    """The order of a stage, with one neighbouring pair exchanged."""
    order = list(beats)
    at = rng.randrange(len(order) - 1)
    order[at], order[at + 1] = order[at + 1], order[at]
    return order


def _fitting(teller: Teller, beat: str, room: int) -> str:
    for _ in range(4):
        sentence = teller.say(beat)
        if len(sentence.split()) <= room:
            return sentence
    return ""


def _recalled(teller: Teller, due: list[Entity], text: str) -> list[str]:
    """A sentence for the names that are due and did not come up by themselves."""
    missing = [one for one in due if one.core not in text]
    if not missing:
        return []
    names = [one.text for one in missing]
    last = names.pop()
    joined = ", ".join(names) + AND[teller.tongue.language] + last if names else last
    teller.scene = replace(teller.scene, names=joined)
    return [teller.say("RECALL")]


def _finish(teller: Teller, partial: str) -> str:
    """The rest of a sentence that was broken off, by the word it broke off at."""
    text = partial.rstrip()
    if text[-1] in ".!?…" or text[-1] in "”»":
        return ""
    if text.count("“") > text.count("”") or text.count("«") > text.count("»"):
        return teller.phrase("ON_SPEECH") + " "
    last = text.split()[-1].casefold()
    sets = teller.tongue.sets
    pool = next((pool for pool, name in ENDS if last in sets.get(name, ())), "ON_OTHER")
    if text[-1] in ",;:—":
        pool = "ON_CLAUSE"
    return teller.phrase(pool) + ". "


def _choices(teller: Teller) -> tuple[str, ...]:
    """Two to four ways on, each of another sort."""
    sorts = [
        "CHOOSE_HELD" if teller.scene.thing.kind == "held" else "CHOOSE_THING",
        "CHOOSE_PLACE",
        "CHOOSE_OTHER",
        "CHOOSE_TURN",
    ]
    teller.rng.shuffle(sorts)
    wanted = teller.rng.choice((2, 3, 3, 3, 4))
    found: list[str] = []
    for sort in sorts:
        for _ in range(6):
            line = teller.say(sort)
            if 3 <= len(line.split()) <= 14 and line not in found:
                found.append(line)
                break
        if len(found) == wanted:
            break
    return tuple(found)
