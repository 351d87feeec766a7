// Where one writes. While others have the turn, a place for a note that never leaves the browser.
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { ownLanguage } from "../languages";
import { limits } from "../limits";
import { useConnection, useRoom, useStory } from "../room/context";
import { GATHER, handedIn, sealed } from "../room/modes";
import { lengthOf, maySteer, mayWrite, seated, slowUntil, wordsIn } from "../room/select";
import { Showing } from "../room/showing";
import { useWords } from "../words";
import { AskCoauthor } from "./AskCoauthor";
import { Button, Trouble } from "./basics";
import { HandedIn } from "./HandedIn";
import { Note } from "./Note";
import { useNow } from "./useNow";
import { WhatIf } from "./WhatIf";
import { WritingArea } from "./WritingArea";

const BetterSentences = lazy(() => import("../better/BetterSentences").catch(() => ({ default: Missing })));

export function Composer() {
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const reading = useRoom((state) => state.link.is === "reading");
  const pending = useRoom((state) => state.pending);
  const [changing, setChanging] = useState<number | null>(null);
  const turn = view.turn?.number ?? 0;
  const sending = sealed(view.mode) ? pending.find((item) => item.name === "turn.submit") : undefined;
  const waits = (handedIn(view, you) && changing !== turn) || sending;
  const writing = mayWrite(view, you) && !reading;
  return (
    <div className="sheet mt-5 rounded-md px-5 py-4 sm:px-6">
      {waits && !reading ? (
        <HandedIn {...(sending && { sending: String(sending.payload.text) })} onChange={() => setChanging(turn)} />
      ) : writing ? (
        <Draft changing={changing === turn && handedIn(view, you)} onDone={() => setChanging(null)} />
      ) : (
        <Note />
      )}
    </div>
  );
}

interface DraftProps {
  /** It replaces a line that is in already. */
  changing: boolean;
  onDone: () => void;
}

function Draft({ changing, onDone }: DraftProps) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const draft = useRoom((state) => state.draft);
  const showing = useMemo(() => new Showing(outbox), [outbox]);
  useEffect(() => () => showing.rest(), [showing]);
  const pace = useNow(view.rules.slow_seconds !== null);
  const wait = Math.ceil((slowUntil(view, you) - pace) / 1_000);
  const area = useRef<HTMLTextAreaElement>(null);
  const [better, setBetter] = useState(false);
  const own = ownLanguage(view.language);
  const turn = view.turn;
  const write = (text: string) => {
    outbox.setDraft(text);
    if (turn) showing.wrote(text, turn, { ...view.rules, live_drafts: view.rules.live_drafts && !sealed(view.mode) });
  };
  const tooLong = lengthOf(draft.trim()) > limits.passage_chars || wordsIn(draft) > (view.rules.words ?? Infinity);
  const able = draft.trim() && !tooLong && wait <= 0;
  const submit = () => {
    if (!able || !turn) return;
    showing.rest();
    outbox.setDraft("");
    onDone();
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
        words={view.rules.words}
        lang={view.language}
        focus={changing}
        area={area}
      />
      <KeptNote onUse={(note) => write(draft.trim() ? `${draft.trimEnd()}\n\n${note}` : note)} />
      <div className="mt-1 flex flex-wrap items-start gap-x-3">
        <Who />
        {own && (
          <Button
            kind="bare"
            className="-mt-2 -mr-3 -mb-2 ml-auto shrink-0"
            disabled={!draft.trim() && !better}
            aria-expanded={better}
            onClick={() => setBetter(!better)}
          >
            {words.better.title}
          </Button>
        )}
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {!changing && maySteer(view, you) && view.rules.coauthor && !view.generation && <AskCoauthor />}
        <WhatIf />
        <span className="ml-auto flex flex-wrap items-center justify-end gap-2">
          {wait > 0 && <span className="text-sm text-second tabular-nums">{words.turns.pace(wait)}</span>}
          {changing && (
            <Button
              onClick={() => {
                outbox.setDraft("");
                onDone();
              }}
            >
              {words.turns.leaveIt}
            </Button>
          )}
          <Button kind="main" disabled={!able} onClick={submit}>
            {changing ? words.turns.handInAgain : sealed(view.mode) ? words.turns.handIn : words.composer.submit}
          </Button>
        </span>
      </div>
      {better && own && (
        <Suspense>
          <BetterSentences language={own} area={area} onClose={() => setBetter(false)} />
        </Suspense>
      )}
    </>
  );
}

function Missing(_: { language: unknown; area: unknown; onClose: () => void }) {
  return <Trouble>{useWords().better.failed}</Trouble>;
}

/** Who sees what is being written, whom one plays, and what the room promised about characters. */
function Who() {
  const words = useWords();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const alone = seated(view).length === 1;
  const gather = GATHER[view.mode];
  const shown = view.rules.live_drafts ? words.composer.live : words.composer.private;
  const seen = gather === "lines" || gather === "proposals" ? words.turns.hidden[gather] : !alone && shown;
  const character = you ? view.members[you]?.character : null;
  const { characters } = view.rules;
  return (
    <p className="grow basis-48 text-sm text-second">
      {character && <>{words.house.youPlay(character)} </>}
      {characters !== "everyone" && <>{words.house.promise[characters]} </>}
      {seen && <>{seen} </>}
      <span className="hidden sm:inline">{words.composer.keys}</span>
    </p>
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
