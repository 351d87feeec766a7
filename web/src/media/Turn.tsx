// Several takes of a picture, as leaves to turn.
import { useWords } from "../words";
import type { Ready } from "./pictures";

interface Props {
  takes: readonly Ready[];
  at: Ready;
  onTurn: (media: number) => void;
}

export function Turn({ takes, at, onTurn }: Props) {
  const words = useWords();
  const index = takes.indexOf(at);
  if (takes.length < 2) return null;
  const leaf = (by: number, label: string, sign: string) => {
    const other = takes[index + by];
    return (
      <button
        type="button"
        aria-label={label}
        disabled={!other}
        onClick={() => other && onTurn(other.id)}
        className="size-11 text-lg text-second hover:text-accent disabled:text-hairline"
      >
        {sign}
      </button>
    );
  };
  return (
    <span className="flex items-center">
      {leaf(-1, words.media.previousTake, "‹")}
      <span className="tabular-nums">{words.media.leaf(index + 1, takes.length)}</span>
      {leaf(1, words.media.nextTake, "›")}
    </span>
  );
}
