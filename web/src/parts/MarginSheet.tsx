// The margin of one passage: reactions, notes, and suggestions of other words.
import { type FormEvent, useState } from "react";
import { limits } from "../limits";
import type { Passage } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { takesPart, writerOf } from "../room/select";
import { textOf } from "../room/story";
import { useWords } from "../words";
import { Button } from "./basics";
import { Dialog } from "./Dialog";
import { notesOf } from "./MarginMarks";
import { MarginNote } from "./MarginNote";
import { ReactionRow } from "./Reactions";
import { WritingArea } from "./WritingArea";

const EXCERPT = 140;

export function MarginSheet({ passage, onClose }: { passage: Passage; onClose: () => void }) {
  const words = useWords();
  const story = useStory();
  const { view } = story;
  const you = useRoom((state) => state.you);
  const text = textOf(story, passage.id, passage.version);
  const notes = notesOf(passage);
  const muted = you ? view.members[you]?.muted : true;
  const suggests = takesPart(view, you) && passage.status === "complete" && writerOf(passage) !== you;
  return (
    <Dialog title={words.margin.title} onClose={onClose} drawer>
      <blockquote lang={view.language} className="mb-3 border-l-2 border-hairline pl-3 font-story text-second italic">
        {text.length > EXCERPT ? `${text.slice(0, text.lastIndexOf(" ", EXCERPT))}…` : text}
      </blockquote>
      <ReactionRow passage={passage} />
      <Reacted passage={passage} />
      {passage.versions.length > 1 && <AskVersion passage={passage} onDone={onClose} />}
      <ul className="mt-4 space-y-4">
        {notes.map((note) => (
          <MarginNote key={note.id} passage={passage} note={note} />
        ))}
      </ul>
      {notes.length === 0 && <p className="text-sm text-second italic">{words.margin.empty}</p>}
      {!muted && <Write key={passage.version} passage={passage} text={text} suggests={suggests} />}
    </Dialog>
  );
}

function Reacted({ passage }: { passage: Passage }) {
  const words = useWords();
  const { view } = useStory();
  const name = (id: string) => view.members[id]?.name ?? "?";
  const lines = Object.entries(passage.reactions).filter(([, by]) => by.length > 0);
  return (
    <ul className="text-sm text-second">
      {lines.map(([reaction, by]) => (
        <li key={reaction}>
          {words.labelled(
            words.margin.reactions[reaction as keyof typeof words.margin.reactions],
            words.list(by.map(name)),
          )}
        </li>
      ))}
    </ul>
  );
}

/** Let the room choose which version stands. */
function AskVersion({ passage, onDone }: { passage: Passage; onDone: () => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  if (!takesPart(view, you) || view.vote || view.frozen || passage.status !== "complete") return null;
  const ask = async () => {
    const answer = await outbox.send("vote.call", { kind: "version", passage: passage.id });
    if (answer.ok) onDone();
  };
  return (
    <Button className="mt-2 self-start" onClick={() => void ask()}>
      {words.labelled(words.votes.ask, words.votes.callVersion)}
    </Button>
  );
}

interface WriteProps {
  passage: Passage;
  text: string;
  suggests: boolean;
}

/** A note; or the passage itself, to be written otherwise and put to its author. */
function Write({ passage, text, suggests }: WriteProps) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const [note, setNote] = useState("");
  const [other, setOther] = useState<string | null>(null);
  const post = async (event: FormEvent) => {
    event.preventDefault();
    if (!note.trim()) return;
    setNote("");
    const answer = await outbox.send("note.post", { passage: passage.id, text: note });
    if (!answer.ok) setNote((typed) => typed || note);
  };
  const changed = other !== null && other.trim() !== "" && other.trim() !== text.trim();
  const suggest = async () => {
    if (!changed) return;
    const answer = await outbox.send("suggestion.post", { passage: passage.id, text: other });
    if (answer.ok) setOther(null);
  };
  if (other !== null) {
    return (
      <div className="sheet mt-5 rounded-md p-4">
        <WritingArea
          label={words.margin.suggestLabel}
          value={other}
          onChange={setOther}
          onSubmit={() => void suggest()}
          words={view.rules.words}
          lang={view.language}
          focus
        />
        <div className="mt-3 flex flex-wrap justify-end gap-2">
          <Button onClick={() => setOther(null)}>{words.cancel}</Button>
          <Button kind="main" disabled={!changed} onClick={() => void suggest()}>
            {words.margin.suggestGo}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form onSubmit={(event) => void post(event)} className="mt-5 border-t border-hairline pt-4">
      <textarea
        aria-label={words.margin.write}
        placeholder={words.margin.hint}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        maxLength={limits.chat_chars}
        rows={2}
        className="block field-sizing-content min-h-16 w-full resize-none rounded-md border border-edge bg-transparent px-3 py-2 text-sm"
      />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        {suggests ? (
          <Button kind="bare" className="-ml-3" onClick={() => setOther(text)}>
            {words.margin.suggest}
          </Button>
        ) : (
          <span />
        )}
        <Button type="submit" disabled={!note.trim()}>
          {words.margin.post}
        </Button>
      </div>
    </form>
  );
}
