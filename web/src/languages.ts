// Languages: a story's is any, by its BCP 47 tag; the page, the checkers and the improviser have a few of their own.
import { LANGUAGES, type Language } from "./protocol";

/** Offered beside the page's own; a story that came from elsewhere may be in any. */
const OFFERED = "ar cs da de el es fi he hi hu it ja ko nb nl pl pt ro ru sv tr uk vi zh".split(" ");

/** The page's own language of which a tag is a kind, as `own_language` in rooms/protocol.py. */
export function ownLanguage(tag: string): Language | null {
  return LANGUAGES.find((known) => known === tag.split("-")[0]) ?? null;
}

/** What a language is called, in another one. Its tag where nobody knows. */
export function nameOf(tag: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
}

/** The others that are offered, and the one that is chosen, by their names. */
export function otherLanguages(chosen: string, locale: string): [string, string][] {
  const known = LANGUAGES.some((own) => own === chosen) || OFFERED.includes(chosen);
  const named = (known ? OFFERED : [...OFFERED, chosen]).map((tag): [string, string] => [tag, nameOf(tag, locale)]);
  return named.sort(([, one], [, other]) => one.localeCompare(other, locale));
}

/** In which the co-author of this house can write; none said: in any. */
const spoken = meta("speaks");

export function coauthorSpeaks(tag: string, all: readonly string[] = spoken): boolean {
  return all.length === 0 || all.some((known) => known === ownLanguage(tag));
}

function meta(name: string): string[] {
  const found = globalThis.document?.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
  return found.split(" ").filter(Boolean);
}
