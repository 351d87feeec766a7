// What a vote came to, until it has been read.
import { useEffect } from "react";
import type { Vote } from "../protocol";
import { options, question } from "../room/asked";
import { useConnection, useRoom, useStory } from "../room/context";
import type { Decided } from "../room/state";
import type { Story } from "../room/story";
import { useWords, type Words } from "../words";

const SHOWN_MS = 20_000;
const LONGEST = 90;

export function Outcome() {
  const words = useWords();
  const story = useStory();
  const { outbox } = useConnection();
  const decided = useRoom((state) => state.decided);
  useEffect(() => {
    if (!decided) return;
    const timer = setTimeout(() => outbox.read(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [decided, outbox]);
  if (!decided) return null;
  return (
    <div className="mt-5 flex items-start justify-between gap-3 border-l-2 border-accent py-1 pl-4 font-quiet text-sm">
      <p className="py-1.5">
        {decided.vote.kind !== "weave" && <span className="text-second">{question(story, decided.vote, words)} </span>}
        {outcome(story, decided, words)}
      </p>
      <button
        type="button"
        aria-label={words.close}
        className="-my-1 size-11 shrink-0 text-xl text-second hover:text-accent"
        onClick={() => outbox.read()}
      >
        ×
      </button>
    </div>
  );
}

/** In one sentence, for the eye and for the ear. */
export function outcome(story: Story, decided: Decided, words: Words): string {
  const { vote, counts, option, choices } = decided;
  if (vote.kind === "weave") return wove(story, vote, words);
  const chosen = options(story, vote, words, choices).find((one) => one.option === option);
  if (!chosen) return words.votes.undecided;
  const votes = counts[vote.options.indexOf(chosen.option)] ?? 0;
  const all = counts.reduce((sum, count) => sum + count, 0);
  return words.votes.decided(chosen.told ? quoted(cut(chosen.text), words) : chosen.text, votes, all);
}

/** A no is followed by another try at once, or by none. */
function wove({ view }: Story, vote: Vote, words: Words): string {
  const status = view.passages.find(({ id }) => id === vote.passage)?.status;
  if (status === "retracted") return words.weave.unwoven;
  return status === "proposed" ? words.weave.rewritten : words.weave.stands;
}

/** What speaks already needs no marks around it. */
const quoted = (text: string, words: Words) => (/[“”«»"]/.test(text) ? text : words.votes.quote(text));

const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, text.lastIndexOf(" ", LONGEST))}…` : text);
