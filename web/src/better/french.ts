// A worker: French spelling, by Hunspell and the dictionary that LibreOffice and Firefox use. No grammar.
import { Hunspell } from "hunspell-wasm";
import hunspell from "hunspell-wasm/wasm/hunspell.js";
import { serve } from "./serve";
import { misspelt } from "./spelling";

const open = hunspell as (with_: { wasmBinary: ArrayBuffer }) => Promise<unknown>;

serve(async ([engine, affixes, words]) => {
  if (!engine || !affixes || !words) throw new Error("three files");
  const module = await open({ wasmBinary: await engine.arrayBuffer() });
  const dictionary = new Hunspell(module, await affixes.text(), await words.text());
  const spells = (word: string) => dictionary.testSpelling(word);
  const suggests = (word: string) => dictionary.getSpellingSuggestions(word);
  return async (text, names) => misspelt(text, names, spells, suggests);
});
