// The moment that is shown, and what moves it.
import { useCallback, useEffect, useState } from "react";
import type { Pace, Times } from "./pace";

export interface Player {
  /** How many events have happened. */
  readonly at: number;
  readonly playing: boolean;
  readonly pace: Pace;
  goTo: (at: number) => void;
  toggle: () => void;
  setPace: (pace: Pace) => void;
}

export function usePlayer(times: Times, held: number): Player {
  const [at, setAt] = useState(1);
  const [playing, setPlaying] = useState(false);
  const [pace, setPace] = useState<Pace>("passages");

  useEffect(() => {
    if (!playing) return;
    // From the moment of now on, by this browser's clock.
    let from: { clock: number; moment: number } | null = null;
    let frame = requestAnimationFrame(function show(clock) {
      setAt((now) => {
        from ??= { clock, moment: times.of(now - 1, pace) };
        return Math.max(now, Math.min(held, times.shownBy(from.moment + clock - from.clock, pace)));
      });
      frame = requestAnimationFrame(show);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, pace, times, held]);

  useEffect(() => {
    if (held > 0 && at >= held) setPlaying(false);
  }, [at, held]);

  const goTo = useCallback((to: number) => {
    setPlaying(false);
    setAt(to);
  }, []);
  const toggle = () => {
    if (!playing && at >= held) setAt(1);
    setPlaying(!playing);
  };
  return { at: Math.min(at, Math.max(1, held)), playing, pace, goTo, toggle, setPace };
}
