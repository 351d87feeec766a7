import { useEffect, useRef, useState } from "react";
import { recall, remember } from "../device";
import { useRoom, useStory } from "../room/context";
import { type Seen, type Since, seenOf, since } from "../room/since";

const WRITE_EVERY_MS = 3_000;

/** What happened while one was away from this room, on whatever page of this browser. */
export function useSince(): [told: Since | null, dismiss: () => void] {
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const [told, setTold] = useState<Since | null>(null);
  const latest = useRef({ view, you });
  latest.current = { view, you };
  const key = `room:${view.id}:seen`;
  useEffect(() => {
    const come = () => {
      const seen = recall<Seen | null>(key, null);
      const now = latest.current;
      const news = seen && since(now.view, now.you, seen, Date.now());
      if (news) setTold(news);
    };
    const keep = () => remember(key, seenOf(latest.current.view, Date.now()));
    const turn = () => (document.hidden ? keep() : come());
    const visible = () => !document.hidden && keep();
    come();
    visible();
    const timer = setInterval(visible, WRITE_EVERY_MS);
    document.addEventListener("visibilitychange", turn);
    window.addEventListener("pagehide", visible);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", turn);
      window.removeEventListener("pagehide", visible);
    };
  }, [key]);
  return [told, () => setTold(null)];
}
