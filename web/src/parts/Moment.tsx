// The end of the page: whose turn it is, who had theirs, the time left, and what one may do about it.
import type { ReactNode } from "react";
import { useConnection, useRoom, useStory } from "../room/context";
import { gathering } from "../room/modes";
import { atWork, awaited, colourOf, leads } from "../room/select";
import { useWords } from "../words";
import { AskRoom } from "./AskRoom";
import { Button } from "./basics";
import { Gathered } from "./Gathered";
import { Nudged, NudgeWaited } from "./Nudge";
import { TimeLine } from "./TimeLine";
import { Unsaid } from "./Unsaid";
import { whoseTurn } from "./whoseTurn";

export function Moment() {
  const words = useWords();
  const { view } = useStory();
  const state = useRoom((held) => held);
  const { turn } = view;
  return (
    <section aria-label={words.moment.title} className="mt-12 border-t border-hairline pt-3 font-quiet">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4">
        <p className="min-w-0 wrap-anywhere text-[0.9375rem]">{whoseTurn(state, words)}</p>
        <div className="-mr-3 ml-auto flex flex-wrap items-center justify-end">
          <Acts />
          <AskRoom />
        </div>
      </div>
      <Nudged />
      <Unsaid />
      <Gathered />
      {turn?.deadline && (
        <TimeLine
          began={Date.parse(turn.began_at)}
          ends={Date.parse(turn.deadline)}
          colour={gathering(view) ? "var(--accent)" : colourOf(view.members[turn.speakers[0] ?? ""])}
        />
      )}
    </section>
  );
}

/** Passing one's own turn, passing on another's, stopping the co-author, a reminder. */
function Acts(): ReactNode {
  const words = useWords();
  const { view } = useStory();
  const { outbox } = useConnection();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const { turn } = view;
  const generation = atWork(view);
  if (!live) return null;
  if (generation) {
    if (generation.stopping) return null;
    return (
      <Button className="mr-3" onClick={() => void outbox.send("story.stop", { generation: generation.id })}>
        {words.moment.stop}
      </Button>
    );
  }
  if (view.frozen || turn?.kind !== "people") return null;
  if (awaited(view, you)) {
    return (
      <Button kind="bare" onClick={() => void outbox.send("turn.pass", { turn: turn.number })}>
        {words.moment.pass}
      </Button>
    );
  }
  return (
    <>
      <NudgeWaited />
      {leads(view, you) && (
        <Button kind="bare" onClick={() => void outbox.send("turn.skip", { turn: turn.number })}>
          {gathering(view) ? words.turns.goOn : words.moment.skip}
        </Button>
      )}
    </>
  );
}
