// The words of the page in the reader's language.
import { look } from "../look";
import type { Language, Refusal, RefusalCode } from "../protocol";
import { REFUSALS } from "../protocol";
import { useStore } from "../store";
import { en, type Words } from "./en";
import { fr } from "./fr";

const CATALOGUES: Record<Language, Words> = { en, fr };

export type { Words };

export function useWords(): Words {
  return CATALOGUES[useStore(look, (held) => held.language)];
}

export function useLanguage(): Language {
  return useStore(look, (held) => held.language);
}

/** A refusal in the reader's words; a newer server's codes fall back to a plain sentence. */
export function wordRefusal(words: Words, refusal: Refusal): string {
  if (!(refusal.code in REFUSALS)) return words.unknownRefusal;
  const say = words.refusals[refusal.code as RefusalCode] as (args: Refusal["args"]) => string;
  return say(refusal.args);
}
