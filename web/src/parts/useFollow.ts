import { type RefObject, useEffect, useRef, useState } from "react";

const NEAR_PX = 140;

/** The present moment, which follows the story, is below what is on the screen. */
const nowIsBelow = (story: HTMLElement) => story.getBoundingClientRect().bottom > window.innerHeight - NEAR_PX;
const distance = () => document.documentElement.scrollHeight - window.innerHeight - window.scrollY;

interface Following {
  /** There are lines below that were not seen. */
  below: boolean;
  /** The end of the page is out of sight. */
  away: boolean;
  toEnd: () => void;
}

/**
 * At the end of the page, stay there while it grows; elsewhere never move, and say that there is more below.
 * Only growth of the story counts: opening a panel or writing a longer draft is no news.
 */
export function useFollow(column: RefObject<HTMLElement | null>, beginAtEnd: boolean): Following {
  const [below, setBelow] = useState(false);
  const [away, setAway] = useState(false);
  const begin = useRef(beginAtEnd);
  useEffect(() => {
    const story = column.current;
    if (!story) return;
    if (begin.current) window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
    let atEnd = distance() < NEAR_PX;
    setAway(nowIsBelow(story));
    let height = story.textContent.length;
    const look = () => {
      atEnd = distance() < NEAR_PX;
      setAway(nowIsBelow(story));
      if (atEnd) setBelow(false);
    };
    const grown = () => {
      const more = story.textContent.length > height;
      height = story.textContent.length;
      if (atEnd) window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
      else if (more && story.getBoundingClientRect().bottom > window.innerHeight) setBelow(true);
    };
    const growth = new ResizeObserver(grown);
    growth.observe(story);
    window.addEventListener("scroll", look, { passive: true });
    return () => {
      growth.disconnect();
      window.removeEventListener("scroll", look);
    };
  }, [column]);
  const toEnd = () => window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "smooth" });
  return { below, away, toEnd };
}
