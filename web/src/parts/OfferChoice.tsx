import { type FormEvent, useState } from "react";
import { useConnection, useStory } from "../room/context";
import { useWords } from "../words";
import { Button, Field, firstFocus, TextInput } from "./basics";
import { Dialog } from "./Dialog";

const LONGEST = 300;

/** A way on of one's own, beside those that are offered. */
export function OfferChoice({ passage, onClose }: { passage: number; onClose: () => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    void outbox.send("choice.offer", { passage, text: text.trim() });
    onClose();
  };
  return (
    <Dialog title={words.choices.offer} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <Field label={words.choices.offerLabel}>
          {(control) => (
            <TextInput
              {...control}
              ref={firstFocus}
              value={text}
              onChange={(event) => setText(event.target.value)}
              placeholder={words.choices.offerHint}
              maxLength={LONGEST}
              lang={view.language}
              className="font-story"
            />
          )}
        </Field>
        <div className="flex justify-end">
          <Button type="submit" kind="main" disabled={!text.trim()}>
            {words.choices.offerGo}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
