import { useConnection, useRoom, useStory } from "../room/context";
import { GATHER } from "../room/modes";
import { useWords } from "../words";
import { Button } from "./basics";

interface Props {
  /** The line on its way; otherwise it is the one that the house holds. */
  sending?: string;
  onChange: () => void;
}

/** A line that waits to land with the others': seen by its writer alone, who may change it or take it back. */
export function HandedIn({ sending, onChange }: Props) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const held = useRoom((state) => state.line);
  const live = useRoom((state) => state.link.is === "live");
  const line = sending ?? held;
  const said =
    sending !== undefined
      ? words.composer.sending
      : line
        ? words.turns.isInNow[GATHER[view.mode] === "proposals" ? "proposals" : "lines"]
        : words.turns.passed;
  const change = () => {
    outbox.giveBack(line);
    onChange();
  };
  const takeBack = async () => {
    const answer = await outbox.send("turn.pass", { turn: view.turn?.number ?? 0 });
    if (answer.ok) change();
  };
  return (
    <section aria-label={words.turns.yourLine}>
      <p role="status" className="text-sm font-medium">
        {said}
      </p>
      {line && (
        <p lang={view.language} className="story-text mt-2 whitespace-pre-line text-wet">
          {line}
        </p>
      )}
      {sending === undefined && (
        <div className="mt-3 -ml-3 flex flex-wrap gap-2">
          <Button kind="bare" disabled={!live} onClick={change}>
            {line ? words.turns.change : words.turns.writeAfterAll}
          </Button>
          {line && (
            <Button kind="bare" disabled={!live} onClick={() => void takeBack()}>
              {words.turns.takeBack}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
