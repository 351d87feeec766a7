// What stands on the line of time: how much was written when, and where the story forked or the room voted.
import type { AnyEvent } from "../protocol";
import { isLine } from "./pace";

export interface Mark {
  readonly at: number;
  readonly kind: "fork" | "vote" | "end";
}

export interface Marks {
  /** Passages and versions in each of equal parts of the log. */
  readonly written: readonly number[];
  readonly marks: readonly Mark[];
}

const KINDS: Partial<Record<AnyEvent["type"], Mark["kind"]>> = {
  "branch.forked": "fork",
  "vote.closed": "vote",
  "story.completed": "end",
};

export function marksOf(events: readonly AnyEvent[], parts: number): Marks {
  const written = new Array<number>(parts).fill(0);
  const marks: Mark[] = [];
  events.forEach((event, index) => {
    const part = Math.min(parts - 1, Math.floor((index / events.length) * parts));
    if (isLine(event)) written[part] = (written[part] ?? 0) + 1;
    const kind = KINDS[event.type];
    if (kind) marks.push({ at: index + 1, kind });
  });
  return { written, marks };
}
