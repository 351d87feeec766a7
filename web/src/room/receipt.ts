// What the requests for one passage come to.
import type { CoauthorReceipt, Tried } from "../protocol";

export interface Figures {
  /** Tokens. null: nobody counted. */
  readonly read: number | null;
  readonly cached: number;
  readonly written: number | null;
  readonly firstMs: number | null;
  readonly wholeMs: number | null;
}

/** Tokens are of all requests; the times are those of the one that wrote. */
export function figures({ tried }: Pick<CoauthorReceipt, "tried">): Figures {
  const wrote = tried.findLast(({ purpose }) => purpose === "beat");
  return {
    read: sum(tried, "read"),
    cached: sum(tried, "cached") ?? 0,
    written: sum(tried, "written"),
    firstMs: wrote?.first_ms ?? null,
    wholeMs: wrote?.total_ms ?? null,
  };
}

function sum(tried: readonly Tried[], what: "read" | "cached" | "written"): number | null {
  const known = tried.map((one) => one[what]).filter((tokens) => tokens !== null);
  return known.length > 0 ? known.reduce((all, tokens) => all + tokens, 0) : null;
}
