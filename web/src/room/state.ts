// Everything the page knows of one room at this moment.
import type { Draft, Refusal, Vote } from "../protocol";
import type { Ink } from "./ink";
import type { Story } from "./story";

export type Link =
  | { readonly is: "opening" }
  | { readonly is: "live" }
  | { readonly is: "away"; readonly since: number }
  | { readonly is: "reading" }
  | { readonly is: "lobby" }
  | { readonly is: "over"; readonly why: Over; readonly refusal?: Refusal };

export type Over = "left" | "kicked" | "banned" | "declined" | "refused" | "misnamed" | "outdated";

/** A command that is on its way. Kept ones survive a reload. */
export interface Pending {
  readonly op: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly kept: boolean;
}

export interface Notice {
  readonly id: number;
  readonly refusal: Refusal;
  readonly about: string;
}

/** What a vote came to, and the choices it was about. */
export interface Decided {
  readonly vote: Vote;
  readonly counts: readonly number[];
  readonly option: number | null;
  /** The question's options in words, where the room forgets them with the vote. */
  readonly choices: readonly string[];
}

/** Not for readers of this age; the model would not; no words came; lines that could not be woven. */
export type Unsaid = "withheld" | "refused" | "failed" | "unwoven";

export interface RoomState {
  readonly story: Story | null;
  /** The history that the story is of; the server has another one after a restore. */
  readonly epoch: string | null;
  readonly you: string | null;
  readonly link: Link;
  readonly here: ReadonlySet<string>;
  /** Who is typing, and when it fades (this browser's clock). */
  readonly typing: ReadonlyMap<string, number>;
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly ink: Ink | null;
  readonly pending: readonly Pending[];
  readonly notice: Notice | null;
  /** The server's clock minus this browser's, in ms. */
  readonly skew: number;
  /** One's own line that waits to land, and one's own secret ballot: the house tells nobody else. */
  readonly line: string;
  readonly ballot: number | null;
  readonly decided: Decided | null;
  /** Who last reminded one, for the turn that is meant. */
  readonly nudge: { readonly by: string; readonly turn: number } | null;
  /** Why the co-author's last words are not there. */
  readonly unsaid: Unsaid | null;
  /** What one writes: shown to others only where the room shows drafts. */
  readonly draft: string;
  /** What one notes while others write: never leaves the browser. */
  readonly note: string;
}

export const EMPTY: RoomState = {
  story: null,
  epoch: null,
  you: null,
  link: { is: "opening" },
  here: new Set(),
  typing: new Map(),
  drafts: new Map(),
  ink: null,
  pending: [],
  notice: null,
  skew: 0,
  line: "",
  ballot: null,
  decided: null,
  nudge: null,
  unsaid: null,
  draft: "",
  note: "",
};
