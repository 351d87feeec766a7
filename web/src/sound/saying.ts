// What the player is at, in words.
import { useStory } from "../room/context";
import { writerOf } from "../room/select";
import { useWords, type Words, wordRefusal } from "../words";
import { useHeard } from "./context";
import type { Heard, Why } from "./heard";

export const sayWhy = (words: Words, why: Why): string =>
  typeof why === "object" ? wordRefusal(words, why) : words.sound.faults[why];

/** Whose passage is read, and by whom. */
export function useWhat(): { passage: string; voice: string } {
  const words = useWords();
  const at = useHeard((heard) => heard.passage);
  const media = useHeard((heard) => heard.media);
  const writer = useStory(({ view }) => {
    const passage = view.passages.find(({ id }) => id === at);
    const by = passage && writerOf(passage);
    return by ? (view.members[by]?.name ?? "?") : passage ? words.coauthor : "";
  });
  const reader = useStory(({ view }) => (media?.kind === "recording" ? view.members[media.by ?? ""]?.name : undefined));
  const quick = media?.made?.provider === "quick";
  const voice = reader ? words.sound.readBy(reader) : quick ? words.sound.quick : words.sound.ofHouse;
  return { passage: writer && words.book.passageBy(writer), voice: media ? voice : "" };
}

/** What a listener has to know beyond what is heard; nothing while all is well. */
export function sayState(words: Words, heard: Heard, whole: boolean): string {
  if (heard.ended && heard.trouble) return "";
  if (heard.ended)
    return heard.passage === null ? words.sound.nothing : whole ? words.sound.endedWhole : words.sound.ended;
  if (!heard.waiting) return heard.playing ? "" : words.sound.stopped;
  if (heard.media) return words.sound.fetching;
  return heard.percent > 0 ? words.sound.makingAt(heard.percent) : words.sound.making;
}
