import { expect, test } from "vitest";
import type { Generation, GenerationDelta } from "../protocol";
import { dip } from "./ink";

const generation: Generation = {
  id: 9,
  fence: 2,
  by: null,
  kind: "new",
  passage: null,
  woven: [],
  stands_for: null,
  stopping: false,
  branch: 0,
  began_at: "2026-11-21T09:00:00Z",
};
const delta = (offset: number, text: string, fence = 2, id = 9): GenerationDelta => ({
  type: "generation.delta",
  room: "r",
  seq: 9,
  generation: id,
  fence,
  offset,
  text,
});

test("words follow words, counted in characters as the server counts them", () => {
  const first = dip(null, generation, delta(0, "A 🕯️"));
  if (first === "gap") throw new Error("no gap");
  expect(dip(first, generation, delta(4, " burns"))).toMatchObject({ text: "A 🕯️ burns" });
});

test("a repeated delta changes nothing, a lost one is a gap", () => {
  const ink = { generation: 9, fence: 2, text: "Every evening" };
  expect(dip(ink, generation, delta(5, " evening"))).toMatchObject({ text: "Every evening" });
  expect(dip(ink, generation, delta(20, "at dusk"))).toBe("gap");
});

test("who lost the pen is not heard, and who took it begins anew", () => {
  const ink = { generation: 9, fence: 2, text: "Every evening" };
  expect(dip(ink, generation, delta(13, " at dusk", 1))).toBe(ink);
  expect(dip(ink, generation, delta(13, " at dusk", 2, 8))).toBe(ink);
  expect(dip(ink, generation, delta(0, "At", 3))).toMatchObject({ fence: 3, text: "At" });
});
