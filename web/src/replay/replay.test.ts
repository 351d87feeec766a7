import { expect, test } from "vitest";
import type { AnyEvent, Passage } from "../protocol";
import { reduce } from "../room/reduce";
import { textOf } from "../room/story";
import { AMINA, view } from "../room/world";
import { Log } from "./log";
import { marksOf } from "./marks";
import { nextLine, Times } from "./pace";

const BEGAN = Date.parse("2026-11-21T09:00:00Z");

/** A room of so many events, every tenth of them a passage, one after the other in `gap` ms. */
function story(events: number, gap = 1_000): AnyEvent[] {
  const at = (seq: number) => new Date(BEGAN + seq * gap).toISOString();
  const made = { ...view, type: "room.created" as const, room: "room", seq: 1, at: at(1), text: view.premise };
  const log: AnyEvent[] = [made];
  for (let seq = 2; seq <= events; seq += 1) {
    const head = { room: "room", seq, at: at(seq) };
    if (seq % 10 === 0)
      log.push({ ...head, type: "passage.added", passage: passage(seq, at(seq)), text: `Line ${seq}.` });
    else
      log.push({
        ...head,
        type: "reaction.changed",
        passage: seq - (seq % 10),
        member: AMINA,
        reaction: "heart",
        on: true,
      });
  }
  return log;
}

const passage = (id: number, at: string): Passage => ({
  id,
  turn: 1,
  author: AMINA,
  asked_by: null,
  at,
  versions: [id],
  version: id,
  authors: [],
  status: "complete",
  branch: 0,
  reactions: {},
  notes: [],
  woven: [],
  threads: [],
  stands_for: null,
  media: [],
  picture: "",
});

test("any moment is the fold of the events before it, in whatever order moments are looked at", () => {
  const events = story(1_050);
  const log = new Log();
  log.add(events.slice(0, 333));
  log.add(events.slice(333));
  for (const count of [1_050, 1, 199, 200, 201, 1_049, 640, 400]) {
    const folded = events.slice(0, count).reduce<ReturnType<typeof reduce> | null>(reduce, null);
    expect(log.at(count)?.view, `after ${count}`).toEqual(folded);
  }
  expect(log.at(0)).toBeNull();
  const last = log.at(1_050);
  expect(last && textOf(last, 1_050, 1_050)).toBe("Line 1050.");
});

test("20,000 events: to come to any moment takes less than a frame", () => {
  const log = new Log();
  log.add(story(20_000));
  const moments = Array.from({ length: 100 }, (_, n) => (n * 7_919) % 20_000);
  log.at(1);
  const began = performance.now();
  for (const count of moments) log.at(count);
  expect((performance.now() - began) / moments.length).toBeLessThan(16);
});

test("waiting is cut short; the rest keeps its pace, and faster is faster", () => {
  const times = new Times();
  times.add(story(21, 60_000));
  expect(times.of(1, "1")).toBe(4_000);
  expect(times.of(20, "20")).toBe(4_000);
  expect(times.shownBy(4_000, "1")).toBe(2);
});

test("one passage a second, and what lies between two passes at once", () => {
  const times = new Times();
  times.add(story(31));
  expect(times.shownBy(0, "passages")).toBe(9);
  expect(times.shownBy(1_000, "passages")).toBe(19);
  expect(times.shownBy(3_000, "passages")).toBe(31);
});

test("arrows go from line to line", () => {
  const events = story(31);
  expect(nextLine(events, 1, 1)).toBe(10);
  expect(nextLine(events, 10, 1)).toBe(20);
  expect(nextLine(events, 20, -1)).toBe(10);
  expect(nextLine(events, 10, -1)).toBe(1);
  expect(nextLine(events, 30, 1)).toBe(31);
});

test("the line of time shows every passage, fork and vote", () => {
  const branch = { id: 22, name: "Else", by: AMINA, parent: 0, after: 20 };
  const events: AnyEvent[] = [
    ...story(21),
    { room: "room", seq: 22, at: "", type: "branch.forked", branch },
    { room: "room", seq: 23, at: "", type: "vote.closed", vote: 22, counts: [], option: null },
  ];
  const { written, marks } = marksOf(events, 10);
  expect(written.reduce((sum, count) => sum + count)).toBe(2);
  expect(marks).toEqual([
    { at: 22, kind: "fork" },
    { at: 23, kind: "vote" },
  ]);
});
