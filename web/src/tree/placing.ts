// From places on the map to points on the screen.
import type { Leaf } from "../protocol";
import type { Layout, Stop } from "./layout";

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Placing {
  readonly width: number;
  readonly height: number;
  of(stop: Stop<Leaf>): Place;
}

/** From one passage to the next, as wide as what a finger needs; and from one lane to the next. */
const ALONG = 44;
const ACROSS = { down: 48, across: 66 };
const EDGE = 34;
/** Room for the name of a branch beside its lane. */
const NAME = { down: 150, across: 120 };

export function placing(layout: Layout<Leaf>, down: boolean): Placing {
  const across = ACROSS[down ? "down" : "across"];
  const length = 2 * EDGE + (layout.length - 1) * ALONG;
  const width = 2 * EDGE + (layout.width - 1) * across;
  const of = ({ along, lane }: Stop<Leaf>): Place => {
    const [far, aside] = [EDGE + along * ALONG, EDGE + lane * across];
    return down ? { x: aside, y: far } : { x: far, y: aside };
  };
  return down ? { width: width + NAME.down, height: length, of } : { width: length + NAME.across, height: width, of };
}

/** A line within a lane, a bend from one lane to another. */
export function river(from: Place, to: Place, down: boolean): string {
  if (from.x === to.x || from.y === to.y) return `M${from.x} ${from.y}L${to.x} ${to.y}`;
  return down
    ? `M${from.x} ${from.y}C${from.x} ${to.y} ${to.x} ${from.y} ${to.x} ${to.y}`
    : `M${from.x} ${from.y}C${to.x} ${from.y} ${from.x} ${to.y} ${to.x} ${to.y}`;
}
