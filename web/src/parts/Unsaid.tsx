// Why the co-author's words are not there, with ways on; and that a line is in which it has not read yet.
import { useState } from "react";
import { coauthorSpeaks } from "../languages";
import { useRoom, useStory } from "../room/context";
import { maySteer, mayWrite, overtook } from "../room/select";
import { useWords } from "../words";
import { HintDialog } from "./AskCoauthor";
import { Button } from "./basics";

export function Unsaid() {
  const words = useWords();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const unsaid = useRoom((state) => state.unsaid);
  const live = useRoom((state) => state.link.is === "live");
  const [hinting, setHinting] = useState(false);
  const overtaken = overtook(view, you);
  if (!unsaid && !overtaken) return null;
  const speechless = unsaid === "failed" && !coauthorSpeaks(view.language);
  const told = overtaken
    ? words.unsaid.lineIsIn
    : unsaid === "unwoven"
      ? words.weave.failed
      : unsaid && words.unsaid[speechless ? "unspoken" : unsaid];
  const again = live && !overtaken && unsaid !== "unwoven" && view.rules.coauthor && !view.generation;
  return (
    <div className="mb-2 border-l-2 border-accent pl-3 text-sm">
      <p role="status">{told}</p>
      {again && (
        <p className="-ml-3 flex flex-wrap">
          {maySteer(view, you) && !speechless && (
            <Button kind="bare" onClick={() => setHinting(true)}>
              {words.unsaid.softer}
            </Button>
          )}
          {mayWrite(view, you) && (
            <Button kind="bare" onClick={() => document.querySelector<HTMLElement>("#now .sheet textarea")?.focus()}>
              {words.unsaid.write}
            </Button>
          )}
        </p>
      )}
      {hinting && <HintDialog onClose={() => setHinting(false)} />}
    </div>
  );
}
