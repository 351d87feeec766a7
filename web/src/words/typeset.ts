// French spacing: a narrow no-break space before ; ! ? and inside « », a no-break space before a colon.
const NARROW = "\u202f";
const NO_BREAK = "\u00a0";

function spaced(text: string): string {
  return text
    .replace(/ ([;!?»])/g, `${NARROW}$1`)
    .replace(/« /g, `«${NARROW}`)
    .replace(/ :/g, `${NO_BREAK}:`)
    .replace(/(\d) (s\b)/g, `$1${NO_BREAK}$2`);
}

/** Every sentence of a catalogue, and every sentence that its functions make, typeset. */
export function typeset<T>(words: T): T {
  if (typeof words === "string") return spaced(words) as T;
  if (typeof words === "function") return ((...args: unknown[]) => typeset(words(...args))) as T;
  if (Array.isArray(words)) return words.map(typeset) as T;
  if (typeof words === "object" && words !== null) {
    return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, typeset(value)])) as T;
  }
  return words;
}
