import { type FormEvent, useState } from "react";
import { useConnection, useRoom, useStory } from "../room/context";
import { useWords } from "../words";
import { Button, Field, firstFocus, TextInput } from "./basics";
import { Dialog } from "./Dialog";
import { Icon } from "./icons";

const LONGEST_HINT = 300;

/** Ask the co-author to go on, with a hint if one likes. */
export function AskCoauthor() {
  const words = useWords();
  const { outbox } = useConnection();
  const able = useRoom(
    (state) => state.link.is === "live" && state.pending.every((pending) => pending.name !== "story.continue"),
  );
  const [hinting, setHinting] = useState(false);
  return (
    <span className="flex flex-wrap items-center sm:gap-2 max-sm:w-full [&>button:first-child]:max-sm:px-4">
      <Button disabled={!able} onClick={() => void outbox.send("story.continue", { hint: "" })}>
        {words.composer.ask}
      </Button>
      <Button kind="bare" disabled={!able} className="max-sm:size-11 max-sm:px-0!" onClick={() => setHinting(true)}>
        <Icon name="hint" className="size-5 sm:hidden" />
        <span className="max-sm:sr-only">{words.composer.hintOpen}</span>
      </Button>
      {hinting && <HintDialog onClose={() => setHinting(false)} />}
    </span>
  );
}

export function HintDialog({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const [hint, setHint] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void outbox.send("story.continue", { hint: hint.trim() });
    onClose();
  };
  return (
    <Dialog title={words.composer.ask} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <Field label={words.composer.hint}>
          {(control) => (
            <TextInput
              {...control}
              ref={firstFocus}
              value={hint}
              onChange={(event) => setHint(event.target.value)}
              placeholder={words.composer.hintHint}
              maxLength={LONGEST_HINT}
              lang={view.language}
            />
          )}
        </Field>
        <div className="flex justify-end">
          <Button type="submit" kind="main">
            {words.composer.ask}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
