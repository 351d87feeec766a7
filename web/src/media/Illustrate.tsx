// Asking for a picture of a passage, with a wish or without.
import { type FormEvent, useState } from "react";
import { Button, Field, firstFocus, TextInput } from "../parts/basics";
import { Dialog } from "../parts/Dialog";
import { Icon } from "../parts/icons";
import type { Passage } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { useWords } from "../words";
import { hasPlate, mayAsk } from "./pictures";

const LONGEST_WISH = 300;

export function useAskPlate(passage: Passage) {
  const { outbox } = useConnection();
  const you = useRoom((state) => state.you);
  const may = useStory(({ view }) => mayAsk(view, you, "plate"));
  const busy = useRoom((state) =>
    state.pending.some(({ name, payload }) => name === "media.ask" && payload.passage === passage.id),
  );
  const ask = (wish: string) =>
    outbox.send("media.ask", { kind: "plate", passage: passage.id, wish, another: hasPlate(passage) });
  return { may: may && passage.status === "complete", busy, ask };
}

export function Illustrate({ passage }: { passage: Passage }) {
  const words = useWords();
  const { may, busy, ask } = useAskPlate(passage);
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button kind="bare" className="min-w-11" disabled={busy} onClick={() => setOpen(true)}>
        <Icon name="picture" className="size-4" />
        <span className="sr-only sm:not-sr-only">{words.media.illustrate}</span>
      </Button>
      {open && <Wish first={hasPlate(passage) ? "" : passage.picture} ask={ask} onClose={() => setOpen(false)} />}
    </>
  );
}

interface WishProps {
  first: string;
  ask: (wish: string) => Promise<{ ok: boolean }>;
  onClose: () => void;
}

function Wish({ first, ask, onClose }: WishProps) {
  const words = useWords();
  const [wish, setWish] = useState(first);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A refusal is told by the page; the wish stays.
    void ask(wish.trim()).then((answer) => answer.ok && onClose());
  };
  return (
    <Dialog title={words.media.illustrate} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <Field label={words.media.wish} hint={words.media.wishHint}>
          {(control) => (
            <TextInput
              {...control}
              ref={firstFocus}
              value={wish}
              onChange={(event) => setWish(event.target.value)}
              placeholder={words.media.wishExample}
              maxLength={LONGEST_WISH}
            />
          )}
        </Field>
        <div className="flex justify-end">
          <Button type="submit" kind="main">
            {words.media.wishGo}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the co-author found worth a picture, below the last passage. */
export function Worth({ passage }: { passage: Passage }) {
  const words = useWords();
  const { may, busy, ask } = useAskPlate(passage);
  const live = useRoom((state) => state.link.is === "live");
  if (!may || !live || !passage.picture || hasPlate(passage)) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 font-quiet text-sm text-second">
      <span>{words.media.worth(passage.picture)}</span>
      <Button kind="bare" className="text-accent" disabled={busy} onClick={() => void ask(passage.picture)}>
        {words.media.make}
      </Button>
    </p>
  );
}
