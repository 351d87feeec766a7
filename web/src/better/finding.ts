import type { LintKind } from "harper.js";

/** What a checker found in a text, in UTF-16 units of it. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: LintKind;
  readonly note: string;
  /** What may stand in its place, the likeliest first. */
  readonly options: readonly string[];
}

/** Words that are right in this story, whatever a dictionary says. */
export type Check = (text: string, names: readonly string[]) => Promise<Finding[]>;
