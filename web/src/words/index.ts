// The words of the page in the reader's language.
import { nameOf } from "../languages";
import { look } from "../look";
import type { Language, Refusal, RefusalCode } from "../protocol";
import { REFUSALS } from "../protocol";
import { Store, useStore } from "../store";
import type { Words } from "./en";

export type { Words };

/** Each language is a file of its own: a reader fetches one. */
const FILES: Record<Language, () => Promise<Words>> = {
  en: () => import("./en").then(({ en }) => en),
  fr: () => import("./fr").then(({ fr }) => fr),
};

const spoken = new Store<{ words: Words | null }>({ words: null });

/** Fetch the words of the reader's language, now and whenever it changes. Until others are here the old ones stay. */
export async function learnWords(): Promise<void> {
  const learn = async () => {
    const { language } = look.get();
    const words = await FILES[language]();
    if (look.get().language === language) spoken.set({ words });
  };
  look.subscribe(() => void learn().catch(() => undefined));
  await learn();
}

export function useWords(): Words {
  const words = useStore(spoken, (held) => held.words);
  if (!words) throw new Error("before the words were learned");
  return words;
}

export function useLanguage(): Language {
  return useStore(look, (held) => held.language);
}

/** How days, hours and numbers are written. */
const LOCALES: Record<Language, string> = { en: "en-GB", fr: "fr-FR" };

export const useLocale = (): string => LOCALES[useLanguage()];

/** What a story's language is called: one of the page's by its own name, another in the reader's words. */
export function useLanguageName(): (tag: string) => string {
  const { languages } = useWords();
  const locale = useLocale();
  return (tag) => (tag in languages ? languages[tag as Language] : nameOf(tag, locale));
}

/** A refusal in the reader's words; a newer server's codes fall back to a plain sentence. */
export function wordRefusal(words: Words, refusal: Refusal): string {
  if (!(refusal.code in REFUSALS)) return words.unknownRefusal;
  const say = words.refusals[refusal.code as RefusalCode] as (args: Refusal["args"]) => string;
  return say(refusal.args);
}
