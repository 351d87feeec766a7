// What a checker may offer: no word that the house itself would withhold in a room for this age.
import { AGES, type Age, type Language } from "../protocol";
import unfit from "./unfit.json";

/** As rooms/screening reads its lists: `word` and its plural, `word*` what begins so, `*word*` what has it in it. */
const meant = (entry: string, word: string): boolean => {
  const letters = entry.replaceAll("*", "");
  if (entry.startsWith("*")) return word.includes(letters);
  return entry.endsWith("*") ? word.startsWith(letters) : word === letters || word === `${letters}s`;
};

export function fitting(age: Age, language: Language): (option: string) => boolean {
  const rank = AGES.indexOf(age);
  const innocent = new Set(unfit.innocent);
  const entries = unfit.groups
    .filter(({ until, only }) => AGES.indexOf(until as Age) >= rank && (only === null || only === language))
    .flatMap(({ words }) => words);
  return (option) =>
    (
      option
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .match(/[a-z]+/g) ?? []
    ).every((word) => innocent.has(word) || !entries.some((entry) => meant(entry, word)));
}
