import { useSyncExternalStore } from "react";

/** As wide as the breakpoint `wide` in styles.css: people and the aside fit beside the page. */
const query = window.matchMedia("(width >= 75rem)");

const subscribe = (listener: () => void) => {
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
};

export const useWide = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
