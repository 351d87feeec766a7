// The connection in words, only when it is not fine; and a refusal, until it is read.
import { useEffect, useState } from "react";
import { useConnection, useRoom } from "../room/context";
import { useWords, wordRefusal } from "../words";

const LONG_MS = 10_000;
const SHOWN_MS = 9_000;

/** Mounted anew for each state, so that "long" is counted from its beginning. */
export function LinkState() {
  const words = useWords();
  const link = useRoom((state) => state.link.is);
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, []);
  if (link === "live" || link === "over" || link === "lobby") return null;
  const said = {
    opening: long ? words.link.openingLong : words.link.opening,
    away: long ? words.link.awayLong : words.link.away,
    reading: words.link.reading,
  }[link];
  return (
    <p role="status" className="late border-b border-hairline bg-sheet px-4 py-2 text-center text-sm">
      {said}
    </p>
  );
}

export function Notice() {
  const words = useWords();
  const { outbox } = useConnection();
  const notice = useRoom((state) => state.notice);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => outbox.dismiss(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, outbox]);
  if (!notice) return <div role="alert" />;
  return (
    <div
      role="alert"
      className="fixed inset-x-0 bottom-[calc(1rem+var(--foot))] z-40 mx-auto flex w-fit max-w-[calc(100vw-2rem)] items-center gap-2 rounded-lg border border-accent bg-paper py-1 pr-1 pl-4 text-sm shadow-xl"
    >
      <span className="py-2">{wordRefusal(words, notice.refusal)}</span>
      <button
        type="button"
        aria-label={words.close}
        className="size-11 shrink-0 text-xl"
        onClick={() => outbox.dismiss()}
      >
        ×
      </button>
    </div>
  );
}
