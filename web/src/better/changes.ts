// Single changes to a draft, made of what a checker found in it. Nothing here changes a text.
import type { LintKind } from "harper.js";
import type { BetterChange } from "../protocol";
import type { Finding } from "./finding";

/** Why a change is offered, as the page words it. */
export type Why =
  | "spelling"
  | "capital"
  | "grammar"
  | "twice"
  | "together"
  | "mixed"
  | "punctuation"
  | "style"
  | "vocabulary"
  | "voice";

export interface Change {
  readonly start: number;
  readonly end: number;
  readonly from: string;
  /** What may stand there instead, the likeliest first; none: only the doubt is known. */
  readonly to: readonly string[];
  readonly why: Why;
  /** The checker's own reason, in the language of the story; "" without. */
  readonly note: string;
  /** An idea of a model's, which was asked for. */
  readonly idea?: true;
}

const MOST_OPTIONS = 3;

/** *Regionalism* has none: all Englishes are right. */
const WHY: Readonly<Record<LintKind, Why | null>> = {
  Spelling: "spelling",
  Typo: "spelling",
  Capitalization: "capital",
  Agreement: "grammar",
  Grammar: "grammar",
  Miscellaneous: "grammar",
  WordOrder: "grammar",
  Repetition: "twice",
  BoundaryError: "together",
  Eggcorn: "mixed",
  Malapropism: "mixed",
  Nonstandard: "mixed",
  Usage: "mixed",
  WordChoice: "mixed",
  Formatting: "punctuation",
  Punctuation: "punctuation",
  Enhancement: "style",
  Readability: "style",
  Redundancy: "style",
  Regionalism: null,
  Style: "style",
};

/** `fits` says what may be offered at all. */
export function changesOf(text: string, findings: readonly Finding[], fits = (_: string) => true): Change[] {
  const changes = findings.flatMap((finding) => {
    const why = WHY[finding.kind] ?? null;
    const from = text.slice(finding.start, finding.end);
    if (!why || clipped(text, finding) || (why === "style" && spoken(text, finding.start))) return [];
    if (why === "spelling" && finding.options.includes(american(from))) return [];
    const { start, end } = visible(text, finding);
    const [before, after] = [text.slice(start, finding.start), text.slice(finding.end, end)];
    const options = likeliest(from, finding.options.filter(fits)).map((option) => before + cased(from, option) + after);
    const to = [...new Set(options)].filter((option) => option !== text.slice(start, end)).slice(0, MOST_OPTIONS);
    if (to.length === 0 && finding.options.length > 0) return [];
    return [{ start, end, from: text.slice(start, end), to, why, note: quoted(finding.note) }];
  });
  // What is wrong goes before what could be nicer, the small before the large.
  const order = (one: Change) => (one.why === "style" ? text.length : 0) + one.end - one.start;
  const kept: Change[] = [];
  for (const change of changes.sort((one, other) => order(one) - order(other)))
    if (kept.every((other) => apart(change, other))) kept.push(change);
  return kept.sort((one, other) => one.start - other.start);
}

export const apart = (one: Change, other: Change): boolean => one.end <= other.start || other.end <= one.start;

/** A space alone cannot be shown: its neighbours come with it. */
function visible(text: string, { start, end }: Finding): { start: number; end: number } {
  if (text.slice(start, end).trim()) return { start, end };
  const before = /\S*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const after = /^\S*/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: start - before, end: end + after };
}

/** "A elephant" becomes "An", not "AN". */
const cased = (from: string, option: string): string =>
  from.length === 1 && option.length > 1 && option === option.toUpperCase()
    ? option.charAt(0) + option.slice(1).toLowerCase()
    : option;

const quoted = (note: string): string => note.replace(/`([^`]+)`/g, "“$1”");

/** What belongs to somebody is last among the ways to spell a word that belongs to nobody. */
const likeliest = (from: string, options: readonly string[]): string[] => {
  const owns = (word: string) => /['’]s$/.test(word);
  return owns(from) ? [...options] : [...options.filter((word) => !owns(word)), ...options.filter(owns)];
};

/** Somebody speaks as people do: "doin'", "'ere". */
const clipped = (text: string, { start, end }: Finding): boolean =>
  (/['’]/.test(text.charAt(end)) && /in$/i.test(text.slice(start, end))) ||
  (/['’]/.test(text.charAt(start - 1)) && /^(?:ere|im|er|em|ave|tis|twas)$/i.test(text.slice(start, end)));

/** Within double quotation marks. How characters speak is their affair. */
function spoken(text: string, at: number): boolean {
  const before = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const straight = before.split('"').length - 1;
  return straight % 2 === 1 || before.lastIndexOf("“") > before.lastIndexOf("”");
}

const BRITISH: readonly (readonly [RegExp, string])[] = [
  [/our(?=s?$|ed$|ing$|ful|less|ite|able|hood|er)/i, "or"],
  [/is(?=e[ds]?$|ing$|er|ation)/i, "iz"],
  [/yse/i, "yze"],
  [/re(?=s?$)/i, "er"],
  [/ll(?=ed$|ing$|er)/i, "l"],
  [/ence(?=s?$)/i, "ense"],
  [/ogue(?=s?$)/i, "og"],
  [/grey/i, "gray"],
  [/plough/i, "plow"],
  [/mould/i, "mold"],
  [/pyjama/i, "pajama"],
  [/jewellery/i, "jewelry"],
];

/** The American spelling of a British word, to see that nothing else is wrong with it. */
export const american = (word: string): string =>
  BRITISH.reduce((so, [british, other]) => (so === word ? so.replace(british, other) : so), word);

/** A word so near to what was written that "all of them" is safe to say: one letter off, and no name. */
export const plain = ({ why, from, to }: Change): boolean =>
  why === "spelling" && from === from.toLowerCase() && to[0] !== undefined && nearly(from, to[0]);

/** Whether one letter more, less, other, or two exchanged, makes one of the other. */
function nearly(one: string, other: string): boolean {
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  let same = 0;
  while (same < Math.min(one.length, other.length) - from && one.at(-1 - same) === other.at(-1 - same)) same += 1;
  const [left, right] = [one.slice(from, one.length - same), other.slice(from, other.length - same)];
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && left === [...right].reverse().join(""));
}

/** The changes that still stand after the text became another: moved with their words, gone where it was touched. */
export function follow(changes: readonly Change[], before: string, after: string): Change[] {
  if (before === after) return [...changes];
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const by = after.length - before.length;
  return changes.flatMap((change) => {
    if (change.end <= head) return [change];
    if (change.start < before.length - tail) return [];
    return [{ ...change, start: change.start + by, end: change.end + by }];
  });
}

/** A model's change to a text. The house counts characters; JavaScript counts halves of the rarer ones. */
export function ideaOf(text: string, { find, at, instead, kind, why }: BetterChange): Change {
  const start = [...text].slice(0, at).join("").length;
  return { start, end: start + find.length, from: find, to: [instead], why: kind, note: why, idea: true };
}

const AROUND = 40;

/** What stands before and after a change, cut between words. */
export function around(text: string, { start, end }: Change): { before: string; after: string } {
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const close = next < 0 ? text.length : next;
  const before = text.slice(Math.max(line, start - AROUND), start);
  const after = text.slice(end, Math.min(close, end + AROUND));
  return {
    before: start - AROUND > line ? `…${before.replace(/^\S*/, "")}` : before,
    after: end + AROUND < close ? `${after.replace(/\S*$/, "")}…` : after,
  };
}

/** The same doubt about the same words: who left it once does not meet it again in this draft. */
export const doubt = ({ from, to, why }: Change): string => [why, from, ...to].join("\u0000");
