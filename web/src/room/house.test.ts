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
    manner: RULES.manner,
    media: { ...RULES.media, aloud: true },
  } satisfies Rules;
  for (const words of [en, fr])
    expect(new Set(inWords(other, words, "relay")).size).toBe(Object.keys(RULES).length - 1);
});

test("how the co-author takes part is said where it makes sense", () => {
  const manner = {
    speaks: "turns",
    every: 3,
    silence_seconds: 120,
    plays: "Maud",
    length: "short",
    note: "No ghosts.",
    weave: true,
    understudy: true,
  } satisfies Rules["manner"];
  const rules = { ...RULES, manner };
  expect(inWords(rules, en, "round")).toEqual([
    "The co-author writes after every 3 turns.",
    "The co-author plays Maud.",
    "The co-author writes a few lines.",
    "The author’s note: No ghosts.",
    "The co-author weaves the lines of a round into one passage.",
  ]);
  expect(inWords(rules, en, "round_robin").at(-1)).toBe("The co-author plays the characters of those who are away.");
  const silent = { ...RULES, manner: { ...RULES.manner, speaks: "silence", silence_seconds: 120 } } as const;
  expect(inWords(silent, en, "free")).toEqual(["The co-author writes after a silence of 2 minutes."]);
  expect(inWords(silent, en, "round")).toEqual([]);
  expect(inWords({ ...rules, coauthor: false }, en, "round")).toEqual(["No co-author."]);
  const every = (mode: "round" | "round_robin") =>
    [manner, { ...manner, speaks: "silence" as const }].flatMap((one) => inWords({ ...RULES, manner: one }, fr, mode));
  // `every`, `silence_seconds` and `speaks` share two sentences.
  expect(new Set([...every("round"), ...every("round_robin")]).size).toBe(Object.keys(manner).length - 1);
});

test("what is made beside the words is said in one sentence each", () => {
  const media = {
    plates: true,
    cover: false,
    portraits: false,
    voices: true,
    recordings: false,
    plates_when: "every",
    plates_every: 3,
    aloud: true,
    style: "woodcut",
    palette: "muted",
  } satisfies Rules["media"];
  expect(inWords({ ...RULES, media }, en, "free")).toEqual([
    "Not made here: the cover, portraits and recordings.",
    "A picture after every 3 passages.",
    "Each passage is read aloud.",
    "The pictures: woodcut.",
    "Their colours: muted.",
  ]);
  expect(inWords({ ...RULES, media }, fr, "free")).toHaveLength(5);
  const off = { ...media, plates: false, voices: false, style: null, palette: "natural" } as const;
  expect(inWords({ ...RULES, media: off }, en, "free")).toHaveLength(1);
  expect(inWords({ ...RULES, media: { ...RULES.media, plates_when: "scene" } }, en, "free")).toEqual([
    "A picture when the scene changes.",
  ]);
});

test("words to learn are taken as they are typed, each once, twelve at most", () => {
  expect(wordsToLearn(" lantern, tide ;\n  low   water, tide,, ")).toEqual(["lantern", "tide", "low water"]);
  expect(wordsToLearn(Array.from({ length: 20 }, (_, n) => `word ${n}`).join(","))).toHaveLength(12);
});
