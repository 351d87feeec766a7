// The tree of a room and who one is in it, fetched again while one looks at it.
import { useCallback, useEffect, useState } from "react";
import { library } from "../library";
import type { Member, RoomView, Tree } from "../protocol";

export interface Grown {
  readonly tree: Tree;
  /** The room as it is now; null where it can only be read, as offline. */
  readonly view: RoomView | null;
  readonly me: Member | null;
  /** Host or co-host. */
  readonly leads: boolean;
}

const AGAIN_MS = 15_000;

export function useTree(room: string): { grown: Grown | null; problem: unknown; again: () => Promise<void> } {
  const [grown, setGrown] = useState<Grown | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const again = useCallback(async () => {
    try {
      const [{ told: tree }, now] = await Promise.all([library.tree(room), library.view(room).catch(() => null)]);
      const me = now?.room.members[now.you] ?? null;
      const leads = me !== null && (now?.room.host === me.id || me.role === "cohost");
      setGrown({ tree, view: now?.room ?? null, me, leads });
      setProblem(null);
    } catch (trouble) {
      setProblem(trouble);
    }
  }, [room]);
  useEffect(() => {
    void again();
    const look = () => document.visibilityState === "visible" && void again();
    const timer = setInterval(look, AGAIN_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [again]);
  return { grown, problem, again };
}
