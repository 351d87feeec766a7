import { expect, test } from "vitest";
import { AGES, MOST_CHANGES } from "../protocol";
import { ideaOf } from "./changes";
import { STRENGTH } from "./strength";

test("an idea stands at its words, also after signs that JavaScript counts twice", () => {
  const text = "🜁🜂 Mira ran, very, very fast.";
  const idea = ideaOf(text, {
    find: "very, very fast",
    at: 13,
    instead: "like a hare",
    kind: "style",
    why: "Shorter.",
  });
  expect(text.slice(idea.start, idea.end)).toBe("very, very fast");
  expect(idea).toMatchObject({ to: ["like a hare"], why: "style", note: "Shorter.", idea: true });
});

test("as much is pointed out at once as the house says", () => {
  for (const age of AGES) expect(STRENGTH[age].most).toBe(MOST_CHANGES[age] ?? Number.POSITIVE_INFINITY);
});
