import { expect, test } from "vitest";
import { RULES, type Rules } from "../protocol";
import { en } from "../words/en";
import { fr } from "../words/fr";
import { inWords, wordsToLearn } from "./house";

test("of the house rules only those are said that differ from the usual", () => {
  expect(inWords(RULES, en, "relay")).toEqual([]);
  const strict = { ...RULES, words: 60, timer_seconds: 90, lobby: true, characters: "own", tone: "Gentle" } as const;
  expect(inWords(strict, en, "relay")).toEqual([
    "A passage has at most 60 words.",
    "A turn lasts 90 seconds.",
    "The host lets people in one by one.",
    "Each writes only their own character.",
    "Tone: Gentle",
  ]);
  expect(inWords({ ...RULES, timer_seconds: 90 }, en, "free")).toEqual([]);
});

test("every rule that a host can change is said, in both languages", () => {
  const other = {
    ...RULES,
    timer_seconds: 60,
    live_drafts: false,
    coauthor: false,
    words: 30,
    slow_seconds: 30,
    lobby: true,
    locked: true,
    newcomers: "reader",
    characters: "ask",
    tone: "Gentle",
    style: "fable",
    words_to_learn: ["lantern"],
    age: "10-12",
    secret_votes: true,
    vote_seconds: 30,
  } satisfies Rules;
  for (const words of [en, fr])
    expect(new Set(inWords(other, words, "relay")).size).toBe(Object.keys(RULES).length - 1);
});

test("words to learn are taken as they are typed, each once, twelve at most", () => {
  expect(wordsToLearn(" lantern, tide ;\n  low   water, tide,, ")).toEqual(["lantern", "tide", "low water"]);
  expect(wordsToLearn(Array.from({ length: 20 }, (_, n) => `word ${n}`).join(","))).toHaveLength(12);
});
