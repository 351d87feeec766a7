// When each word of a passage is heard, and where its sentences begin.

/** What a maker tells beside its sound: characters from and to, milliseconds from and to. */
export interface Timings {
  readonly words: readonly (readonly [number, number, number, number])[];
}

export interface Spoken {
  /** In the text, as JavaScript counts. */
  readonly start: number;
  readonly end: number;
  /** In the sound, in milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** The house counts characters; JavaScript counts halves of the rarer ones. What leaves the text is cut. */
export function spokenWords(text: string, timings: Timings): Spoken[] {
  const places = [0];
  for (const character of text) places.push((places.at(-1) ?? 0) + character.length);
  const place = (character: number) => places[Math.max(0, Math.min(character, places.length - 1))] ?? 0;
  return timings.words
    .map(([start, end, from, to]) => ({ start: place(start), end: place(end), from, to }))
    .filter(({ start, end }) => end > start)
    .sort((one, other) => one.from - other.from);
}

/** After its end a word stays lit for so long, unless another one begins: so that nothing flickers between words. */
const LINGERS_MS = 300;

/** Which word is heard at `ms`; -1: none. */
export function wordAt(words: readonly Spoken[], ms: number): number {
  const at = lastFrom(words, ms);
  const word = words[at];
  return word && ms <= word.to + LINGERS_MS ? at : -1;
}

/** The last word that began by `ms`; -1: none did. */
function lastFrom(words: readonly Spoken[], ms: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.from ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where the sentences of a text begin. */
export function sentenceStarts(text: string, language: string): number[] {
  const segments = new Intl.Segmenter(language, { granularity: "sentence" }).segment(text);
  return [...segments].filter(({ segment }) => segment.trim()).map(({ index }) => index);
}

/** When each sentence of which a word is heard begins, in milliseconds. */
export function sentenceTimes(words: readonly Spoken[], starts: readonly number[]): number[] {
  const times = starts.map((start, index) => {
    const next = starts[index + 1] ?? Number.POSITIVE_INFINITY;
    return words.find((word) => word.end > start && word.start < next)?.from;
  });
  return times.filter((time) => time !== undefined);
}

/** Nearer to its beginning than this, back is the sentence before. */
const JUST_BEGUN_MS = 1_200;
/** Where nobody knows the sentences. */
const STEP_MS = 10_000;

/** Where a step leads from `ms`: the beginning of a sentence; null: out of this passage. */
export function step(times: readonly number[], ms: number, by: -1 | 1, length: number): number | null {
  if (times.length === 0) {
    const to = ms + by * STEP_MS;
    if (by > 0) return to < length ? to : null;
    return ms < JUST_BEGUN_MS ? null : Math.max(0, to);
  }
  if (by > 0) return times.find((time) => time > ms + 1) ?? null;
  const now = times.findLastIndex((time) => time <= ms + 1);
  const begun = times[now] ?? 0;
  return ms - begun > JUST_BEGUN_MS ? begun : (times[now - 1] ?? null);
}

/** Minutes and seconds. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
