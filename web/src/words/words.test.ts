import { expect, test } from "vitest";
import { REFUSALS } from "../protocol";
import { en } from "./en";
import { fr } from "./fr";

const codes = Object.keys(REFUSALS) as (keyof typeof REFUSALS)[];

/** Every sentence of a catalogue by its path; functions by themselves. */
function leaves(node: unknown, path = ""): [string, unknown][] {
  if (typeof node !== "object" || node === null) return [[path, node]];
  return Object.entries(node).flatMap(([name, value]) => leaves(value, `${path}/${name}`));
}

test.each([
  ["English", en],
  ["French", fr],
])("%s words every refusal, with what it is told", (_language, words) => {
  for (const code of codes) {
    const args = Object.fromEntries(REFUSALS[code].map((name) => [name, 7]));
    const sentence = (words.refusals[code] as (args: Record<string, number>) => string)(args);
    expect(sentence, code).toMatch(/[.!]$/);
    for (const _ of REFUSALS[code]) expect(sentence, code).toContain("7");
  }
  expect(Object.keys(words.refusals).sort()).toEqual([...codes].sort());
});

test("both catalogues have the same entries, and none is empty", () => {
  const shape = (words: object) => leaves(words).map(([path, value]) => `${path} ${typeof value}`);
  expect(shape(fr).sort()).toEqual(shape(en).sort());
  for (const [path, value] of [...leaves(en), ...leaves(fr)]) {
    if (typeof value === "string") expect(value.trim(), path).not.toBe("");
  }
});

test("French is typeset: no plain space before ; : ! ? or inside of « »", () => {
  const sentences = leaves(fr).map(([path, value]) => [path, value] as const);
  for (const [path, value] of sentences) {
    if (typeof value === "string") expect(value, path).not.toMatch(/ [;:!?»]|« |'/);
  }
  expect(fr.coauthorLabel("improv")).toBe("un improvisateur hors ligne\u00a0: aucun modèle d’IA");
});
