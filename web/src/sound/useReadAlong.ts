// Lights the words as they are read, and keeps them in sight as long as the reader does not look elsewhere.
import { useEffect, useState } from "react";
import { useStory } from "../room/context";
import { textOf } from "../room/story";
import { useStore } from "../store";
import { Shown } from "./lit";
import { heardWord, type Player } from "./player";
import { timingsOf } from "./playlist";

const LIGHT = "spoken";
/** Where in the window the lit line is brought to, and between what it is left alone. */
const BRING_TO = 0.35;
const CLEAR_TOP = 90;
const CLEAR_BOTTOM = 150;
/** Scrolling of one's own goes on for so long after it was asked for. */
const OWN_SCROLL_MS = 900;
const LOOK_MS = 250;
/** That the reader moves the page, and not we. */
const HANDS = ["wheel", "touchmove", "keydown"] as const;

/** Browsers without it mark the passage as a whole. */
const canLight = () => typeof CSS !== "undefined" && "highlights" in CSS;

interface ReadAlong {
  /** The reader looks at something else than what is read. */
  readonly elsewhere: boolean;
  goBack: () => void;
}

export function useReadAlong(player: Player): ReadAlong {
  const passage = useStore(player.heard, (heard) => heard.passage);
  const playing = useStore(player.heard, (heard) => heard.playing);
  const media = useStore(player.heard, (heard) => heard.media);
  const words = useStore(player.heard, (heard) => heard.words);
  const text = useStory((story) => (media?.passage ? textOf(story, media.passage, media.version ?? 0) : ""));
  const [elsewhere, setElsewhere] = useState(false);
  const [light] = useState(() => new Light());

  useEffect(() => {
    const whole = media !== null && !(canLight() && (words.length > 0 || timingsOf(media)));
    light.mark(passage, whole ? "passage" : "words");
    return () => light.mark(null, "words");
  }, [light, passage, media, words]);

  useEffect(() => {
    if (passage === null || words.length === 0 || !canLight()) return;
    let shown: Shown | null = null;
    let lit = -2;
    let frame = requestAnimationFrame(function show() {
      frame = requestAnimationFrame(show);
      const word = heardWord(player);
      if (word === lit && shown?.there) return;
      if (!shown?.there) shown = Shown.find(passage, text);
      lit = word;
      const spoken = words[word];
      light.light(spoken && shown ? shown.range(spoken.start, spoken.end) : null);
    });
    return () => {
      cancelAnimationFrame(frame);
      light.light(null);
    };
  }, [player, light, passage, words, text]);

  useEffect(() => {
    if (passage === null || words.length === 0) return;
    const tap = (event: MouseEvent) => {
      const on = event.target as Element;
      if (!on.closest(`[data-passage="${passage}"] .prose`) || !getSelection()?.isCollapsed) return;
      const place = Shown.find(passage, text)?.placeAt(event.clientX, event.clientY);
      if (typeof place === "number") player.toWord(place);
    };
    document.addEventListener("click", tap);
    return () => document.removeEventListener("click", tap);
  }, [player, passage, words, text]);

  // Whoever begins to listen looks at what is read.
  useEffect(() => {
    if (playing) light.follow();
    const look = () => setElsewhere(light.looksElsewhere());
    window.addEventListener("scroll", look, { passive: true });
    for (const sign of HANDS) window.addEventListener(sign, light.moved, { passive: true });
    const keep = () => {
      light.keepInSight();
      look();
    };
    const timer = playing ? setInterval(keep, LOOK_MS) : undefined;
    return () => {
      window.removeEventListener("scroll", look);
      for (const sign of HANDS) window.removeEventListener(sign, light.moved);
      clearInterval(timer);
    };
  }, [light, playing]);

  return {
    elsewhere,
    goBack: () => {
      light.follow();
      setElsewhere(false);
    },
  };
}

/** What is marked as read now: a passage, and a word in it. */
class Light {
  private passage: number | null = null;
  private range: Range | null = null;
  private following = true;
  private scrolled = Number.NEGATIVE_INFINITY;
  /** A hand is on the page after whatever we did. */
  readonly moved = (): void => {
    this.scrolled = Number.NEGATIVE_INFINITY;
  };

  light(range: Range | null): void {
    if (!canLight()) return;
    this.range = range ?? this.range;
    if (range) CSS.highlights.set(LIGHT, new Highlight(range));
    else CSS.highlights.delete(LIGHT);
  }

  mark(passage: number | null, as: "words" | "passage"): void {
    if (passage !== this.passage) this.range = null;
    if (this.passage !== null) delete this.article()?.dataset.spoken;
    this.passage = passage;
    const article = this.article();
    if (article) article.dataset.spoken = as;
  }

  follow(): void {
    this.following = true;
    this.keepInSight();
  }

  keepInSight(): void {
    const top = this.top();
    if (top === null || !this.following || this.clear(top)) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scrolled = performance.now();
    window.scrollBy({ top: top - innerHeight * BRING_TO, behavior: calm ? "instant" : "smooth" });
  }

  /** Asked whenever the page scrolls: whoever scrolls what is read out of sight wants to see something else. */
  looksElsewhere(): boolean {
    const top = this.top();
    if (top === null) return false;
    const clear = this.clear(top);
    if (clear) this.following = true;
    else if (performance.now() - this.scrolled > OWN_SCROLL_MS) this.following = false;
    return !this.following;
  }

  private clear(top: number): boolean {
    return top > CLEAR_TOP && top < innerHeight - CLEAR_BOTTOM;
  }

  private top(): number | null {
    const range = this.range?.startContainer.isConnected ? this.range.getBoundingClientRect() : null;
    return range?.top ?? this.article()?.getBoundingClientRect().top ?? null;
  }

  private article(): HTMLElement | null {
    return this.passage === null ? null : document.querySelector(`[data-passage="${this.passage}"]`);
  }
}
