import { expect, test } from "vitest";
import { contentsOf, firstWords, setBook } from "./typeset";

const LONG =
  "Every evening at dusk Old Perrin lit forty lamps, and every evening he left the forty-first dark for them. ".repeat(
    2,
  );
const told = (...texts: string[]) => texts.map((text, index) => ({ id: index + 1, text }));
const set = (...texts: string[]) =>
  setBook(told(...texts)).map(({ blocks }) =>
    blocks.map((block) => (block.is === "paragraph" ? block.lead : block.is)),
  );

test("the first paragraph has a drop cap, the next ones an indent, also in the next passage", () => {
  expect(set(`${LONG}\n\nAnd then.`, LONG)).toEqual([["cap", "indent"], ["indent"]]);
});

test("a short beginning, or one that begins with a quotation mark, has no drop cap", () => {
  expect(set("Short.")).toEqual([["flush"]]);
  expect(set(`“${LONG}`)).toEqual([["flush"]]);
});

test("headings are chapters, stars and rules are breaks; what follows is not indented", () => {
  expect(set(`# One\n${LONG}\n***\nAfter the break.\n* * *`, `## Two\n${LONG}`)).toEqual([
    ["chapter", "cap", "break", "flush", "break"],
    ["chapter", "cap"],
  ]);
  expect(set("---\n___\n⁂")).toEqual([["break", "break", "break"]]);
  expect(set("#nothing\n** bold")).toEqual([["flush", "indent"]]);
});

test("the contents are the chapters, else the first words of every tenth passage", () => {
  expect(contentsOf(setBook(told("# The unlit street\nText", "Text", "## What the river keeps")))).toEqual([
    { passage: 1, title: "The unlit street" },
    { passage: 3, title: "What the river keeps" },
  ]);
  const plain = setBook(
    told(...Array.from({ length: 25 }, (_, n) => `Passage ${n} goes on and on, and does not end.`)),
  );
  expect(contentsOf(plain).map((entry) => entry.passage)).toEqual([1, 11, 21]);
  expect(contentsOf(setBook(told("Only one.")))).toEqual([]);
});

test("first words end at a word, without the comma that they were cut at", () => {
  expect(firstWords("One two three four five six, seven")).toBe("One two three four five six…");
  expect(firstWords("One two")).toBe("One two");
});
