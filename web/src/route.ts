// The addresses of the page; the server answers each with the same page (server/page.py).
import { useSyncExternalStore } from "react";

export type Route =
  | { at: "start" }
  | { at: "join" }
  | { at: "stories" }
  | { at: "invited"; code: string }
  | { at: "room" | "replay" | "keep" | "listen"; id: string }
  | { at: "tree"; id: string; chosen: string | null; compare: readonly [number, number] | null }
  | { at: "read"; id: string; branch: number | null }
  | { at: "shared"; token: string }
  | { at: "lost" };

export function routeOf(place: string): Route {
  const url = new URL(place, "http://page");
  const [first, second, ...rest] = url.pathname.split("/").filter(Boolean).map(decodeURIComponent);
  if (rest.length > 0) return { at: "lost" };
  if (second === undefined) return alone(first);
  switch (first) {
    case "j":
      return { at: "invited", code: second };
    case "r":
      return { at: "room", id: second };
    case "replay":
    case "keep":
    case "listen":
      return { at: first, id: second };
    case "tree":
      return {
        at: "tree",
        id: second,
        chosen: url.searchParams.get("at"),
        compare: pair(url.searchParams.get("compare")),
      };
    case "read":
      return { at: "read", id: second, branch: number(url.searchParams.get("branch")) };
    case "s":
      return { at: "shared", token: second };
    default:
      return { at: "lost" };
  }
}

function alone(name: string | undefined): Route {
  if (name === undefined) return { at: "start" };
  return name === "join" || name === "stories" ? { at: name } : { at: "lost" };
}

const number = (given: string | null | undefined): number | null =>
  given && /^\d{1,15}$/.test(given) ? Number(given) : null;

function pair(given: string | null): readonly [number, number] | null {
  const [one, other] = (given ?? "").split(",").map(number);
  return typeof one === "number" && typeof other === "number" ? [one, other] : null;
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

export const usePlace = (): string => useSyncExternalStore(subscribe, () => location.pathname + location.search);
