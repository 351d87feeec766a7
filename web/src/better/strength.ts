// How much is pointed out at once, by the age that the room is for.
import { type Age, MOST_CHANGES } from "../protocol";
import type { Why } from "./changes";

export interface Strength {
  readonly most: number;
  readonly kinds: readonly Why[];
  /** Whether the checker's own reason is shown below the kind words of the page. */
  readonly notes: boolean;
}

const FIRST: readonly Why[] = ["spelling", "capital", "grammar", "twice", "together"];
const NEXT: readonly Why[] = [...FIRST, "mixed", "punctuation"];
const ALL: readonly Why[] = [...NEXT, "style"];

const most = (age: Age): number => MOST_CHANGES[age] ?? Number.POSITIVE_INFINITY;

export const STRENGTH: Readonly<Record<Age, Strength>> = {
  "6-9": { most: most("6-9"), kinds: FIRST, notes: false },
  "10-12": { most: most("10-12"), kinds: NEXT, notes: false },
  "13-15": { most: most("13-15"), kinds: NEXT, notes: true },
  "16-17": { most: most("16-17"), kinds: ALL, notes: true },
  adult: { most: most("adult"), kinds: ALL, notes: true },
};
