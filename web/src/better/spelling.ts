// What a dictionary alone can find: words that it does not have.
import type { Finding } from "./finding";
import { isNamed } from "./names";

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/gu;

export function misspelt(
  text: string,
  names: readonly string[],
  spells: (word: string) => boolean,
  suggests: (word: string) => readonly string[],
): Finding[] {
  const known = new Set(names);
  const found = new Map<string, readonly string[]>();
  return [...text.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    if (isNamed(word, known) || spells(word) || word.split("-").every(spells)) return [];
    const options = found.get(word) ?? suggests(word).map((option) => asWritten(word, option));
    found.set(word, options);
    return [{ start: index, end: index + word.length, kind: "Spelling", note: "", options }];
  });
}

/** With the apostrophe that its writer uses. */
const asWritten = (word: string, option: string): string => option.replace(/['’]/g, /['’]/.exec(word)?.[0] ?? "’");
