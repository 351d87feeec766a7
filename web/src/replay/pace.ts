// When each event is shown: as it was with the waiting cut short, or one passage a second.
import type { AnyEvent } from "../protocol";

export const PACES = ["passages", "1", "5", "20", "60"] as const;
export type Pace = (typeof PACES)[number];

/** Nobody watches longer than this while nothing is written. */
const LONGEST_WAIT_MS = 4_000;
const A_PASSAGE_MS = 1_000;

/** What a watcher came to see; between two of these the rest may pass at once. */
const LINES = new Set<AnyEvent["type"]>(["passage.added", "passage.revised", "leaf.added"]);
export const isLine = (event: AnyEvent): boolean => LINES.has(event.type);

/** The moment of each event in ms from the beginning, at single speed. Grows with the log. */
export class Times {
  private readonly cut: number[] = [];
  private readonly lines: number[] = [];
  private last = 0;

  add(events: readonly AnyEvent[]): void {
    for (const event of events) {
      const at = Date.parse(event.at);
      const waited = this.cut.length > 0 ? Math.max(0, at - this.last) : 0;
      this.last = at;
      this.cut.push((this.cut.at(-1) ?? 0) + Math.min(LONGEST_WAIT_MS, waited));
      this.lines.push((this.lines.at(-1) ?? 0) + (isLine(event) ? A_PASSAGE_MS : 0));
    }
  }

  /** When the event at `index` is shown at this pace. */
  of(index: number, pace: Pace): number {
    const times = pace === "passages" ? this.lines : this.cut;
    return (times[index] ?? 0) / (pace === "passages" ? 1 : Number(pace));
  }

  /** How many events are shown by `ms`. */
  shownBy(ms: number, pace: Pace): number {
    let low = 0;
    let high = this.cut.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.of(middle, pace) <= ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** How many events are shown when one goes to the line before, or after, the moment `count`. */
export function nextLine(events: readonly AnyEvent[], count: number, by: 1 | -1): number {
  for (let index = by > 0 ? count : count - 2; index >= 0 && index < events.length; index += by) {
    const event = events[index];
    if (event && isLine(event)) return index + 1;
  }
  return by > 0 ? events.length : Math.min(1, events.length);
}
