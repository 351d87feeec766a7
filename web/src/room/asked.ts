// A vote in words: what is asked, and what each option is.
import type { Vote } from "../protocol";
import type { Words } from "../words";
import { writerOf } from "./select";
import { type Story, textOf } from "./story";

export interface Option {
  readonly option: number;
  readonly text: string;
  /** Who wrote or offers it; null: the co-author; undefined: nobody, or not to be told now. */
  readonly by: string | null | undefined;
  /** Words of the story, and not of the page. */
  readonly told: boolean;
}

/** What the mode itself asks is about proposals. */
const proposed = (vote: Vote) => vote.by === null;

export function question(story: Story, vote: Vote, words: Words): string {
  const ask = words.votes.questions;
  switch (vote.kind) {
    case "skip":
      return ask.skip(story.view.members[vote.member ?? ""]?.name ?? "?");
    case "version":
      return proposed(vote) ? ask.proposals : ask.version;
    default:
      return ask[vote.kind];
  }
}

/** @param choices The ways on that were offered when the vote was open. */
export function options(story: Story, vote: Vote, words: Words, choices: readonly string[]): Option[] {
  return vote.options.map((option) => ({ option, ...worded(story, vote, option, words, choices) }));
}

function worded(
  story: Story,
  vote: Vote,
  option: number,
  words: Words,
  choices: readonly string[],
): Omit<Option, "option"> {
  const { view } = story;
  switch (vote.kind) {
    case "version": {
      const passage = view.passages.find((held) => held.id === vote.passage);
      const text = textOf(story, vote.passage ?? 0, option);
      const by = passage && !(vote.secret && proposed(vote)) ? writerOf(passage, option) : undefined;
      return { text, by, told: true };
    }
    case "choice":
      return { text: choices[option] ?? "", by: view.choices?.by[option] ?? null, told: true };
    case "branch":
      return { text: branchName(story, option, words), by: undefined, told: true };
    default:
      return { text: option === 1 ? words.votes.yes : words.votes.no, by: undefined, told: false };
  }
}

export const branchName = (story: Story, branch: number, words: Words): string =>
  story.view.branches.find(({ id }) => id === branch)?.name ?? words.votes.trunk;
