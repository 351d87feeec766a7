import { expect, test } from "vitest";
import type { Tried } from "../protocol";
import { figures } from "./receipt";

const tried = (changes: Partial<Tried>): Tried => ({
  provider: "anthropic",
  model: "large",
  purpose: "beat",
  outcome: "done",
  first_ms: 800,
  total_ms: 6_000,
  read: 1_000,
  cached: 900,
  written: 200,
  dollars: 0.01,
  ...changes,
});

test("tokens are those of every request, times those of the one that wrote", () => {
  const failed = tried({ outcome: "busy", first_ms: null, total_ms: 90, read: null, cached: null, written: null });
  const repair = tried({ purpose: "repair", first_ms: 10, total_ms: 20, read: 50, cached: 0, written: 5 });
  expect(figures({ tried: [failed, tried({}), repair] })).toEqual({
    read: 1_050,
    cached: 900,
    written: 205,
    firstMs: 800,
    wholeMs: 6_000,
  });
});

test("what nobody counted is not told as nothing", () => {
  const improvised = tried({ read: null, cached: null, written: null });
  expect(figures({ tried: [improvised] })).toMatchObject({ read: null, written: null, cached: 0 });
  expect(figures({ tried: [] })).toMatchObject({ firstMs: null, wholeMs: null });
});
