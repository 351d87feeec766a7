import { useEffect, useMemo, useState } from "react";
import type { Age, Language } from "../protocol";
import { type Change, changesOf, follow } from "./changes";
import { type Checker, openChecker } from "./checker";
import { fitting } from "./fit";

/** A pause in typing after which the draft is read again. */
const PAUSE_MS = 700;

export type Reading =
  | { readonly is: "fetching"; readonly share: number }
  | { readonly is: "reading" }
  | { readonly is: "failed"; readonly again: () => void }
  | { readonly is: "read"; readonly changes: readonly Change[] };

/** What may be changed in a text, as long as somebody asks. The checker goes with whoever asked. */
export function useChanges(text: string, language: Language, age: Age, names: readonly string[]): Reading {
  const fits = useMemo(() => fitting(age, language), [age, language]);
  const [attempt, setAttempt] = useState(0);
  const [share, setShare] = useState(0);
  const [failed, setFailed] = useState(false);
  const [checker, setChecker] = useState<Checker | null>(null);
  const [read, setRead] = useState<{ text: string; changes: readonly Change[] } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt is made anew
  useEffect(() => {
    const going = new AbortController();
    let opened: Checker | null = null;
    setFailed(false);
    openChecker(language, setShare, going.signal).then(
      (ready) => {
        opened = ready;
        setChecker(ready);
      },
      () => !going.signal.aborted && setFailed(true),
    );
    return () => {
      going.abort();
      opened?.close();
      setChecker(null);
      setRead(null);
    };
  }, [language, attempt]);

  const first = read === null;
  useEffect(() => {
    if (!checker) return;
    let late = false;
    const look = async () => {
      const found = await checker.check(text, names);
      if (!late) setRead({ text, changes: changesOf(text, found, fits) });
    };
    const timer = setTimeout(() => void look().catch(() => !late && setFailed(true)), first ? 0 : PAUSE_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [checker, text, names, fits, first]);

  if (failed) return { is: "failed", again: () => setAttempt(attempt + 1) };
  if (!checker) return { is: "fetching", share };
  if (!read) return { is: "reading" };
  return { is: "read", changes: follow(read.changes, read.text, text) };
}
