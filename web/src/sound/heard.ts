// What a listener's page knows of the reading, and what the reading needs of the room.
import type { Answer, Media, MediaFault, Refusal } from "../protocol";
import type { Story } from "../room/story";
import type { Reader } from "./playlist";
import type { SleepAt } from "./sleep";
import type { Spoken } from "./timings";

export const SPEEDS = [0.75, 0.9, 1, 1.15, 1.25, 1.5] as const;

/** Why a passage was not heard: the house would not, its maker could not, or this browser did not. */
export type Why = Refusal | MediaFault | "unplayable";

export interface Trouble {
  readonly passage: number;
  readonly media: number | null;
  readonly why: Why;
}

export interface Heard {
  /** Somebody listens, or did and may go on. */
  readonly on: boolean;
  /** What is read, or waited for. */
  readonly passage: number | null;
  /** The sound of it that is here. */
  readonly media: Media | null;
  /** What the listener wants. */
  readonly playing: boolean;
  /** Nothing is heard yet, for want of a voice or of its bytes. */
  readonly waiting: boolean;
  /** How far the house is with it, in percent. */
  readonly percent: number;
  /** Everything that is told was heard. */
  readonly ended: boolean;
  readonly words: readonly Spoken[];
  readonly sentences: readonly number[];
  readonly seconds: number;
  readonly trouble: Trouble | null;
  readonly speed: number;
  readonly reader: Reader;
  readonly sleep: SleepAt;
}

export const SILENT = {
  on: false,
  passage: null,
  media: null,
  playing: false,
  waiting: false,
  percent: 0,
  ended: false,
  words: [],
  sentences: [],
  seconds: 0,
  trouble: null,
};

/** What the player needs of the room. */
export interface Room {
  readonly id: string;
  story(): Story | null;
  subscribe(listener: () => void): () => void;
  /** Ask the house to read; null: it could not be reached now. */
  ask(passage: number): Promise<Answer | null>;
  retry(media: number): Promise<Answer | null>;
  /** Brings older passages. */
  earlier(): Promise<void>;
  address(file: string): string;
}
