// The code of a room, as people type and read it.
import { CODE_ALPHABET } from "./protocol";

const LENGTH = 8;

/** KELP-4T9M: two groups are easier to read aloud. */
export const spaced = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** The code that somebody meant, or null. Dashes, spaces and case do not matter. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s\-–—.]/g, "");
  return code.length === LENGTH && [...code].every((letter) => CODE_ALPHABET.includes(letter)) ? code : null;
}
