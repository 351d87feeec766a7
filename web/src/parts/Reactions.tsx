import { useState } from "react";
import { type Passage, REACTIONS } from "../protocol";
import { useConnection, useRoom } from "../room/context";
import { useWords } from "../words";
import { Button } from "./basics";
import { Icon } from "./icons";

/** Five, behind one button, so that the page stays quiet. */
export function React({ passage }: { passage: Passage }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="bare" className="min-w-11" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="heart" className="size-4" />
        <span className="sr-only sm:not-sr-only">{words.margin.react}</span>
      </Button>
      {open && <ReactionRow passage={passage} onDone={() => setOpen(false)} />}
    </>
  );
}

export function ReactionRow({ passage, onDone }: { passage: Passage; onDone?: () => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and these are single acts.
    <span role="group" aria-label={words.margin.react} className="flex flex-wrap">
      {REACTIONS.map((reaction) => {
        const mine = you !== null && (passage.reactions[reaction]?.includes(you) ?? false);
        return (
          <button
            key={reaction}
            type="button"
            disabled={!live}
            aria-pressed={mine}
            aria-label={words.margin.reactions[reaction]}
            title={words.margin.reactions[reaction]}
            onClick={() => {
              void outbox.send("reaction.set", { passage: passage.id, reaction, on: !mine });
              onDone?.();
            }}
            className="flex size-11 items-center justify-center rounded-full text-second hover:text-accent aria-pressed:text-accent aria-pressed:[&_path]:fill-current/25"
          >
            <Icon name={reaction} />
          </button>
        );
      })}
    </span>
  );
}
