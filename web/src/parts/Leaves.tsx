// The versions of a passage as leaves to turn.
import type { Passage } from "../protocol";
import { useConnection, useStory } from "../room/context";
import { writerOf } from "../room/select";
import { useWords } from "../words";

interface Props {
  passage: Passage;
  /** The leaf that is looked at, which for others than who may choose is not the room's. */
  at: number;
  /** Whether turning chooses for everybody. */
  chooses: boolean;
  onLook: (version: number) => void;
}

export function Leaves({ passage, at, chooses, onLook }: Props) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const index = passage.versions.indexOf(at);
  const turn = (by: number) => {
    const version = passage.versions[index + by];
    if (version === undefined) return;
    if (chooses) void outbox.send("passage.choose", { passage: passage.id, version });
    else onLook(version);
  };
  const writer = writerOf(passage, at);
  const name = writer === null ? words.coauthor : (view.members[writer]?.name ?? "?");
  const leaf = "size-11 text-lg text-second hover:text-accent disabled:text-hairline";
  return (
    <>
      <span className="flex items-center">
        <button
          type="button"
          className={leaf}
          disabled={index <= 0}
          aria-label={words.tools.previous}
          onClick={() => turn(-1)}
        >
          ‹
        </button>
        <span className="text-sm text-second tabular-nums">
          {words.tools.version(index + 1, passage.versions.length)}
        </span>
        <button
          type="button"
          className={leaf}
          disabled={index >= passage.versions.length - 1}
          aria-label={words.tools.next}
          onClick={() => turn(1)}
        >
          ›
        </button>
      </span>
      {passage.authors.length > 0 && <span className="px-1 text-sm text-second">{words.votes.from(name)}</span>}
    </>
  );
}
