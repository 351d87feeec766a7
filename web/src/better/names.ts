// The names of a story: no dictionary has them, and no checker may doubt them.
const WORD = /\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/gu;
const CAPITAL = /^\p{Lu}/u;
/** After these a sentence may begin, so that a capital says nothing. */
const BEGINS = /(?:^|[.!?…:"“”«»()–—*\n-]\s*)$/;

/** Without what French elides before it and English adds behind it: d’Ysolde, Ysolde’s. */
const bare = (word: string): string => word.replace(/^\p{L}{1,2}['’](?=\p{Lu})/u, "").replace(/['’]s$/, "");

/** Words written with a capital in the middle of a sentence, or more than once and never without. */
export function namesIn(text: string): string[] {
  const names = new Set<string>();
  const opening = new Map<string, number>();
  const small = new Set<string>();
  for (const { 0: written, index } of text.matchAll(WORD)) {
    const word = bare(written);
    if (!CAPITAL.test(word)) small.add(word);
    else if (!BEGINS.test(text.slice(Math.max(0, index - 8), index)) || word !== written) names.add(word);
    else opening.set(word, (opening.get(word) ?? 0) + 1);
  }
  for (const [word, times] of opening) if (times > 1 && !small.has(word.toLowerCase())) names.add(word);
  return [...names].filter((name) => name.length > 1);
}

/** Every word of what people call themselves, whatever its letters. */
export const wordsOf = (name: string): string[] => [...name.matchAll(WORD)].map(([word]) => word);

/** Whether a word is one of these, elided or owning something. */
export function isNamed(word: string, names: ReadonlySet<string>): boolean {
  const after = word.replace(/^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]/i, "");
  return [word, after, bare(word), bare(after)].some((form) => names.has(form));
}
