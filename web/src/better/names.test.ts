import { readFileSync, statSync } from "node:fs";
import { Hunspell } from "hunspell-wasm";
import hunspell from "hunspell-wasm/wasm/hunspell.js";
import { expect, test } from "vitest";
import { BYTES } from "./bytes";
import { isNamed, namesIn, wordsOf } from "./names";
import { misspelt } from "./spelling";

const modules = new URL("../../node_modules/", import.meta.url);
const file = (name: string) => new URL(name, modules);

/** A dictionary is read in half a second, where nobody else is at the machine. */
const DEADLINE_MS = 60_000;

test("a capital in the middle of a sentence makes a name, at its beginning only when it comes again", () => {
  expect(namesIn("The lamp hung over old Grumbold’s door. He slept.")).toEqual(["Grumbold"]);
  expect(namesIn("“Evry day,” he said. Then evry night.")).toEqual([]);
  expect(namesIn("Ysolde ran. Ysolde fell.")).toEqual(["Ysolde"]);
  expect(namesIn("Rain fell. Rain, and more rain.")).toEqual([]);
  expect(namesIn("La maison d’Ysolde et de Jean-Luc.")).toEqual(["Ysolde", "Jean-Luc"]);
});

test("what people call themselves is known word by word, elided or owning something", () => {
  expect(wordsOf("Maelin of Thornwick")).toEqual(["Maelin", "of", "Thornwick"]);
  const names = new Set(["Ysolde"]);
  expect(["Ysolde", "d’Ysolde", "qu'Ysolde", "Ysolde’s", "L’Ysolde"].every((word) => isNamed(word, names))).toBe(true);
  expect(isNamed("Isolde", names)).toBe(false);
});

test(
  "French spelling: what is missing is found with a way to write it, names and elisions are left alone",
  async () => {
    const open = hunspell as (with_: { wasmBinary: Uint8Array }) => Promise<unknown>;
    const module = await open({ wasmBinary: readFileSync(file("hunspell-wasm/wasm/hunspell.wasm")) });
    const read = (name: string) => readFileSync(file(`dictionary-fr/${name}`), "utf8");
    const french = new Hunspell(module, read("index.aff"), read("index.dic"));
    const look = (text: string, names: string[] = []) =>
      misspelt(
        text,
        names,
        (word) => french.testSpelling(word),
        (word) => french.getSpellingSuggestions(word),
      ).map(({ start, end, options }) => [text.slice(start, end), options[0]]);
    expect(look("Le chateau d’Ysolde brûlait, et qelqu’un s’enfuit toujour.", ["Ysolde"])).toEqual([
      ["chateau", "château"],
      ["qelqu’un", "quelqu’un"],
      ["toujour", "toujours"],
    ]);
    expect(look("L’arbre, porte-t-il des fruits là-bas ? Aujourd'hui, dit-elle, le cœur n’y est pas.")).toEqual([]);
    expect(look("Il pense à qelqu'un.")).toEqual([["qelqu'un", "quelqu'un"]]);
    expect(look("Le coeur.")).toEqual([["coeur", "cœur"]]);
  },
  DEADLINE_MS,
);

test("what progress is counted against is what the checkers weigh", () => {
  const weight = (...names: string[]) => names.reduce((sum, name) => sum + statSync(file(name)).size, 0);
  expect(weight("harper.js/dist/harper_wasm_slim_bg.wasm")).toBe(BYTES.en);
  expect(weight("hunspell-wasm/wasm/hunspell.wasm", "dictionary-fr/index.aff", "dictionary-fr/index.dic")).toBe(
    BYTES.fr,
  );
});
