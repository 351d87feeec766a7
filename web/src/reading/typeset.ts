// A story as a book sets it: paragraphs, chapters and breaks, and where a line begins without an indent or with a drop cap.

export interface Told {
  readonly id: number;
  readonly text: string;
}

export type Block =
  | { readonly is: "paragraph"; readonly text: string; readonly lead: Lead }
  | { readonly is: "chapter"; readonly title: string }
  | { readonly is: "break" };

/** How a paragraph begins: with a drop cap, without an indent, or as any other. */
export type Lead = "cap" | "flush" | "indent";

export interface SetPassage<P extends Told> {
  readonly passage: P;
  readonly blocks: readonly Block[];
}

export interface Entry {
  readonly passage: number;
  readonly title: string;
}

const HEADING = /^#{1,6}\s+(.*\S)\s*$/;
/** Three or more stars, dashes or underscores on a line of their own, and what writers use in their place. */
const BREAK = /^(?:([*\-_])(?:\s*\1){2,}|⁂|[~#])\s*$/;
/** A shorter first paragraph would leave its drop cap hanging. */
const CAP_FROM = 100;
/** Quotation marks and dashes make no drop cap. */
const LETTER = /^[\p{L}]/u;

export function setBook<P extends Told>(passages: readonly P[]): SetPassage<P>[] {
  let before: Block["is"] | "beginning" = "beginning";
  return passages.map((passage) => ({
    passage,
    blocks: passage.text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => {
        const block = blockOf(line, before);
        before = block.is;
        return block;
      }),
  }));
}

function blockOf(line: string, before: Block["is"] | "beginning"): Block {
  const title = HEADING.exec(line)?.[1];
  if (title) return { is: "chapter", title };
  if (BREAK.test(line)) return { is: "break" };
  return { is: "paragraph", text: line, lead: leadOf(line, before) };
}

function leadOf(line: string, before: Block["is"] | "beginning"): Lead {
  if (before === "paragraph") return "indent";
  return before !== "break" && line.length >= CAP_FROM && LETTER.test(line) ? "cap" : "flush";
}

const EVERY = 10;
const FIRST_WORDS = 6;

/** The chapters; of a story without any, the first words of every tenth passage. */
export function contentsOf<P extends Told>(book: readonly SetPassage<P>[]): Entry[] {
  const chapters = book.flatMap(({ passage, blocks }) =>
    blocks.flatMap((block) => (block.is === "chapter" ? [{ passage: passage.id, title: block.title }] : [])),
  );
  if (chapters.length > 0) return chapters;
  const tenth = book.length > EVERY ? book.filter((_, index) => index % EVERY === 0) : [];
  return tenth.map(({ passage }) => ({ passage: passage.id, title: firstWords(passage.text) }));
}

export function firstWords(text: string, count = FIRST_WORDS): string {
  const words = text.trim().split(/\s+/);
  return words.length > count
    ? `${words
        .slice(0, count)
        .join(" ")
        .replace(/[,;:.—–-]+$/, "")}…`
    : words.join(" ");
}
