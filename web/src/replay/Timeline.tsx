// The line of time: how much was written when, what else happened, and a slider over it.
import { type CSSProperties, useMemo } from "react";
import type { AnyEvent } from "../protocol";
import { useWords } from "../words";
import { type Mark, marksOf } from "./marks";

interface Props {
  events: readonly AnyEvent[];
  /** How many of them are here by now: the list itself only grows. */
  held: number;
  at: number;
  /** What happens at this moment. */
  said: string;
  onMove: (at: number) => void;
}

const PARTS = 160;
const HEIGHT = 28;
/** Drawn, since few fonts have such signs: a fork, a tick, a full stop. */
const SIGNS: Record<Mark["kind"], string> = {
  fork: "M5 10V6M5 6L2 1M5 6L8 1",
  vote: "M1.5 5.5L4 8.5L9 1.500",
  end: "M5 1L9 5L5 9L1 5Z",
};

export function Timeline({ events, held, at, said, onMove }: Props) {
  const words = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `held` says that there are more events in the same list.
  const { written, marks } = useMemo(() => marksOf(events, PARTS), [events, held]);
  const bars = useMemo(() => barsOf(written), [written]);
  const done = at / Math.max(1, held);
  const labels = { fork: words.replay.forks, vote: words.replay.votes, end: words.replay.ends };
  return (
    <div className="min-w-0 grow">
      <div className="relative mx-2 mt-4 h-7" aria-hidden="true">
        <Written bars={bars} className="text-edge opacity-60" />
        <Written bars={bars} className="text-accent" style={{ clipPath: `inset(0 ${100 - done * 100}% 0 0)` }} />
        {marks.map((mark) => (
          <span
            key={mark.at}
            title={labels[mark.kind]}
            className="absolute -top-3 -translate-x-1/2"
            style={{ left: `${(mark.at / Math.max(1, held)) * 100}%` }}
          >
            <svg aria-hidden="true" viewBox="0 0 10 10" className="size-2.5 fill-none stroke-ink" strokeWidth="1.5">
              <path d={SIGNS[mark.kind]} />
            </svg>
          </span>
        ))}
      </div>
      <input
        type="range"
        min={1}
        max={Math.max(2, held)}
        value={at}
        aria-label={words.replay.moment}
        aria-valuetext={said}
        onChange={(event) => onMove(Number(event.target.value))}
        className="replay-slider block h-11 w-full"
      />
    </div>
  );
}

/** One path of bars: drawn anew only when there are more events. */
function barsOf(written: readonly number[]): string {
  const most = Math.max(1, ...written);
  const height = (count: number) => (4 + (count / most) * (HEIGHT - 10)).toFixed(1);
  return written
    .map((count, part) => (count ? `M${part + 0.2} ${HEIGHT}v-${height(count)}h.6V${HEIGHT}z` : ""))
    .join("");
}

function Written({ bars, className, style }: { bars: string; className: string; style?: CSSProperties }) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${PARTS} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`absolute inset-0 size-full ${className}`}
      style={style}
    >
      <path d={bars} fill="currentColor" />
    </svg>
  );
}
