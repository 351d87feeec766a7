import { expect, test } from "vitest";
import type { Passage, RoomView } from "../protocol";
import { seenOf, since } from "./since";
import { AMINA, JUN, MAREK, passage, view } from "./world";

const MINUTES = 60_000;
const by = (id: number, author: string | null, changes: Partial<Passage> = {}): Passage => ({
  ...passage(id, author),
  ...changes,
});
const after = (...passages: Passage[]): RoomView => ({ ...view, seq: 20, passages });

test("after a short while and a few lines there is no note; after three passages of others there is", () => {
  const seen = seenOf(view, 0);
  expect(since(after(by(4, MAREK), by(5, JUN)), AMINA, seen, MINUTES)).toBeNull();
  expect(since(after(by(4, MAREK), by(5, AMINA), by(6, JUN), by(7, null)), AMINA, seen, MINUTES)).toMatchObject({
    seq: 3,
    passages: 3,
    by: [MAREK, JUN, null],
  });
});

test("what somebody changed of the co-author's, and a suggestion that was taken over, were not chosen by vote", () => {
  const seen = seenOf(view, 0);
  const note = { id: 7, member: JUN, at: "", kind: "suggestion", status: "accepted" } as const;
  const edited = by(4, null, { versions: [4, 5], version: 5, authors: [null, JUN] });
  const taken = by(6, MAREK, { versions: [6, 7], version: 7, authors: [MAREK, JUN], notes: [note] });
  expect(since(after(edited, taken), AMINA, seen, 5 * MINUTES)).toMatchObject({ by: [JUN], passages: 2, voted: 0 });
});

test("after two minutes whatever happened is told: passages, votes, another mode, branch, host or the end", () => {
  const seen = seenOf(view, 0);
  expect(since(view, AMINA, seen, 5 * MINUTES)).toBeNull();
  const chosen = by(4, JUN, { versions: [4, 5], version: 5, authors: [MAREK, JUN] });
  const now = { ...after(chosen), mode: "vote", branch: 9, host: JUN, complete: true } as const;
  const branched = { ...now, branches: [{ id: 9, name: "back", by: null, parent: 0, after: 4 }] };
  expect(since(branched, AMINA, seen, 5 * MINUTES)).toEqual({
    seq: 3,
    passages: 1,
    by: [JUN],
    voted: 1,
    changes: ["mode", "branch", "host", "complete"],
  });
});
