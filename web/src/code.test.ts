import { expect, test } from "vitest";
import { readCode, spaced } from "./code";

test("a code is read with or without a dash, in any case", () => {
  for (const typed of ["KELP-4T9M", "kelp4t9m", " kelp 4t9m ", "KELP–4T9M"]) expect(readCode(typed)).toBe("KELP4T9M");
  expect(spaced("KELP4T9M")).toBe("KELP-4T9M");
});

test("what cannot be a code is said at once", () => {
  for (const typed of ["", "KELP", "KELP-4T9MM", "KELP-0T9M", "KELP-4T9Z"]) expect(readCode(typed)).toBeNull();
});
