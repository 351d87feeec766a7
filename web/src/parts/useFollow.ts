import { type RefObject, useEffect, useRef, useState } from "react";

const NEAR_PX = 140;

/** The present moment, which follows the story, is below what is on the screen. */
const nowIsBelow = (story: HTMLElement) => story.getBoundingClientRect().bottom > window.innerHeight - NEAR_PX;
const distance = () => document.documentElement.scrollHeight - window.innerHeight - window.scrollY;

/** Whoever writes keeps the present moment in sight. Whoever reads keeps the words, when a picture is hung below them. */
const writing = () => document.activeElement instanceof HTMLTextAreaElement;

interface Following {
  /** There are lines below that were not seen. */
  below: boolean;
  /** The end of the page is out of sight. */
  away: boolean;
  toEnd: () => void;
}

/**
 * At the end of the page, stay there while it grows; elsewhere never move, and say that there is more below.
 *
 * @param newest The id of the newest lines. Only this is news: larger letters or a longer draft grow the page too.
 */
export function useFollow(column: RefObject<HTMLElement | null>, beginAtEnd: boolean, newest: number): Following {
  const [below, setBelow] = useState(false);
  const [away, setAway] = useState(false);
  const begin = useRef(beginAtEnd);
  const atEnd = useRef(true);
  const known = useRef(newest);
  useEffect(() => {
    const story = column.current;
    if (!story) return;
    if (begin.current) window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
    let top = window.scrollY;
    atEnd.current = distance() < NEAR_PX;
    const look = () => {
      // What arrives moves the end away from the reader; only going up is leaving it.
      atEnd.current = distance() < NEAR_PX || (atEnd.current && window.scrollY >= top);
      top = window.scrollY;
      setAway(nowIsBelow(story));
      if (atEnd.current) setBelow(false);
    };
    look();
    const plates = story.getElementsByClassName("plate");
    let hung = plates.length;
    const grown = () => {
      const still = plates.length !== hung && !writing();
      hung = plates.length;
      if (atEnd.current && !still) window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
    };
    const growth = new ResizeObserver(grown);
    growth.observe(story);
    window.addEventListener("scroll", look, { passive: true });
    return () => {
      growth.disconnect();
      window.removeEventListener("scroll", look);
    };
  }, [column]);
  useEffect(() => {
    const story = column.current;
    const more = newest > known.current;
    known.current = newest;
    if (story && more && !atEnd.current && story.getBoundingClientRect().bottom > window.innerHeight) setBelow(true);
  }, [column, newest]);
  const toEnd = () => {
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior });
  };
  return { below, away, toEnd };
}
