// What happened since one was here last, from what the page knows.
import type { Passage, RoomView } from "../protocol";
import { onPage, writerOf } from "./select";

/** What is kept on the device of a room that one looks at. */
export interface Seen {
  readonly seq: number;
  /** This browser's clock, in ms. */
  readonly at: number;
  readonly mode: string;
  readonly branch: number;
  readonly host: string | null;
  readonly complete: boolean;
}

export interface Since {
  readonly seq: number;
  readonly passages: number;
  /** Who wrote them, in the order of their first; null: the co-author. */
  readonly by: readonly (string | null)[];
  /** How many of them the room chose by vote. */
  readonly voted: number;
  readonly changes: readonly ("mode" | "branch" | "host" | "complete" | "reopened")[];
}

const AWAY_MS = 120_000;
const MANY = 3;

export const seenOf = (view: RoomView, at: number): Seen => ({
  seq: view.seq,
  at,
  mode: view.mode,
  branch: view.branch,
  host: view.host,
  complete: view.complete,
});

/** null: nothing worth a note, after a short while or none. */
export function since(view: RoomView, you: string | null, seen: Seen, at: number): Since | null {
  const fresh = onPage(view).filter((passage) => passage.id > seen.seq && writerOf(passage) !== you);
  if (at - seen.at < AWAY_MS && fresh.length < MANY) return null;
  const complete =
    view.complete === seen.complete ? [] : [view.complete ? ("complete" as const) : ("reopened" as const)];
  const same = (["mode", "branch", "host"] as const).filter((what) => view[what] !== seen[what]);
  const changes = [...same, ...complete];
  if (fresh.length === 0 && changes.length === 0) return null;
  return {
    seq: seen.seq,
    passages: fresh.length,
    by: [...new Set(fresh.map((passage) => writerOf(passage)))],
    voted: fresh.filter(chosen).length,
    changes,
  };
}

/** Proposals are by several people. The co-author's are edited, not voted on; a suggestion was taken over. */
function chosen({ authors, versions, notes }: Passage): boolean {
  const taken = new Set(notes.map((note) => note.id));
  const wrote = authors.filter((_, index) => !taken.has(versions[index] ?? 0));
  return wrote[0] !== null && new Set(wrote).size > 1;
}
