import { expect, test } from "vitest";
import type { Thread } from "../protocol";
import { stretches } from "./weave";

const thread = (start: number, end: number, passage: number): Thread => ({ start, end, passage });

test("every word of a woven passage is in one stretch, and no other word", () => {
  const text = "A crab came. Meanwhile it rained. Something sat down.";
  const [only] = stretches(text, [thread(34, 53, 9), thread(0, 13, 7)]);
  expect(only).toEqual([
    { text: "A crab came.", line: 7 },
    { text: " Meanwhile it rained. ", line: null },
    { text: "Something sat down.", line: 9 },
  ]);
});

test("threads are counted in characters, also after those that JavaScript counts twice", () => {
  expect(stretches("🦀🦀 came. Rain.", [thread(3, 8, 7)])).toEqual([
    [
      { text: "🦀🦀 ", line: null },
      { text: "came.", line: 7 },
      { text: " Rain.", line: null },
    ],
  ]);
});

test("a stretch that goes over a paragraph is in both", () => {
  expect(stretches("One.\n\nTwo. Three.", [thread(0, 10, 7)])).toEqual([
    [{ text: "One.", line: 7 }],
    [
      { text: "Two.", line: 7 },
      { text: " Three.", line: null },
    ],
  ]);
});

test("threads that overlap or leave the text are cut, and nothing is told twice", () => {
  for (const threads of [
    [thread(0, 6, 7), thread(4, 99, 8)],
    [thread(2, 2, 7), thread(50, 60, 8)],
    [thread(0, 8, 7), thread(2, 4, 8), thread(8, 9, 9)],
  ])
    expect(
      stretches("One two.", threads)
        .flat()
        .map(({ text }) => text)
        .join(""),
    ).toBe("One two.");
  expect(stretches("", [thread(0, 3, 7)])).toEqual([]);
});
