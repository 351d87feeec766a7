import { useCallback, useState } from "react";
import { Refused } from "../api";
import { useWords, wordRefusal } from "../words";

/** Asks the house for something, and keeps what went wrong in words. */
export function useAsking(): [busy: boolean, trouble: string | null, ask: (work: () => Promise<void>) => void] {
  const words = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const ask = useCallback((work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    work()
      .catch(setProblem)
      .finally(() => setBusy(false));
  }, []);
  const trouble = problem instanceof Refused ? wordRefusal(words, problem.refusal) : problem ? words.unreachable : null;
  return [busy, trouble, ask];
}
