// A woven passage: which of its words come from whose line.
import type { Member, Passage, RoomView, Thread } from "../protocol";

export interface Stretch {
  readonly text: string;
  /** The line that it comes from; null: the co-author's own words. */
  readonly line: number | null;
}

/**
 * The paragraphs of a text, each as stretches. The server counts characters; JavaScript counts halves of the rarer ones.
 * @param threads Those that overlap an earlier one, or leave the text, are cut.
 */
export function stretches(text: string, threads: readonly Thread[]): Stretch[][] {
  const characters = [...text];
  const all: Stretch[] = [];
  let at = 0;
  const upTo = (end: number, line: number | null) => {
    const text = characters.slice(at, end).join("");
    at = Math.max(at, Math.min(end, characters.length));
    // The space after a sentence is nobody's.
    const words = text.trimEnd();
    all.push({ text: words, line }, { text: text.slice(words.length), line: null });
  };
  for (const thread of [...threads].sort((one, other) => one.start - other.start)) {
    upTo(thread.start, null);
    upTo(thread.end, thread.passage);
  }
  upTo(characters.length, null);
  return inParagraphs(all);
}

function inParagraphs(all: readonly Stretch[]): Stretch[][] {
  const paragraphs: Stretch[][] = [[]];
  for (const { text, line } of all) {
    text.split(/\n+/).forEach((part, index) => {
      if (index > 0) paragraphs.push([]);
      const paragraph = paragraphs.at(-1);
      const before = paragraph?.at(-1);
      if (before && before.line === line) paragraph?.splice(-1, 1, { text: before.text + part, line });
      else if (part) paragraph?.push({ text: part, line });
    });
  }
  return paragraphs.filter((paragraph) => paragraph.some(({ text }) => text.trim()));
}

/** Threads are told of the newest version alone. */
export const threadsOf = (passage: Passage, version: number): readonly Thread[] =>
  version === passage.versions.at(-1) ? passage.threads : [];

/** The lines that a passage was woven from, as far as they are here. */
export const linesOf = (view: Pick<RoomView, "passages">, { woven }: Passage): Passage[] =>
  woven.length > 0 ? view.passages.filter((passage) => woven.includes(passage.id)) : [];

/** Those whose lines they are, each once, in the order of the lines. */
export function weavers(view: Pick<RoomView, "passages" | "members">, passage: Passage): Member[] {
  const authors = linesOf(view, passage).map(({ author }) => view.members[author ?? ""]);
  return [...new Set(authors.filter((member) => member !== undefined))];
}

/** Who is still to say whether a woven passage is fine, of those who are here. */
export function toAnswer(view: RoomView, passage: Passage, here: ReadonlySet<string>): Member[] {
  const asked = weavers(view, passage).filter(({ status, role }) => status === "in" && role !== "reader");
  return asked.filter(({ id }) => here.has(id) && !view.vote?.cast.includes(id));
}
