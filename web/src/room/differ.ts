// What differs between two texts, word by word.

export interface Piece {
  readonly text: string;
  readonly is: "kept" | "gone" | "new";
}

/** Words, with the spaces and signs between them as pieces of their own. */
const pieces = (text: string): string[] => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];

/** By the longest common run of words; a passage has at most some hundreds. */
export function differ(before: string, after: string): Piece[] {
  const [old, young] = [pieces(before), pieces(after)];
  const width = young.length + 1;
  const common = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = young.length - 1; j >= 0; j -= 1)
      common[i * width + j] = old[i] === young[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const told: Piece[] = [];
  for (let i = 0, j = 0; i < old.length || j < young.length; ) {
    const [was, is] = [old[i], young[j]];
    if (was !== undefined && was === is) {
      add(told, "kept", was);
      i += 1;
      j += 1;
    } else if (was !== undefined && (is === undefined || at(i + 1, j) >= at(i, j + 1))) {
      add(told, "gone", was);
      i += 1;
    } else if (is !== undefined) {
      add(told, "new", is);
      j += 1;
    }
  }
  return told;
}

function add(told: Piece[], is: Piece["is"], text: string): void {
  const last = told.at(-1);
  if (last?.is === is) told[told.length - 1] = { is, text: last.text + text };
  else told.push({ is, text });
}
