// Where a recording is made: beside the passages, which may change, or lose their tools with the line, meanwhile.
import { lazy, Suspense, useEffect } from "react";
import type { Passage } from "../protocol";
import { Store, useStore } from "../store";

const Recorder = lazy(() => import("./Recorder").then((part) => ({ default: part.Recorder })));

const reading = new Store<{ passage: Passage | null }>({ passage: null });

export const readYourself = (passage: Passage | null): void => reading.set({ passage });

export function RecorderPlace() {
  const passage = useStore(reading, (held) => held.passage);
  useEffect(() => () => readYourself(null), []);
  if (!passage) return null;
  return (
    <Suspense>
      <Recorder key={passage.id} passage={passage} onClose={() => readYourself(null)} />
    </Suspense>
  );
}
