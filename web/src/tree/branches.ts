// Which passages are read in a branch, and where two branches part: the page's mirror of `on_branch` in rooms/room.py.
import type { Branch } from "../protocol";
import type { Words } from "../words";

export interface Placed {
  readonly id: number;
  readonly branch: number;
}

/** Whether a passage is read in a branch: it is the branch's own, or came before the branch left its parent. */
export function onBranch(branches: readonly Branch[], branch: number): (passage: Placed) => boolean {
  const forks = new Map(branches.map((fork) => [fork.id, fork]));
  const ends = new Map([[branch, Number.POSITIVE_INFINITY]]);
  for (let fork = forks.get(branch); fork && fork.id !== 0; fork = forks.get(fork.parent)) {
    ends.set(fork.parent, Math.min(fork.after, ends.get(fork.parent) ?? Number.POSITIVE_INFINITY));
  }
  return (passage) => passage.id <= (ends.get(passage.branch) ?? 0);
}

/** The trunk has no entry, and no name, until it is given one. */
export const branchIds = (branches: readonly Branch[]): number[] => [
  0,
  ...branches.filter((branch) => branch.id !== 0).map((branch) => branch.id),
];

export const branchName = ({ branches }: { readonly branches: readonly Branch[] }, id: number, words: Words): string =>
  branches.find((branch) => branch.id === id)?.name ?? words.tree.trunk;

/** Two ways of telling a story: what they share, and what each goes on with. */
export function part<P extends { readonly id: number }>(one: readonly P[], other: readonly P[]): [P[], P[], P[]] {
  let same = 0;
  while (same < one.length && one[same]?.id === other[same]?.id) same += 1;
  return [one.slice(0, same), one.slice(same), other.slice(same)];
}

/** The house tells so many characters of each passage on the map. */
const TOLD = 80;

/** The first words of a passage; what was cut ends at a word. */
export const opening = (told: string): string => ([...told].length < TOLD ? told : `${told.replace(/\s*\S*$/, "")}…`);
