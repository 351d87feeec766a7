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

/** Links to join carry a key, which is longer than what people type. */
export const isInvitation = (key: string): boolean => key.length > 2 * LENGTH;
