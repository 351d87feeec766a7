import { expect, test } from "vitest";
import type { Branch } from "../protocol";
import { onBranch, part } from "./branches";
import { layOut, step } from "./layout";

const fork = (id: number, parent: number, after: number): Branch => ({
  id,
  name: `Branch ${id}`,
  by: null,
  parent,
  after,
});
const run = (branch: number, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: from + index, branch }));
const none = new Set<number>();

const passages = [...run(0, 1, 20), ...run(100, 101, 110), ...run(200, 201, 203), ...run(300, 301, 302)];
const branches = [fork(100, 0, 10), fork(200, 100, 105), fork(300, 0, 15), fork(400, 0, 20)];
const map = layOut(passages, branches, none);
const at = (key: string) => {
  const found = map.stops.find((stop) => stop.key === key);
  if (!found) throw new Error(`no stop ${key}`);
  return found;
};

test("every passage stands on the map once", () => {
  const shown = map.stops.flatMap((stop) => stop.passages.map((passage) => passage.id));
  expect(shown.sort((a, b) => a - b)).toEqual(passages.map((passage) => passage.id));
});

test("runs without a fork are folded, forks and ends are not", () => {
  expect(at("2").passages).toHaveLength(8);
  for (const id of ["1", "10", "15", "20", "105", "110"]) expect(at(id).passages).toHaveLength(1);
  const open = layOut(passages, branches, new Set([2]));
  expect(open.stops.find((stop) => stop.key === "5")?.passages).toHaveLength(1);
});

test("a branch begins after the passage that it leaves, in a lane of its own", () => {
  expect(at("101").from).toBe(at("10"));
  expect(at("201").from).toBe(at("105"));
  expect(at("101").along).toBe(at("10").along + 1);
  for (const [index, one] of map.lanes.entries()) {
    for (const other of map.lanes.slice(index + 1)) {
      const apart = one.lane !== other.lane || one.last < other.first || other.last < one.first;
      expect(apart, `${one.branch} and ${other.branch}`).toBe(true);
    }
  }
});

test("a branch without a passage is on the map too", () => {
  expect(at("empty 400").passages).toEqual([]);
  expect(at("empty 400").from).toBe(at("20"));
});

test("a fork whose passage was taken back leaves the one before it", () => {
  const taken = layOut([...run(0, 1, 3), ...run(9, 10, 11)], [fork(9, 0, 8)], none);
  expect(taken.stops.find((stop) => stop.key === "10")?.from?.key).toBe("3");
  const beginning = layOut([...run(0, 1, 3), ...run(9, 10, 11)], [fork(9, 0, 0)], none);
  expect(beginning.stops.find((stop) => stop.key === "10")?.from?.key).toBe("0");
});

test("a tree of 300 passages and 9 branches keeps to a few dozen stops", () => {
  const story = run(0, 1, 120);
  const leaves = Array.from({ length: 9 }, (_, n) => fork(1_000 * (n + 1), 0, 12 * (n + 1)));
  const many = [...story, ...leaves.flatMap((leaf) => run(leaf.id, leaf.id + 1, leaf.id + 20))];
  const drawn = layOut(many, leaves, none);
  expect(many).toHaveLength(300);
  expect(drawn.stops.length).toBeLessThan(60);
  expect(drawn.length).toBeLessThan(50);
});

test("arrows lead along a branch and across to others", () => {
  expect(step(map, at("1"), "on")).toBe(at("2"));
  expect(step(map, at("101"), "back")).toBe(at("10"));
  expect(step(map, at("10"), "on")).toBe(at("11"));
  expect(step(map, at("11"), "down")?.lane).toBeGreaterThan(0);
  expect(step(map, at("101"), "up")?.lane).toBe(0);
  expect(step(map, at("0"), "back")).toBeUndefined();
});

test("what is read in a branch is its own and what came before it left", () => {
  const reads = (branch: number) => passages.filter(onBranch(branches, branch)).map((passage) => passage.id);
  expect(reads(0)).toHaveLength(20);
  expect(reads(200)).toEqual([...run(0, 1, 10), ...run(100, 101, 105), ...run(200, 201, 203)].map(({ id }) => id));
  expect(reads(400)).toEqual(reads(0));
  const [both, one, other] = part(passages.filter(onBranch(branches, 0)), passages.filter(onBranch(branches, 100)));
  expect([both.length, one.length, other.length]).toEqual([10, 10, 10]);
});
