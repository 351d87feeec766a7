// Where the name of each branch stands: beside its beginning, where it hides no passage and no other name.
import type { Leaf } from "../protocol";
import type { Layout, Stop } from "./layout";
import type { Place } from "./placing";

export interface Name extends Place {
  readonly branch: number;
  readonly text: string;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of a letter, in sizes of the type: a little wider than Inter's mean. */
const LETTER = 0.56;
const POINT = 13;
const RUN = 28;
/** Places beside the first stop of a branch, the best one first: how far along x, and the base of the letters along y. */
const BESIDE = {
  down: [
    [5, -17],
    [18, 5],
    [9, 27],
  ],
  across: [
    [-11, -20],
    [-11, 32],
  ],
} as const;

/** `size` of the type in the units of the map; `width` of the map. Where nothing is free, the roomiest place, cut. */
export function naming(
  layout: Layout<Leaf>,
  of: (stop: Stop<Leaf>) => Place,
  named: (branch: number) => string,
  { down, size, width }: { down: boolean; size: number; width: number },
): Name[] {
  const taken = layout.stops.map((stop) => around(of(stop), stop.passages.length > 1 ? RUN : POINT));
  const names: Name[] = [];
  for (const { branch } of layout.lanes) {
    const first = layout.stops.find((stop) => stop.branch === branch && stop.key !== "0");
    if (!first) continue;
    const at = of(first);
    const text = named(branch);
    const wanted = text.length * LETTER * size;
    const places = BESIDE[down ? "down" : "across"].map(([dx, dy]) => {
      const place = { x: at.x + dx, y: at.y + dy };
      return { place, room: room(place, size, taken, width) };
    });
    const best =
      places.find((one) => one.room >= wanted) ?? places.reduce((one, other) => (other.room > one.room ? other : one));
    const said = cut(text, Math.floor(best.room / (LETTER * size)));
    names.push({ ...best.place, branch, text: said });
    taken.push(line(best.place, size, said.length * LETTER * size));
  }
  return names;
}

const around = ({ x, y }: Place, half: number): Box => ({
  left: x - half,
  right: x + half,
  top: y - POINT,
  bottom: y + POINT,
});

const line = ({ x, y }: Place, size: number, width: number): Box => ({
  left: x,
  right: x + width,
  top: y - size * 0.8,
  bottom: y + size / 5,
});

/** How far one can write from a place before something is in the way. */
function room(place: Place, size: number, taken: readonly Box[], width: number): number {
  const letters = line(place, size, 0);
  const ways = taken.filter(
    (box) => box.top < letters.bottom && box.bottom > letters.top && box.right > place.x && box.left < width,
  );
  return Math.max(0, Math.min(width, ...ways.map((box) => box.left)) - place.x);
}

/** At least so much of a name is said, even where it hides something. */
const SHORTEST = 6;

const cut = (text: string, most: number): string =>
  text.length > Math.max(most, SHORTEST) ? `${text.slice(0, Math.max(most, SHORTEST) - 1).trimEnd()}…` : text;
