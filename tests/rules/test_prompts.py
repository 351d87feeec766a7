"""What a model is given: the same for the same story, growing at its end, and what it wrote word for word or in sum."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from engine.llm import Brief, Character, Line
from engine.prompt import NOBODY, prompt_of
from engine.recall import BLOCK, MOST_BLOCKS, TOLD_CHARS, extract, forgotten, sealed, summaries
from engine.rules import rules_of
from engine.world import fold
from rooms.protocol import Beat, Effect
from tests.prompts import GOLDEN, Evening, bytes_of, golden, repeated, samples
from tests.worlds import BEAT


def brief(**more: Any) -> Brief:
    return replace(samples()["first"], **more)


def test_golden_prompts() -> None:
    """R-P1: the prompts of a story are, to the byte, those that were kept; a change of them is seen and meant."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.iterdir()}
    assert golden() == kept, "look at what changed, then run `python -m tests.prompts`"


def test_same_state_same_bytes() -> None:
    """R-P2: the same brief gives the same bytes; another seed changes the marks of what counts now alone."""
    one = samples()["late-fr"]
    assert bytes_of(prompt_of(one)) == bytes_of(prompt_of(replace(one)))
    first, other = prompt_of(one), prompt_of(replace(one, seed=one.seed + 1))
    assert replace(first, now="", nonce="") == replace(other, now="", nonce="")
    assert first.now.replace(first.nonce, "") == other.now.replace(other.nonce, "")


@pytest.mark.parametrize(
    ("evening", "more"),
    [
        (Evening(), {}),
        (Evening("fr"), {}),
        (Evening(words=30, own_words=60), {}),
        (Evening(seed=8), {"note": "Nobody may find the key yet. " * 10, "hint": "Let it rain."}),
        (Evening(people=4, words=40, own_words=120), {"tone": "warm", "learning": ("lamp",)}),
    ],
    ids=["alone", "French", "short lines", "a long note", "four people"],
)
def test_the_prefix_lasts(evening: Evening, more: dict[str, Any]) -> None:
    """R-P3: over 50 beats each prompt begins with at least 90 % of the one before, whole, with what counts now."""
    prompts = [prompt_of(one) for one in evening.play(51, **more)]
    shares = [repeated(before, after) for before, after in pairwise(prompts)]
    assert len(shares) == 50
    assert min(shares) >= 0.9, min(shares)


def test_sealing_is_rare_and_keeps_what_was_sealed() -> None:
    """R-P4: in a story of any length what was sealed is only added to; the prefix breaks when a seal is set, and the
    prompt has an end."""
    evening = Evening(words=60, own_words=120, most=20_000)
    prompts = [prompt_of(one) for one in evening.play(160)]
    breaks = 0
    for before, after in pairwise(prompts):
        assert after.before[: len(before.before)] == before.before
        breaks += len(after.before) > len(before.before)
        if len(after.before) == len(before.before):
            assert repeated(before, after) >= 0.9
    assert 2 <= breaks <= 160 / 12
    assert max(len(bytes_of(prompt)) for prompt in prompts) < 60_000


def test_passages_are_sealed_in_blocks() -> None:
    """R-P5: nothing is sealed before the told words are too many; then whole blocks, until a fifth is left, and never
    the last ten passages."""
    assert sealed([1_000] * 96) == 0
    assert sealed([1_000] * 97) == 80
    assert sealed([1_000] * 150) == 80
    assert sealed([40_000] * 12) == 0
    assert sealed([40_000] * 20) == BLOCK
    for count in range(0, 3_000, 7):
        told = [1_000] * count
        assert sealed(told) % BLOCK == 0
        assert sum(told[sealed(told) :]) <= TOLD_CHARS


def test_the_oldest_summaries_go_at_once() -> None:
    """R-P6: summaries have an end too: beyond 40 blocks the older half goes, all of it in one beat."""
    assert forgotten(MOST_BLOCKS * BLOCK) == 0
    gone = [forgotten(BLOCK * blocks) for blocks in range(200)]
    assert sorted(gone) == gone
    assert set(gone) == {0, 200, 400, 600, 800, 1_000, 1_200, 1_400, 1_600}
    assert all(20 <= blocks - gone[blocks] // BLOCK <= 40 for blocks in range(41, 200))


def test_summaries() -> None:
    """R-P7: a beat's summary stands for the passages it took up; a passage that no beat tells of is told by how it
    begins, and one sees that it goes on."""
    beat = BEAT.model_copy(update={"used": (1, 2)})
    story = [(1, "One."), (2, "Two."), (3, ""), (4, "Four stood alone. " + "And so on. " * 40), (5, "Five.")]
    assert summaries(story, {3: beat}) == ((BEAT.summary, extract(story[3][1]), "Five."),)
    assert extract(story[3][1]).startswith("Four stood alone. And so on.")
    assert extract(story[3][1]).endswith(" …")
    assert len(extract("word " * 500).split()) == 31


def test_told_is_a_conversation() -> None:
    """R-P8: people and co-author speak in turn, people first and last, also where the co-author wrote twice."""
    one, two = Line(None, "A bell."), Line("Ana", "Mira waits.", 7, 2)
    for lines in ((), (one,), (two,), (one, one), (two, two, one, one, two)):
        told = prompt_of(brief(lines=lines)).told
        assert [said.by for said in told] == ["people", "coauthor"] * (len(told) // 2) + ["people"]
        assert all(said.text for said in told)
    told = prompt_of(brief(lines=(one, two, two))).told
    assert [said.text for said in told[:2]] == [NOBODY, "A bell."]
    assert told[2].text == "\n".join(['<contribution id="7" by="p2">\nMira waits.\n</contribution>'] * 2)


def test_nobody_is_named() -> None:
    """R-P9: the people's own names are not in a prompt, nor dates nor ids of the house: they are p1, p2 and so on."""
    named = brief(
        lines=(Line("Wilhelmina", "It rained.", 3, 1),), people=("Wilhelmina", "Ben"), cast=(Character("Mira", 1),)
    )
    text = bytes_of(prompt_of(named)).decode()
    assert "Wilhelmina" not in text
    assert "Ben" not in text
    assert "Mira (played by p1)" in text
    assert named.story_id not in text


def test_the_rules_are_shared() -> None:
    """R-P10: all rooms of an age band and a language begin with the same rules, whatever their story is."""
    prompts = [prompt_of(one) for one in samples().values()]
    assert {prompt.rules for prompt in prompts} == {rules_of("adult", "en"), rules_of("adult", "fr")}
    assert "French" in rules_of("adult", "fr")


def test_tasks() -> None:
    """R-P11: each kind of work asks for its own: go on in mid-sentence, write otherwise, weave, speak as one, answer
    aside and record nothing."""
    now = {name: prompt_of(one).now for name, one in samples().items()}
    assert "She lifted the lid, and" in now["go-on"]
    assert "mid-sentence" in now["go-on"]
    assert now["again"].count("<version-") == 2
    assert "another way" in now["again"]
    assert now["weave"].count("<line-") == 2
    assert 'id="91" by="p1"' in now["weave"]
    assert "this character alone" in now["character"]
    assert "40 to 80 words" in now["character"]
    assert [name for name, one in samples().items() if not prompt_of(one).records] == ["aside"]


def test_facts_come_when_the_story_no_longer_tells_them() -> None:
    """R-P12: what the told words still say is not repeated; of what is older, whoever is there or spoken of."""
    effects = (
        Effect(op="add_person", name="Otto", value="keeper of the bell"),
        Effect(op="add_thing", name="the bell", value="cracked"),
        Effect(op="add_person", name="Vera", value="a diver"),
        Effect(op="open_thread", name="who rang", value="at low tide, and twice"),
        Effect(op="give", name="the bell", value="Otto"),
    )
    early = brief(world=fold([(5, effects)]), lines=(Line("Ana", "Otto listens to the bell.", 40, 1),))
    assert "Otto: keeper of the bell" in prompt_of(early).now
    assert "the bell: cracked; with Otto" in prompt_of(early).now
    assert "open: who rang: at low tide, and twice" in prompt_of(early).now
    assert "Vera" not in prompt_of(early).now
    assert "Otto" not in prompt_of(replace(early, world=fold([(41, effects)]))).now


def test_the_world_is_a_fold() -> None:
    """R-P13: effects make the world in the order of the story; without a beat, as on a branch that lacks it, the world
    is as if it had never been."""
    first = (Effect(op="add_thing", name="the key", value="of brass"), Effect(op="give", name="the key", value="Mira"))
    second = (Effect(op="give", name="The Key", value="Tomas"), Effect(op="set_trait", name="the key", value="warm"))
    third = (Effect(op="move", name="the key", value="the sea"), Effect(op="close_thread", name="x", value="y"))
    key = fold([(1, first), (2, second)]).entities["the key"]
    assert (key.holder, key.traits, key.since) == ("Tomas", ("warm",), 1)
    assert fold([(1, first)]).entities["the key"].holder == "Mira"
    assert fold([(1, first), (3, third)]).entities["the key"].holder == ""
    assert fold([(1, first), (2, second), (3, third)]) == fold([(3, third)], fold([(1, first), (2, second)]))


def test_lengths() -> None:
    """R-P14: a longer beat is asked for with more words and given more tokens; a story that nobody began is told so."""
    tokens = [prompt_of(brief(length=length)).most_tokens for length in ("short", "medium", "long")]
    assert sorted(set(tokens)) == tokens
    assert "200 to 320 words" in prompt_of(brief(length="long")).now
    assert [said.text for said in prompt_of(brief(lines=())).told] == [NOBODY]


def test_a_beat_of_the_protocol_holds_its_bounds() -> None:
    """R-P15: what is stored of a beat has an end: texts, lists and numbers."""
    for wrong in (
        {"choices": ("a",) * 5}, {"scene": ""}, {"scene": "x" * 81}, {"mood": "hungry"}, {"summary": "x" * 301},
        {"present": ("x",) * 13}, {"used": (-1,)}, {"used": (1,) * 41}, {"effects": (1,)}, {"other": 1},
    ):  # fmt: skip
        with pytest.raises(ValueError, match="validation error"):
            Beat(**{**BEAT.model_dump(), **wrong})
