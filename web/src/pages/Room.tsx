import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { api } from "../api";
import { shelve } from "../device";
import { Announcer } from "../parts/Announcer";
import { Book } from "../parts/Book";
import { Chat } from "../parts/Chat";
import { ChoiceCards } from "../parts/ChoiceCards";
import { CoauthorNote } from "../parts/CoauthorNote";
import { Composer } from "../parts/Composer";
import { Dialog } from "../parts/Dialog";
import { Ending } from "../parts/Ending";
import { KnockingAbove } from "../parts/Knocking";
import { LinkState, Notice } from "../parts/LinkState";
import { Moment } from "../parts/Moment";
import { Outcome } from "../parts/Outcome";
import { People } from "../parts/People";
import { RoomHeader } from "../parts/RoomHeader";
import { RoomLinks } from "../parts/RoomLinks";
import { SinceNote } from "../parts/Since";
import { useFollow } from "../parts/useFollow";
import { useSince } from "../parts/useSince";
import { useTitle } from "../parts/useTitle";
import { useWide } from "../parts/useWide";
import { VoteCard } from "../parts/VoteCard";
import type { RoomCard } from "../protocol";
import { useRoom, useStory } from "../room/context";
import { awaited, newestLines } from "../room/select";
import { useHeard } from "../sound/context";
import { RecorderPlace } from "../sound/RecorderPlace";
import { useWords } from "../words";

const PlayerBar = lazy(() => import("../sound/PlayerBar").then((part) => ({ default: part.PlayerBar })));

export function Room() {
  const words = useWords();
  const { view, chat } = useStory();
  const column = useRef<HTMLElement>(null);
  const card = useCard(view.id, view.title);
  const you = useRoom((state) => state.you);
  // Who wrote here before comes back to the present moment; a newcomer begins at the beginning.
  const wrote = view.passages.some((passage) => passage.author === you);
  const { below, away, toEnd } = useFollow(column, wrote, newestLines(view));
  const mine = awaited(view, you);
  const nudge = useRoom((state) => state.nudge);
  const nudger = mine && nudge ? view.members[nudge.by]?.name : undefined;
  useTitle(nudger ? `● ${words.turns.waitsForYou(nudger)}` : mine ? `● ${view.title}` : view.title);
  const [since, dismiss] = useSince();
  const [panel, setPanel] = useState(false);
  const wide = useWide();
  const listening = useHeard((heard) => heard.on);
  const link = useRoom((state) => state.link.is);
  const [read, setRead] = useState(chat.length);
  const unread = wide || panel ? 0 : Math.max(0, chat.length - read);
  const close = () => {
    setRead(chat.length);
    setPanel(false);
  };
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#now" className="sr-only z-50 bg-paper p-3 focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        {words.moment.title}
      </a>
      <div className="sticky top-0 z-20">
        <RoomHeader card={card} unread={unread} onPeople={() => setPanel(true)} />
        <LinkState key={link} />
        <KnockingAbove />
      </div>
      <div className="mx-auto grid w-full max-w-[88rem] grow content-start wide:grid-cols-[1fr_minmax(0,var(--column))_1fr]">
        {wide && (
          <div className="sticky top-16 ml-7 self-start pt-12 wide:col-start-1">
            <RoomLinks />
          </div>
        )}
        <main className="mx-auto w-full max-w-160 min-w-0 px-7 pt-10 pb-24 sm:pt-14 wide:col-start-2 wide:px-0">
          <Book column={column} seen={since?.seq ?? null} />
          <div id="now" tabIndex={-1} className="outline-none">
            {since && <SinceNote told={since} onDismiss={dismiss} />}
            {view.complete ? (
              <Ending />
            ) : (
              <>
                <Moment />
                <VoteCard />
                <Outcome />
                <ChoiceCards />
                <Composer />
                <CoauthorNote />
              </>
            )}
          </div>
        </main>
        {wide && (
          <aside
            aria-label={words.people.table}
            className="sticky top-16 ml-16 flex max-h-[calc(100dvh-5rem)] w-60 flex-col gap-7 self-start pt-12 pb-4 wide:col-start-3"
          >
            <People />
            <Chat />
          </aside>
        )}
      </div>
      {panel && !wide && (
        <Dialog title={words.people.table} onClose={close} drawer>
          <div className="flex min-h-0 grow flex-col gap-6">
            <RoomLinks across />
            <People />
            <Chat />
          </div>
        </Dialog>
      )}
      {(below || (away && mine)) && (
        <button
          type="button"
          onClick={toEnd}
          className="arriving fixed bottom-[calc(1rem+var(--foot))] left-1/2 z-20 min-h-11 -translate-x-1/2 rounded-full border border-accent bg-paper px-5 text-sm font-medium text-accent shadow-lg"
        >
          {mine ? words.book.turnBelow : words.book.newBelow} ↓
        </button>
      )}
      {listening && (
        <Suspense>
          <PlayerBar />
        </Suspense>
      )}
      <RecorderPlace />
      <Announcer />
      <Notice />
    </div>
  );
}

/** The room's card, for its code; and its place on this device's shelf. */
function useCard(id: string, title: string): RoomCard | null {
  const [card, setCard] = useState<RoomCard | null>(null);
  useEffect(() => {
    api.card(id).then(setCard, () => undefined);
  }, [id]);
  useEffect(() => {
    if (card) shelve({ id, title, code: card.code });
  }, [id, title, card]);
  return card;
}
