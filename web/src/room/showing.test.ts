import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Outbox } from "./outbox";
import { Showing } from "./showing";
import { inTurn, MAREK, view } from "./world";

const { turn, rules } = inTurn(MAREK);
if (!turn) throw new Error("no turn");
let told: [string, object][];
let showing: Showing;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  told = [];
  const ear: Pick<Outbox, "whisper"> = { whisper: (name, wish) => void told.push([name, wish]) };
  showing = new Showing(ear);
});
afterEach(() => vi.useRealTimers());

const names = () => told.map(([name]) => name);

test("a private draft never leaves: others only learn that one is typing", () => {
  showing.wrote("my secret", turn, { ...rules, live_drafts: false });
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([
    ["typing.set", { typing: true }],
    ["typing.set", { typing: false }],
  ]);
});

test("a draft is shown at most every 150 ms, and its last state always", () => {
  for (const text of ["E", "Ev", "Eve", "Ever", "Every"]) {
    showing.wrote(text, turn, view.rules);
    vi.advanceTimersByTime(60);
  }
  vi.advanceTimersByTime(200);
  const shown = told.filter(([name]) => name === "draft.show").map(([, wish]) => wish);
  expect(shown.at(-1)).toEqual({ turn: turn.number, text: "Every" });
  expect(shown.length).toBeLessThanOrEqual(3);
});

test("typing is told again while it lasts, and not at every key", () => {
  for (let i = 0; i < 60; i += 1) {
    showing.wrote("word".repeat(i + 1), turn, { ...rules, live_drafts: false });
    vi.advanceTimersByTime(100);
  }
  expect(names()).toEqual(["typing.set", "typing.set"]);
});

test("handing in shows no older draft afterwards", () => {
  showing.wrote("Every", turn, view.rules);
  vi.advanceTimersByTime(10);
  showing.wrote("Every tide", turn, view.rules);
  showing.rest();
  told = [];
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});
