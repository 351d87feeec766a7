import { type RefObject, useLayoutEffect } from "react";

/** What lies above this is under the head of the page, or has been read. */
const READ_PX = 64;

/**
 * The lines that one reads stay where they are when a place opens or closes above them. The browser's own anchoring
 * comes a frame too late, or not at all.
 *
 * @param late The place opens in a passage that was there without it.
 */
export function useStill(place: RefObject<HTMLElement | null>, late: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a place opens once.
  useLayoutEffect(() => {
    const opened = place.current;
    const around = opened?.parentElement;
    if (!opened || !around) return;
    if (late) quietly(() => isAbove(opened) && moveBy(takes(opened)));
    return () => {
      if (!isAbove(opened)) return;
      const height = takes(opened);
      document.documentElement.style.overflowAnchor = "none";
      // It is taken out of the page after this, and before the page is painted.
      queueMicrotask(() => quietly(() => around.isConnected && moveBy(-height)));
    };
  }, []);
}

const isAbove = (place: HTMLElement) => place.getBoundingClientRect().top < READ_PX;

function takes(place: HTMLElement): number {
  const { marginTop, marginBottom } = getComputedStyle(place);
  return place.getBoundingClientRect().height + Number.parseFloat(marginTop) + Number.parseFloat(marginBottom);
}

const moveBy = (top: number) => window.scrollBy({ top, behavior: "instant" });

/** Without the browser's anchoring, which would correct a second time. */
function quietly(act: () => void): void {
  const { style } = document.documentElement;
  style.overflowAnchor = "none";
  act();
  requestAnimationFrame(() => requestAnimationFrame(() => style.removeProperty("overflow-anchor")));
}
