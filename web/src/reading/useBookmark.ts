// Where one stopped reading, kept on this device, and found again.
import { useEffect, useRef } from "react";
import { recall, remember } from "../device";

const REST_MS = 250;
/** What stands this far below the top of the screen is being read. */
const READING_PX = 90;

/** @param key What is read; @param count How many passages are on the page by now. */
export function useBookmark(key: string, count: number): void {
  const wanted = useRef<number | null | undefined>(undefined);
  if (wanted.current === undefined) wanted.current = asked() ?? recall<number | null>(`read:${key}`, null);
  useEffect(() => {
    const found = count > 0 && wanted.current && document.getElementById(`p${wanted.current}`);
    if (!found) return;
    wanted.current = null;
    // What was not shown yet takes its real height only now, so that the second look is the right one.
    found.scrollIntoView();
    requestAnimationFrame(() => found.scrollIntoView());
  }, [count]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        remember(`read:${key}`, window.scrollY > 0 ? atTop() : null);
        // One has read on from where the address led.
        if (asked() !== null) history.replaceState(null, "", location.pathname + location.search);
      }, REST_MS);
    };
    window.addEventListener("scroll", rest, { passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("scroll", rest);
    };
  }, [key]);
}

/** The passage that the address names. */
function asked(): number | null {
  const found = /^#p(\d+)$/.exec(location.hash);
  return found ? Number(found[1]) : null;
}

function atTop(): number | null {
  const passages = [...document.querySelectorAll<HTMLElement>("article[data-passage]")];
  const reading = passages.find((passage) => passage.getBoundingClientRect().bottom > READING_PX);
  return reading ? Number(reading.dataset.passage) : null;
}
