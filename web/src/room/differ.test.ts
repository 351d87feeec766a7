import { expect, test } from "vitest";
import { differ } from "./differ";

const told = (before: string, after: string) =>
  differ(before, after)
    .map(({ is, text }) => (is === "kept" ? text : is === "gone" ? `[-${text}-]` : `[+${text}+]`))
    .join("");

test("what was said otherwise shows word by word, and what stays is told once", () => {
  expect(told("The lamp went out at nine.", "The lamp went out at ten, slowly.")).toBe(
    "The lamp went out at [-nine-][+ten, slowly+].",
  );
  expect(told("same", "same")).toBe("same");
  expect(told("", "new words")).toBe("[+new words+]");
  expect(told("L’été s’en va.", "L’hiver s’en va.")).toBe("L’[-été-][+hiver+] s’en va.");
});

test("the kept and the new words are the text after, the kept and the gone words the text before", () => {
  const [before, after] = ["One two  three\nfour, five.", "Zero two three\n\nfour; five six."];
  const pieces = differ(before, after);
  const of = (...kinds: string[]) =>
    pieces
      .filter(({ is }) => kinds.includes(is))
      .map(({ text }) => text)
      .join("");
  expect([of("kept", "gone"), of("kept", "new")]).toEqual([before, after]);
});
