// A room's events, and the room as it was after any of them. Events may still be arriving.
import type { AnyEvent, RoomView } from "../protocol";
import { reduce } from "../room/reduce";
import { key, type Story } from "../room/story";

/** A room is kept each so many events: to come to any moment at most as many are folded. */
const EVERY = 200;

export class Log {
  readonly events: AnyEvent[] = [];
  /** Words by passage and version: those of a version never change, so one shelf serves every moment. */
  private readonly texts: Record<string, string> = {};
  /** The room after 0, 200, 400... events. */
  private readonly kept: (RoomView | null)[] = [null];
  private newest: RoomView | null = null;
  private held: { at: number; view: RoomView | null } = { at: 0, view: null };

  add(events: readonly AnyEvent[]): void {
    for (const event of events) {
      this.newest = reduce(this.newest, event);
      this.events.push(event);
      if (this.events.length % EVERY === 0) this.kept.push(this.newest);
      this.shelve(event);
    }
  }

  get length(): number {
    return this.events.length;
  }

  /** The story after the first `count` events; null before the room was made. */
  at(count: number): Story | null {
    const near = Math.floor(count / EVERY);
    const from = this.held.at <= count && this.held.at >= near * EVERY ? this.held : this.checkpoint(near);
    let { view } = from;
    for (let index = from.at; index < count; index += 1) {
      const event = this.events[index];
      if (event) view = reduce(view, event);
    }
    this.held = { at: count, view };
    return view && { view, texts: this.texts, chat: [], earlier: false };
  }

  private shelve(event: AnyEvent): void {
    if (event.type === "passage.added") this.texts[key(event.passage.id, event.seq)] = event.text;
    if (event.type === "passage.revised" || event.type === "leaf.added" || event.type === "note.added") {
      this.texts[key(event.passage, event.seq)] = event.text;
    }
  }

  private checkpoint(number: number): { at: number; view: RoomView | null } {
    return { at: number * EVERY, view: this.kept[number] ?? null };
  }
}
