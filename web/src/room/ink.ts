// The co-author's words while they are being written.
import type { Generation, GenerationDelta } from "../protocol";

export interface Ink {
  readonly generation: number;
  readonly fence: number;
  readonly text: string;
}

/** The server counts characters; JavaScript counts halves of the rarer ones. */
const length = (text: string) => [...text].length;
const start = (text: string, characters: number) => [...text].slice(0, characters).join("");

/**
 * The ink after one delta. "gap": words before it were lost, so the whole text must be asked for.
 * A delta of another generation, or of a process that lost the pen, changes nothing.
 */
export function dip(ink: Ink | null, generation: Generation | null, delta: GenerationDelta): Ink | null | "gap" {
  if (!generation || delta.generation !== generation.id || delta.fence < generation.fence) return ink;
  const { fence } = delta;
  const held = ink && ink.generation === delta.generation && ink.fence === fence ? ink.text : "";
  if (delta.offset > length(held)) return "gap";
  return { generation: delta.generation, fence, text: start(held, delta.offset) + delta.text };
}
