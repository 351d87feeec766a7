import { useEffect, useState } from "react";
import { useRoom } from "../room/context";

/** The server's clock in ms, looked at again every `every` ms while `on`. */
export function useNow(on: boolean, every = 1_000): number {
  const skew = useRoom((state) => state.skew);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!on) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [on, every]);
  return now + skew;
}
