"""One passage out of everybody's lines, and whose each sentence is."""

from __future__ import annotations

from dataclasses import replace

from engine.beat import read
from engine.improv.passage import compose
from engine.llm import Line
from engine.threads import threads_of
from rooms.protocol import OwnLanguage
from tests.prompts import samples

LINES = (
    Line("Ana", "Mira runs up the stair with the lamp in her hand.", 41, 1),
    Line("Ben", "Tomas sings an old song, and the bell answers", 42, 2),
    Line("Cleo", "Il neige sur le port !", 43, 3),
)


def told(text: str, lines: tuple[Line, ...] = LINES) -> list[tuple[int, str]]:
    return [(thread.passage, text[thread.start : thread.end]) for thread in threads_of(text, lines)]


def test_each_sentence_is_somebodys() -> None:
    """R-P41: a sentence of a woven passage is of the line that most of its words are from; one that only joins others
    is nobody's; two in a row of one line are one stretch."""
    text = (
        "With the lamp in her hand Mira runs up the stair. Far away a door moves.\n\nBelow, Tomas sings. The old song! "
        "And the bell answers. “Il neige sur le port !” Nobody"
    )
    assert told(text) == [
        (41, "With the lamp in her hand Mira runs up the stair."),
        (42, "Below, Tomas sings. The old song! And the bell answers."),
        (43, "“Il neige sur le port !”"),
    ]
    assert told("The stair was waiting.", LINES) == []
    assert told("", LINES) == told("Rien.", LINES) == told("Mira runs.", ()) == []


def test_improv_weaves() -> None:
    """R-P42: improv makes one passage of all lines, word for word, in another order when it is asked again, with a
    sentence of its own after them; and records that it used them all."""
    languages: tuple[OwnLanguage, ...] = ("en", "fr")
    for language in languages:
        brief = replace(samples()["first"], language=language, weave=LINES)
        text = compose(brief).text
        assert [line for line, _ in told(text)] == [41, 42, 43]
        assert all(line.text in text for line in LINES)
        beat = read(compose(brief).record, brief)
        assert beat is not None
        assert beat.used == (41, 42, 43)
        again = compose(replace(brief, versions=(text,))).text
        assert [line for line, _ in told(again)] == [42, 43, 41]


def test_improv_keeps_to_the_length() -> None:
    """R-P43: improv writes short, medium and long beats as asked, and answers a question aside like a wish."""
    base = samples()["first"]
    counts = [
        sum(len(compose(replace(base, length=length, seed=seed)).text.split()) for seed in range(30)) / 30
        for length in ("short", "medium", "long")
    ]
    assert counts == sorted(counts)
    assert counts[0] < 0.8 * counts[1] < 0.65 * counts[2]
    aside, wish = replace(base, aside="a dragon", seed=3), replace(base, hint="a dragon", seed=3)
    assert compose(aside).text == compose(wish).text
