// What a model would change, once it is asked. Its ideas move with their words while one writes on.
import { useEffect, useState } from "react";
import { ask as asked, room as at } from "../api";
import { useAsking } from "../parts/useAsking";
import type { Better } from "../protocol";
import { useConnection } from "../room/context";
import { type Change, follow, ideaOf } from "./changes";

/** One model after the other, where the first does not answer, with a check before and after. */
const PATIENCE_MS = 60_000;

export interface Ideas {
  readonly changes: readonly Change[];
  readonly busy: boolean;
  readonly trouble: string | null;
  /** How many it had when it was asked last; null: nobody asked yet. */
  readonly had: number | null;
  ask: () => void;
  answered: (change: Change) => void;
}

interface Held {
  readonly text: string;
  readonly changes: readonly Change[];
}

export function useIdeas(room: string): Ideas {
  const { store } = useConnection();
  const [held, setHeld] = useState<Held>({ text: "", changes: [] });
  const [had, setHad] = useState<number | null>(null);
  const [busy, trouble, asking] = useAsking();
  // At every keystroke, not at every picture: of two changes at once each is followed by itself.
  useEffect(() => store.subscribe(() => setHeld((before) => moved(before, store.get().draft))), [store]);

  const ask = () =>
    asking(async () => {
      const text = store.get().draft;
      setHad(null);
      const { changes } = await asked<Better>("POST", `${at(room)}/better`, { text }, PATIENCE_MS);
      setHeld(moved({ text, changes: changes.map((change) => ideaOf(text, change)) }, store.get().draft));
      setHad(changes.length);
    });
  const answered = (change: Change) =>
    setHeld((before) => ({ ...before, changes: before.changes.filter((other) => !same(change, other)) }));
  return { changes: held.changes, busy, trouble, had, ask, answered };
}

const moved = (before: Held, text: string): Held =>
  before.text === text ? before : { text, changes: follow(before.changes, before.text, text) };

const same = (one: Change, other: Change): boolean => one.start === other.start && one.from === other.from;
