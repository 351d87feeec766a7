// How much is pointed out at once, by the age that the room is for.
import type { Age } from "../protocol";
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

export const STRENGTH: Readonly<Record<Age, Strength>> = {
  "6-9": { most: 3, kinds: FIRST, notes: false },
  "10-12": { most: 5, kinds: NEXT, notes: false },
  "13-15": { most: 8, kinds: NEXT, notes: true },
  "16-17": { most: 12, kinds: ALL, notes: true },
  adult: { most: Number.POSITIVE_INFINITY, kinds: ALL, notes: true },
};
