// Where one writes. While others have the turn, a place for a note that never leaves the browser.
import { useEffect, useMemo } from "react";
import { limits } from "../limits";
import { useConnection, useRoom, useStory } from "../room/context";
import { lengthOf, maySteer, mayWrite, nextWriter, seated } from "../room/select";
import { Showing } from "../room/showing";
import { useWords } from "../words";
import { AskCoauthor } from "./AskCoauthor";
import { Button } from "./basics";
import { WritingArea } from "./WritingArea";

export function Composer() {
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const reading = useRoom((state) => state.link.is === "reading");
  const writing = mayWrite(view, you) && !reading;
  return <div className="sheet mt-5 rounded-md px-5 py-4 sm:px-6">{writing ? <Draft /> : <Note />}</div>;
}

function Draft() {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const draft = useRoom((state) => state.draft);
  const showing = useMemo(() => new Showing(outbox), [outbox]);
  useEffect(() => () => showing.rest(), [showing]);
  const alone = seated(view).length === 1;
  const turn = view.turn;
  const write = (text: string) => {
    outbox.setDraft(text);
    if (turn) showing.wrote(text, turn, view.rules);
  };
  const tooLong = lengthOf(draft.trim()) > limits.passage_chars;
  const submit = () => {
    if (!draft.trim() || tooLong || !turn) return;
    showing.rest();
    outbox.setDraft("");
    void outbox.send("turn.submit", { turn: turn.number, text: draft });
  };
  return (
    <>
      <WritingArea
        label={words.composer.write}
        hint={view.passages.length === 0 ? words.composer.first : words.composer.writeHint}
        value={draft}
        onChange={write}
        onSubmit={submit}
        lang={view.language}
      />
      <KeptNote onUse={(note) => write(draft.trim() ? `${draft.trimEnd()}\n\n${note}` : note)} />
      <p className="mt-1 text-sm text-second">
        {!alone && <>{view.rules.live_drafts ? words.composer.live : words.composer.private} </>}
        <span className="hidden sm:inline">{words.composer.keys}</span>
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {maySteer(view, you) && view.rules.coauthor && !view.generation && <AskCoauthor />}
        <Button kind="main" disabled={!draft.trim() || tooLong} onClick={submit} className="ml-auto">
          {words.composer.submit}
        </Button>
      </div>
    </>
  );
}

function KeptNote({ onUse }: { onUse: (note: string) => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const note = useRoom((state) => state.note);
  if (!note.trim()) return null;
  return (
    <div className="mt-2 border-l-2 border-hairline pl-3 text-sm">
      <p className="font-medium">{words.composer.noteKept}</p>
      <p className="whitespace-pre-wrap text-second">{note}</p>
      <Button
        kind="bare"
        className="-ml-3"
        onClick={() => {
          onUse(note);
          outbox.setNote("");
        }}
      >
        {words.composer.useNote}
      </Button>
    </div>
  );
}

function Note() {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const note = useRoom((state) => state.note);
  const draft = useRoom((state) => state.draft);
  const reading = useRoom((state) => state.link.is === "reading");
  const next = useRoom((state) => nextWriter(state)?.id ?? null);
  const muted = you ? view.members[you]?.muted : false;
  return (
    <>
      <WritingArea
        label={words.composer.note}
        hint={words.composer.noteHint}
        value={note}
        onChange={(text) => outbox.setNote(text)}
        onSubmit={() => undefined}
        lang={view.language}
      />
      {draft.trim() && (
        <details className="mt-2 text-sm text-second">
          <summary className="py-3">{words.composer.draftKept}</summary>
          <p className="border-l-2 border-hairline pl-3 whitespace-pre-wrap">{draft}</p>
        </details>
      )}
      {(reading || muted) && (
        <p className="mt-1 text-sm text-second">{reading ? words.composer.reading : words.composer.muted}</p>
      )}
      {!reading && !muted && (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          {maySteer(view, you) && view.rules.coauthor && !view.generation && <AskCoauthor />}
          <Button kind="main" disabled className="ml-auto">
            {next === you && you ? words.composer.next : words.composer.waiting}
          </Button>
        </div>
      )}
    </>
  );
}
