// For screen readers, politely: new passages, and whose turn it is.
import { useEffect, useRef, useState } from "react";
import { useRoom, useStory } from "../room/context";
import { lastPassage } from "../room/select";
import { textOf } from "../room/story";
import { useWords } from "../words";

export function Announcer() {
  const words = useWords();
  const story = useStory();
  const you = useRoom((state) => state.you);
  const { view } = story;
  const [told, setTold] = useState("");
  const last = lastPassage(view);
  const heard = useRef(last?.version);
  useEffect(() => {
    if (!last || heard.current === last.version) return;
    heard.current = last.version;
    if (last.author === you) return;
    const name = last.author ? (view.members[last.author]?.name ?? "?") : words.coauthor;
    setTold(words.book.announce(name, textOf(story, last.id, last.version)));
  }, [last, story, view, you, words]);
  const speaker = view.turn?.kind === "people" ? view.members[view.turn.speakers[0] ?? ""] : undefined;
  const turn = speaker && (speaker.id === you ? words.moment.yours : words.moment.theirs)(speaker.name);
  return (
    <div className="sr-only">
      <p role="status" lang={view.language}>
        {told}
      </p>
      <p role="status">{turn}</p>
    </div>
  );
}
