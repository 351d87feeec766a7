// One branch of a story, fetched page by page; what is here can be read while the rest comes.
import { useEffect, useState } from "react";
import type { Kept } from "../library";
import type { ReadPassage, StoryPage } from "../protocol";

export interface Book {
  /** The first page: the title and who wrote it. */
  readonly head: StoryPage | null;
  readonly passages: readonly ReadPassage[];
  readonly whole: boolean;
  /** Some of it was kept on this device, because the house cannot be reached. */
  readonly copy: boolean;
  readonly problem: unknown;
}

const CLOSED: Book = { head: null, passages: [], whole: false, copy: false, problem: null };

/** `load` stays the same function for as long as the book is the same. */
export function useBook(load: (cursor: string) => Promise<Kept<StoryPage>>): Book {
  const [book, setBook] = useState(CLOSED);
  useEffect(() => {
    let closed = false;
    const open = async () => {
      let held = CLOSED;
      for (let cursor: string | null = ""; cursor !== null && !closed; ) {
        const { told, copy }: Kept<StoryPage> = await load(cursor);
        cursor = told.next;
        const passages = [...held.passages, ...told.passages];
        held = { head: held.head ?? told, passages, whole: cursor === null, copy: held.copy || copy, problem: null };
        if (!closed) setBook(held);
      }
    };
    setBook(CLOSED);
    open().catch((problem: unknown) => !closed && setBook((held) => ({ ...held, problem })));
    return () => {
      closed = true;
    };
  }, [load]);
  return book;
}
