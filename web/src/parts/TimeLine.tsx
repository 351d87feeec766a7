import { useWords } from "../words";
import { useNow } from "./useNow";

interface Props {
  /** Both in ms of the server's clock. */
  began: number;
  ends: number;
  colour: string;
}

/** The time left as a line that shortens. */
export function TimeLine({ began, ends, colour }: Props) {
  const words = useWords();
  const left = Math.max(0, ends - useNow(true));
  const part = left / Math.max(1, ends - began);
  const seconds = Math.ceil(left / 1_000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <div className="mt-1 flex items-center gap-4">
      <div className="h-0.5 grow rounded-full bg-hairline">
        <div
          className="h-0.5 origin-left rounded-full transition-transform duration-1000 ease-linear"
          style={{ transform: `scaleX(${Math.min(1, part)})`, background: colour }}
        />
      </div>
      <span role="timer" aria-label={words.moment.left(clock)} className="text-sm text-second tabular-nums">
        {clock}
      </span>
    </div>
  );
}
