// For screen readers, politely: new passages and pictures, whose turn it is, votes and what they came to, who knocks.
import { useEffect, useRef, useState } from "react";
import { arrived } from "../media/arrived";
import { question } from "../room/asked";
import { useRoom, useStory } from "../room/context";
import { gathering } from "../room/modes";
import { awaited, leads, onPage, waiting, writerOf } from "../room/select";
import { type Story, textOf } from "../room/story";
import { useStore } from "../store";
import { useWords, type Words } from "../words";
import { outcome } from "./Outcome";

export function Announcer() {
  const words = useWords();
  const story = useStory();
  const you = useRoom((state) => state.you);
  const decided = useRoom((state) => state.decided);
  const picture = useStore(arrived, ({ alt }) => alt);
  const { view } = story;
  const told = useNewPassages(story, you, words);
  const knocks = leads(view, you) ? waiting(view).map((member) => words.lobby.knocks(member.name)) : [];
  return (
    <div className="sr-only">
      <p role="status" lang={view.language}>
        {told}
      </p>
      <p role="status">{turnTold(story, you, words)}</p>
      <p role="status">
        {view.vote
          ? words.votes.announce(question(story, view.vote, words))
          : decided && outcome(story, decided, words)}
      </p>
      <p role="status">{knocks.join(" ")}</p>
      <p role="status">{picture !== null && words.media.arrived(picture)}</p>
    </div>
  );
}

/** Several lines may land at once. One's own are known. */
function useNewPassages(story: Story, you: string | null, words: Words): string {
  const { view } = story;
  const [told, setTold] = useState("");
  const newest = Math.max(0, ...onPage(view).map((passage) => passage.version));
  const heard = useRef(newest);
  useEffect(() => {
    if (newest <= heard.current) return;
    const fresh = onPage(view).filter((passage) => passage.version > heard.current && writerOf(passage) !== you);
    heard.current = newest;
    const lines = fresh.map((passage) => {
      const writer = writerOf(passage);
      const name = writer ? (view.members[writer]?.name ?? "?") : words.coauthor;
      return words.book.announce(name, textOf(story, passage.id, passage.version));
    });
    if (lines.length > 0) setTold(lines.join("\n"));
  }, [newest, story, view, you, words]);
  return told;
}

function turnTold({ view }: Story, you: string | null, words: Words): string | undefined {
  if (view.turn?.kind !== "people") return undefined;
  const name = view.members[you ?? ""]?.name ?? "";
  if (gathering(view)) return awaited(view, you) ? words.turns.everybodyNow : undefined;
  const speaker = view.members[view.turn.speakers[0] ?? ""];
  return speaker && (speaker.id === you ? words.moment.yours(name) : words.moment.theirs(speaker.name));
}
