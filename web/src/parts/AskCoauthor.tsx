import { type FormEvent, useState } from "react";
import { useConnection, useRoom, useStory } from "../room/context";
import { useWords } from "../words";
import { Button, Field, firstFocus, TextInput } from "./basics";
import { Dialog } from "./Dialog";

const LONGEST_HINT = 300;

/** Ask the co-author to go on, with a hint if one likes. */
export function AskCoauthor() {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const able = useRoom(
    (state) => state.link.is === "live" && state.pending.every((pending) => pending.name !== "story.continue"),
  );
  const [hinting, setHinting] = useState(false);
  const [hint, setHint] = useState("");
  const ask = (text: string) => void outbox.send("story.continue", { hint: text });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(hint.trim());
    setHint("");
    setHinting(false);
  };
  return (
    <>
      <Button disabled={!able} onClick={() => ask("")}>
        {words.composer.ask}
      </Button>
      <Button kind="bare" disabled={!able} onClick={() => setHinting(true)}>
        {words.composer.hintOpen}
      </Button>
      {hinting && (
        <Dialog title={words.composer.ask} onClose={() => setHinting(false)}>
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
      )}
    </>
  );
}
