// What this device remembers of a listener: the pace everywhere, and in each room the voice and the place.
import { recall, remember } from "../device";
import { HOUSE, type Reader } from "./playlist";

export interface Place {
  readonly passage: number;
  readonly seconds: number;
}

const KEEP_PLACE_MS = 5_000;

export class Memory {
  private kept = 0;

  constructor(private readonly room: string) {}

  get speed(): number {
    return recall("sound:speed", 1);
  }

  set speed(speed: number) {
    remember("sound:speed", speed);
  }

  get reader(): Reader {
    return recall(this.key("reader"), HOUSE);
  }

  set reader(reader: Reader) {
    remember(this.key("reader"), reader);
  }

  get place(): Place | null {
    return recall<Place | null>(this.key("heard"), null);
  }

  set place(place: Place | null) {
    this.kept = Date.now();
    remember(this.key("heard"), place);
  }

  /** Whether the place was not kept for a while. */
  get stale(): boolean {
    return Date.now() - this.kept > KEEP_PLACE_MS;
  }

  private key(what: string): string {
    return `room:${this.room}:sound:${what}`;
  }
}
