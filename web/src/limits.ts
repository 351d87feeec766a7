import { LIMITS } from "./protocol";

type Limits = { readonly [Name in keyof typeof LIMITS]: number };

/** This server's limits, which it writes into the page; the defaults where it is not served by one. */
export const limits: Limits = { ...LIMITS, ...given() };

function given(): Partial<Limits> {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="limits"]')?.content;
  return meta ? (JSON.parse(meta) as Partial<Limits>) : {};
}
