// A room's events, fetched page after page while the first of them play already.
import { useEffect, useState } from "react";
import { api } from "../api";
import { Log } from "./log";
import { Times } from "./pace";

export interface Fetched {
  readonly log: Log;
  readonly times: Times;
  /** How many events are here by now, and how many there are. */
  readonly held: number;
  readonly head: number;
  readonly problem: unknown;
}

const nothing = (): Fetched => ({ log: new Log(), times: new Times(), held: 0, head: 0, problem: null });

export function useLog(room: string): Fetched {
  const [fetched, setFetched] = useState(nothing);
  useEffect(() => {
    let closed = false;
    const begun = nothing();
    const fetchAll = async () => {
      for (let { held, head } = begun; !closed && held <= head; ) {
        const page = await api.after(room, held);
        begun.log.add(page.events);
        begun.times.add(page.events);
        held = begun.log.length;
        head = Math.max(page.head, held);
        if (!closed) setFetched({ ...begun, held, head });
        if (page.events.length === 0 || held >= page.head) return;
      }
    };
    fetchAll().catch((problem: unknown) => !closed && setFetched((known) => ({ ...known, problem })));
    return () => {
      closed = true;
    };
  }, [room]);
  return fetched;
}
