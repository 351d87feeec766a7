"""From an order to a scene: where, when, in which weather, who, with what. What is said nearest to it counts first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from engine.improv.names import mentions
from engine.improv.tongue import tongue
from rooms.protocol import Genre, Passage
from workers.making import Order
from workers.pictures.drawn.beasts import BEASTS
from workers.pictures.drawn.looks import as_told, coat_of, dressed, refined, thrown
from workers.pictures.drawn.named import told_of
from workers.pictures.drawn.people import BY_MOOD
from workers.pictures.drawn.props import HELD
from workers.pictures.drawn.scene import Figure, Scene
from workers.pictures.drawn.shapes import dice
from workers.pictures.drawn.words import meanings, said, strongest, tables, tokens

MOST_PEOPLE, MOST_BEASTS, MOST_PROPS = 3, 2, 3
BY_GENRE: dict[Genre, tuple[str, ...]] = {
    "fairy_tale": ("forest", "castle", "village", "meadow"),
    "fantasy": ("castle", "mountains", "forest", "cave"),
    "mystery": ("city", "room", "harbour"),
    "science_fiction": ("space",),
    "adventure": ("mountains", "sea", "desert", "deck"),
    "everyday": ("village", "city", "room", "meadow"),
}
"""Where a story plays that has not said."""
HOURS = (("day", "dusk", "dawn"), ("night", "dusk"))
"""Of stories that have not said, and of mysteries."""
SEXES = {"woman": "woman", "girl": "woman", "man": "man", "boy": "man"}
WHAT = 6
"""Words into which what somebody is must fall."""
AIRLESS = ("space", "underwater", "cave")


@dataclass(frozen=True, slots=True)
class _Source:
    """What is read for a picture, nearest first, in the tiers that count one after the other."""

    tiers: tuple[str, ...]
    near: str
    language: str
    room: str
    heard: str
    """The story from its beginning, where it tells of people."""
    sky: tuple[str, ...]
    """As ``tiers``, but the passage before all notes of it: an hour may have passed since."""

    def first(self, kind: str) -> str:
        return next((found for tier in self.tiers if (found := strongest(tier, kind, self.language))), "")


def scene_of(order: Order) -> Scene:
    """What a picture of this order shows; the same order always the same."""
    view, media = order.view, order.media
    source = _source(order)
    portrait = media.kind == "portrait"
    what = (view.id, media.kind, media.passage or media.character or "", media.version or 0, media.wish, media.take)
    seed = "/".join(map(str, what))
    story = dice("scene", view.id)
    setting = source.first("setting") or _unsaid(source, story.choice(BY_GENRE[view.genre]))
    figures = tuple(_figures(order, source, seed))
    place = _place(order, source)
    mood = _mood(order, source)
    props = said(source.near, "prop", source.language)
    figures = tuple(_posed(figures, props, mood, seed))
    in_hand = {figure.holds for figure in figures}
    return Scene(
        setting=setting,
        time="day" if portrait else _hour(source) or story.choice(HOURS[view.genre == "mystery"]),
        weather="clear" if portrait or setting in AIRLESS else _weather(source),
        mood=mood,
        figures=figures,
        props=tuple(prop for prop in props if prop not in in_hand and prop not in HELD)[:MOST_PROPS],
        place=place,
        home=f"{view.id}/{place.casefold() or setting}",
        seed=seed,
        language=source.language,
        shape=media.kind if media.kind in ("cover", "portrait") else "plate",
    )


def _source(order: Order) -> _Source:
    view, media, beat = order.view, order.media, order.beat
    passage = _passage(order)
    noted = " . ".join(filter(None, (beat.scene, beat.picture) if beat else ()))
    own = passage is not None and passage.author is None
    picture = passage.picture if passage else ""
    near = [media.wish, *((noted, picture, order.text) if own else (picture, order.text, noted))]
    far = [*reversed(order.before), view.premise, view.title] if media.kind != "portrait" else [view.premise]
    close = " . ".join(part for part in (media.wish, picture, order.text, noted if own else "") if part)
    sky = (media.wish, picture, order.text, noted, *far)
    tiers, sky = (tuple(filter(None, parts)) for parts in ((*near, *far), sky))
    return _Source(tiers, close, view.language, str(view.id), order.heard, sky)


def _passage(order: Order) -> Passage | None:
    return next((passage for passage in order.view.passages if passage.id == order.media.passage), None)


def _unsaid(source: _Source, usual: str) -> str:
    """Where it plays when nobody says so: where its furniture or its weather is, else where such stories play."""
    if {"table", "chair"} & set(said(source.near, "prop", source.language)):
        return "room"
    return "snowfield" if _weather(source) == "snow" else usual


def _hour(source: _Source) -> str:
    return next((found for tier in source.sky if (found := strongest(tier, "time", source.language))), "")


def _weather(source: _Source) -> str:
    """The nearest that is said, unless it has ended, or stars or the sun are said after it."""
    language = source.language
    for tier in source.sky:
        words, ends = tokens(tier), tables(language)["ends"]
        there, last = False, -1
        for at, name, _ in meanings(tier, "weather", language):
            ended = ends["before"] & {*words[max(0, at - 2) : at]} or ends["after"] & {*words[at + 1 : at + 4]}
            there, last = there or not ended, at
            if ended or name == "clear":
                there = False
        bright = [at for at, _, _ in meanings(tier, "sky", language) if not _hidden(words, at, language)]
        if bright and bright[-1] > last:
            return "clear"
        if last >= 0:
            return strongest(tier, "weather", language) if there else "clear"
    return "clear"


def _hidden(words: list[str], at: int, language: str) -> bool:
    """'No stars', 'without a moon'."""
    return bool({*words[max(0, at - 3) : at]} & tables(language)["link"]["no"])


def _mood(order: Order, source: _Source) -> str:
    if found := strongest(order.text, "mood", source.language):
        return found
    return order.beat.mood if order.beat else "calm"


def _place(order: Order, source: _Source) -> str:
    """The name of a place that the story knows, where it is said."""
    places = [entity.name for entity in order.world.entities.values() if entity.kind == "place"]
    for tier in source.tiers:
        for name in places:
            if _names(name, tier):
                return name
    return ""


def _names(name: str, text: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text.casefold()) is not None


def _figures(order: Order, source: _Source, seed: str) -> Iterator[Figure]:
    """First whoever is named in the words, then who the co-author says is there, then whom a noun stands for."""
    if order.media.kind == "portrait":
        yield figure_of(order, order.media.character or "", source)
        return
    people = beasts = 0
    species: set[str] = set()
    for name in _present(order, source):
        figure = figure_of(order, name, source)
        if figure.beast and beasts < MOST_BEASTS:
            beasts += 1
            species.add(figure.beast)
            yield figure
        elif not figure.beast and people < MOST_PEOPLE:
            people += 1
            yield figure
    for figure in _unnamed(source, alone=not people):
        if people < MOST_PEOPLE:
            people += 1
            yield figure
    for beast in said(source.near, "beast", source.language):
        if beast in BEASTS and beast not in species and beasts < MOST_BEASTS:
            beasts += 1
            yield Figure("", beast=beast, coat=coat_of(source.room, "", beast, "", source.language))


def _present(order: Order, source: _Source) -> list[str]:
    beat = order.beat
    known = [entity.name for entity in order.world.entities.values() if entity.kind == "person"]
    known += [cast.character for cast in order.view.cast if cast.character]
    known += [member.character for member in order.view.members.values() if member.character]
    known += beat.present if beat else ()
    known += _read(source)
    known = list(dict.fromkeys(known))
    named = [name for name in known if _names(name, source.near) or _names(name.split()[0], source.near)]
    there = list(beat.present) if beat and not named else []
    unique: dict[str, str] = {}
    for name in (*named, *there):
        unique.setdefault(name.casefold().split()[0], name)
    return list(unique.values())


def _read(source: _Source) -> list[str]:
    """Names of people in the words, where nobody noted them: who acts like one, is said twice, is then 'she',
    or was told of as 'a girl'."""
    own = tongue("fr" if source.language.startswith("fr") else "en")
    pronouns = frozenset().union(*tables(source.language)["pronoun"].values())
    titles, ages = (frozenset[str]().union(*tables(source.language)[kind].values()) for kind in ("role", "age"))
    score: dict[str, int] = {}
    for mention in mentions(source.near, own):
        after = set(tokens(source.near[mention.at + len(mention.name) :])[:12])
        person = mention.person + bool(after & pronouns) + (mention.name in score)
        person += 8 * (tokens(mention.name)[0] in titles)
        told = told_of(source.heard, mention.name, source.language)
        somebody = told.sex != "" and bool((titles | ages) & set(tokens(told.being)))
        person += somebody or _kind(told.being, source.language) != ""
        score[mention.name] = score.get(mention.name, 0) + person - 2 * mention.place
    return [name for name, person in score.items() if person > 0]


def _unnamed(source: _Source, alone: bool) -> Iterator[Figure]:
    """Whom a noun stands for: 'a girl', 'her uncle'. Beside people with names only those who are somebody's, for a
    noun may mean the named. Where there is no noun either, whoever 'she' or 'he' is."""
    language = source.language
    table, words = tables(language), tokens(source.near)
    others = frozenset().union(*table["role"].values())
    seen: set[str] = set()
    for at, role, word in meanings(source.near, "role", language):
        owned = at > 0 and words[at - 1] in table["own"]["words"]
        if word in seen or len(seen) >= 2 or not (alone or owned):
            continue
        seen.add(word)
        sex = SEXES.get(role, "") or _pronoun(words[at + 1 : at + 12], language)
        around = " ".join(
            (*_after_others(words[max(0, at - 3) : at], others), *_before_others(words[at : at + 7], others))
        )
        look, known = refined(thrown(source.room, word, sex), around, language)
        yield Figure("", look, known=known)
    if alone and not seen and (sex := _pronoun(words, language)):
        yield Figure("", thrown(source.room, sex, sex))


def _after_others(words: list[str], others: frozenset[str]) -> list[str]:
    """What stands before somebody, from where it can be of nobody else."""
    last = max((at for at, word in enumerate(words) if word in others), default=-1)
    return words[last + 1 :]


def _before_others(words: list[str], others: frozenset[str]) -> list[str]:
    """Somebody, and what follows until the next."""
    return [words[0], *takewhile(lambda word: word not in others, words[1:])]


def _pronoun(words: Iterable[str], language: str) -> str:
    """Whether the first 'she' or 'he' is a woman or a man."""
    table = tables(language)["pronoun"]
    return next((sex for word in words for sex in table if word in table[sex]), "")


def figure_of(order: Order, name: str, source: _Source) -> Figure:
    """Somebody with a name, as the whole story knows them: by what is held of them, else by what was told of them
    first, else as the house throws them."""
    language = source.language
    told = told_of(source.heard, name, language)
    held = _held(order, name)
    words = " . ".join((*held, told.being))
    if beast := _kind(words, language):
        return Figure(name, beast=beast, coat=coat_of(source.room, name, beast, words, language))
    look, known = as_told(thrown(source.room, name, _sex(held, language) or told.sex), told, language)
    look, worn = dressed(look, told_of(order.text, name, language).having, language)
    known = (*known, *worn)
    for part in reversed(held):
        look, sure = refined(look, part, language)
        known = (*known, *sure)
    return Figure(name, look, known=tuple(dict.fromkeys(known)))


def _kind(words: str, language: str) -> str:
    """Which beast somebody is, if any: a small brown dog is one, a boy with a dog is not."""
    for part in words.split(" . "):
        person = min((at for at, _, _ in meanings(part, "role", language)), default=WHAT)
        for at, kind, _ in meanings(part, "beast", language):
            if at < min(person, WHAT) and kind in BEASTS:
                return kind
    return ""


def _held(order: Order, name: str) -> tuple[str, ...]:
    """What is promised of somebody: their look, then what the world knows, then what a portrait is asked by."""
    key = name.casefold()
    look = next((cast.look for cast in order.view.cast if cast.character and cast.character.casefold() == key), "")
    entity = order.world.entities.get(key)
    facts = " . ".join((entity.what, *entity.traits)) if entity else ""
    asked = order.text if order.media.kind == "portrait" and order.text != order.view.premise else ""
    return tuple(filter(None, (look, facts, asked)))


def _sex(held: Iterable[str], language: str) -> str:
    """By what is promised of them: 'a girl', 'with her lantern'."""
    for part in held:
        for role in said(part, "role", language):
            if role in SEXES:
                return SEXES[role]
        if sex := _pronoun(tokens(part), language):
            return sex
    return ""


def _posed(figures: Iterable[Figure], props: list[str], mood: str, seed: str) -> Iterator[Figure]:
    die = dice("pose", seed)
    hands = [prop for prop in props if prop in HELD]
    poses = list(BY_MOOD[mood])
    die.shuffle(poses)
    for i, figure in enumerate(figures):
        if figure.beast:
            yield figure
            continue
        pose = poses[i % len(poses)]
        holds = hands.pop(0) if hands else ""
        if holds:
            pose = "lift" if holds in ("lantern", "sword", "umbrella", "bell") else "hold"
        yield replace(figure, pose=pose, holds=holds)
