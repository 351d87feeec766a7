import { useState } from "react";
import { recall, remember } from "../device";
import type { Passage } from "../protocol";
import { useConnection, useStory } from "../room/context";
import { useWords } from "../words";
import { Button } from "./basics";
import { WritingArea } from "./WritingArea";

interface Props {
  passage: Passage;
  text: string;
  onDone: () => void;
}

/** A passage being changed. The words are kept on the device until the change is acknowledged. */
export function EditPassage({ passage, text, onDone }: Props) {
  const words = useWords();
  const connection = useConnection();
  const { view } = useStory();
  const key = `room:${view.id}:edit:${passage.id}`;
  const [changed, setChanged] = useState(() => recall(key, "") || text);
  const [busy, setBusy] = useState(false);
  const write = (value: string) => {
    setChanged(value);
    remember(key, value);
  };
  const done = () => {
    remember(key, "");
    onDone();
  };
  const save = async () => {
    setBusy(true);
    const answer = await connection.outbox.send("passage.edit", { passage: passage.id, text: changed });
    setBusy(false);
    if (answer.ok) done();
  };
  return (
    <div className="sheet rounded-md p-4">
      <WritingArea
        label={words.tools.editLabel}
        value={changed}
        onChange={write}
        onSubmit={save}
        words={view.rules.words}
        lang={view.language}
        focus
      />
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button onClick={done}>{words.cancel}</Button>
        <Button kind="main" disabled={busy || !changed.trim()} onClick={save}>
          {busy ? words.composer.sending : words.tools.save}
        </Button>
      </div>
    </div>
  );
}
