import { expect, test } from "vitest";
import { coauthorSpeaks, nameOf, otherLanguages, ownLanguage } from "./languages";

test("a country makes no other language, and what the page does not speak is none of its own", () => {
  expect(["en", "fr-CA", "de", "fro", "es-419"].map(ownLanguage)).toEqual(["en", "fr", null, null, null]);
});

test("the others are offered by their names in the reader's language, with the one that a story has already", () => {
  const french = otherLanguages("fr", "fr-FR");
  expect(french).toContainEqual(["de", "allemand"]);
  expect(french.map(([tag]) => tag)).not.toContain("fr");
  expect(french.map(([, name]) => name)).toEqual(
    french.map(([, name]) => name).sort((a, b) => a.localeCompare(b, "fr")),
  );
  expect(otherLanguages("ca-valencia", "en-GB").map(([tag]) => tag)).toContain("ca-valencia");
  expect(nameOf("pt-BR", "en-GB")).toBe("Brazilian Portuguese");
});

test("a co-author of few languages is silent in others; where none is said it speaks any", () => {
  expect(["en-AU", "fr", "de"].map((tag) => coauthorSpeaks(tag, ["en", "fr"]))).toEqual([true, true, false]);
  expect(coauthorSpeaks("de", [])).toBe(true);
});
