// Four addresses; the server answers each with the same page.
import { useSyncExternalStore } from "react";

export type Route =
  | { at: "start" }
  | { at: "join" }
  | { at: "invited"; code: string }
  | { at: "room"; id: string }
  | { at: "lost" };

export function routeOf(path: string): Route {
  const [first, second, ...rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  if (rest.length > 0) return { at: "lost" };
  if (first === undefined) return { at: "start" };
  if (first === "join" && second === undefined) return { at: "join" };
  if (first === "j" && second) return { at: "invited", code: second };
  if (first === "r" && second) return { at: "room", id: second };
  return { at: "lost" };
}

export function go(path: string): void {
  history.pushState(null, "", path);
  window.dispatchEvent(new PopStateEvent("popstate"));
  window.scrollTo(0, 0);
}

const subscribe = (listener: () => void) => {
  window.addEventListener("popstate", listener);
  return () => window.removeEventListener("popstate", listener);
};

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname);
