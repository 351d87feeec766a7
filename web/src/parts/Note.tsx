// The composer of somebody who cannot write now: a note to oneself, and why.
import { useConnection, useRoom, useStory } from "../room/context";
import { maySteer, nextWriter } from "../room/select";
import { useWords } from "../words";
import { AskCoauthor } from "./AskCoauthor";
import { Button } from "./basics";
import { WhatIf } from "./WhatIf";
import { WritingArea } from "./WritingArea";

export function Note() {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const note = useRoom((state) => state.note);
  const draft = useRoom((state) => state.draft);
  const reading = useRoom((state) => state.link.is === "reading");
  const next = useRoom((state) => nextWriter(state)?.id ?? null);
  const me = you ? view.members[you] : undefined;
  const why = reading
    ? words.composer.reading
    : me?.role === "reader"
      ? words.turns.reader
      : me?.muted
        ? words.composer.muted
        : null;
  const had = view.turn?.kind === "people" && you !== null && view.turn.taken.includes(you);
  return (
    <>
      <WritingArea
        label={words.composer.note}
        hint={words.composer.noteHint}
        value={note}
        onChange={(text) => outbox.setNote(text)}
        onSubmit={() => undefined}
        lang={view.language}
      />
      {draft.trim() && (
        <details className="mt-2 text-sm text-second">
          <summary className="py-3">{words.composer.draftKept}</summary>
          <p className="border-l-2 border-hairline pl-3 whitespace-pre-wrap">{draft}</p>
        </details>
      )}
      {why ? (
        <p className="mt-1 text-sm text-second">{why}</p>
      ) : (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          {maySteer(view, you) && view.rules.coauthor && !view.generation && <AskCoauthor />}
          <WhatIf />
          {view.turn?.kind !== "vote" && (
            <Button kind="main" disabled className="ml-auto">
              {had ? words.turns.had : next === you && you ? words.composer.next : words.composer.waiting}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
