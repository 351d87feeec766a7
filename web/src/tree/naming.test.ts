import { expect, test } from "vitest";
import type { Branch, Leaf } from "../protocol";
import { layOut } from "./layout";
import { naming } from "./naming";
import { placing } from "./placing";

const leaf = (id: number, branch: number): Leaf => ({
  id,
  branch,
  author: null,
  opening: "",
  status: "complete",
  versions: 1,
  reactions: 0,
  notes: 0,
});
const fork = (id: number, after: number): Branch => ({ id, name: `Branch ${id}`, by: null, parent: 0, after });

/** Forks from one passage after another lie as close as branches can. */
const passages = Array.from({ length: 8 }, (_, index) => leaf(index + 1, 0));
const branches = [2, 3, 4, 5].map((after) => fork(after * 100, after));
const grown = branches.flatMap(({ id }) => [leaf(id + 1, id), leaf(id + 2, id)]);
const layout = layOut([...passages, ...grown], branches, new Set(passages.map(({ id }) => id)));
const name = (branch: number) => (branch ? `What if it was ${branch}` : "The trunk");

test.each([true, false])("a name hides no passage and no other name, down: %s", (down) => {
  const place = placing(layout, down);
  const names = naming(layout, place.of, name, { down, size: 14, width: place.width });
  expect(names.map(({ branch }) => branch).sort((a, b) => a - b)).toEqual([0, 200, 300, 400, 500]);
  for (const { x, y, text } of names) {
    const end = x + text.length * 7;
    const points = layout.stops.map(place.of).filter((at) => Math.abs(at.y - y + 4) < 11 + 5);
    expect(points.filter((at) => at.x + 11 > x && at.x - 11 < end)).toEqual([]);
    expect(names.filter((other) => other.y === y && other.x > x && other.x < end)).toEqual([]);
  }
});

test("a name is cut where the map ends, not before", () => {
  const place = placing(layout, true);
  const [whole] = naming(layout, place.of, () => "The trunk", { down: true, size: 14, width: place.width });
  expect(whole?.text).toBe("The trunk");
  const long = "A very long name that nobody would give to a branch of a story";
  for (const { x, text } of naming(layout, place.of, () => long, { down: true, size: 14, width: place.width }))
    expect(x + text.length * 7).toBeLessThanOrEqual(place.width);
});
