// The page itself: title, passages, and the ink that is still wet.
import { Fragment, memo, type RefObject, useState } from "react";
import type { Member, Passage } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { sealed } from "../room/modes";
import { atWork, authors, colourOf, lastPassage, onPage } from "../room/select";
import { textOf } from "../room/story";
import { useWords, type Words } from "../words";
import { Button } from "./basics";
import { Marked, PassageView, Prose } from "./PassageView";
import { SinceMark } from "./Since";

interface Props {
  column: RefObject<HTMLElement | null>;
  /** The last seq that this reader saw before coming back, where that is worth a mark. */
  seen: number | null;
}

export function Book({ column, seen }: Props) {
  const words = useWords();
  const { view } = useStory();
  const names = words.list(byline(authors(view), words));
  return (
    <section ref={column} aria-label={words.book.story} lang={view.language}>
      <h1 className="text-center font-story text-[clamp(2rem,6vw,2.6rem)] leading-tight font-medium text-balance">
        {view.title}
      </h1>
      <p className="mt-2 text-center text-sm text-second">
        {view.rules.coauthor ? words.book.withCoauthor(names) : words.book.byline(names)}
      </p>
      <p className="mx-auto mt-6 mb-12 max-w-[34rem] text-center font-story text-lg leading-relaxed text-second italic text-balance">
        {view.premise}
      </p>
      <Passages seen={seen} />
      <WetInk />
    </section>
  );
}

/** Most events change none of them, and most others one: only that renders again. */
const Passages = memo(function Passages({ seen }: Pick<Props, "seen">) {
  const passages = useStory((story) => story.view.passages);
  const branches = useStory((story) => story.view.branches);
  const branch = useStory((story) => story.view.branch);
  const earlier = useStory((story) => story.earlier);
  const shown = onPage({ passages, branches, branch });
  const last = shown.at(-1);
  const fresh = seen === null ? undefined : shown.find((passage) => passage.id > seen && passage !== shown[0]);
  return (
    <>
      {earlier && <Earlier />}
      {quires(shown).map((quire) => (
        <div key={quireOf(quire[0])} className="quire">
          {quire.map((passage) => (
            <Fragment key={passage.id}>
              {passage === fresh && <SinceMark />}
              <PassageView passage={passage} opening={passage === shown[0] && !earlier} last={passage === last} />
            </Fragment>
          ))}
        </div>
      ))}
      {shown.length === 0 && <Empty />}
    </>
  );
});

/** As many ids as some screens of a lively room take. By id, so that no passage changes place when others come. */
const QUIRE = 256;
const quireOf = (passage: Passage) => Math.floor(passage.id / QUIRE);

/** Some passages that follow each other, for the browser to leave out while they are far from the screen. */
function quires(passages: readonly Passage[]): [Passage, ...Passage[]][] {
  const all: [Passage, ...Passage[]][] = [];
  for (const passage of passages) {
    const open = all.at(-1);
    if (open && quireOf(open[0]) === quireOf(passage)) open.push(passage);
    else all.push([passage]);
  }
  return all;
}

const NAMED = 6;

function byline(members: readonly Member[], words: Words): string[] {
  const names = members.slice(0, NAMED).map((member) => member.name);
  return members.length > NAMED ? [...names, words.book.others(members.length - NAMED)] : names;
}

function Empty() {
  const words = useWords();
  const busy = useStory(({ view }) => atWork(view) !== null || view.vote !== null);
  const drafts = useRoom((state) => state.drafts.size + state.pending.filter((p) => p.name === "turn.submit").length);
  return busy || drafts > 0 ? null : <p className="story-text text-second italic">{words.book.empty}</p>;
}

function Earlier() {
  const words = useWords();
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  const bring = async () => {
    setBusy(true);
    const first = document.querySelector("[data-passage]");
    const before = first?.getBoundingClientRect().top ?? 0;
    // The browser's own anchoring would correct a second time.
    document.documentElement.style.overflowAnchor = "none";
    await connection.earlier().catch(() => undefined);
    setBusy(false);
    // Told when what came is as high as it will be, and before anybody sees it.
    const laid = new ResizeObserver(() => {
      laid.disconnect();
      if (first) window.scrollBy({ top: first.getBoundingClientRect().top - before, behavior: "instant" });
      document.documentElement.style.overflowAnchor = "";
    });
    laid.observe(document.documentElement);
  };
  return (
    <p className="mb-6 text-center">
      <Button disabled={busy} onClick={() => void bring()}>
        {busy ? words.book.earlierLoading : words.book.earlier}
      </Button>
    </p>
  );
}

/** What is being written now: the co-author's words, drafts that are shown live, one's own passage on its way. */
function WetInk() {
  const words = useWords();
  const story = useStory();
  const { view } = story;
  const ink = useRoom((state) => state.ink);
  const you = useRoom((state) => state.you);
  const drafts = useRoom((state) => state.drafts);
  const pending = useRoom((state) => state.pending);
  const opening = lastPassage(view) === undefined;
  const last = view.passages.at(-1);
  const newest = last?.author === you && last ? textOf(story, last.id, last.version) : null;
  // The event of a passage may be here before its answer; a line that will be hidden never is on the page.
  const going = sealed(view.mode) ? [] : pending.filter((item) => item.name === "turn.submit");
  const sent = going.filter((item) => String(item.payload.text).trim() !== newest);
  const me = you ? view.members[you] : undefined;
  // What it writes again grows in its own place, unless that is not on the page yet.
  const again = view.passages.find(({ id }) => id === view.generation?.passage);
  const work = again && again.status !== "proposed" ? null : atWork(view);
  const weaves = work?.kind === "weave" || again !== undefined;
  const label = (weaves ? words.weave.ink : words.book.writing)(words.coauthor);
  return (
    <>
      {sent.map((item) => (
        <Marked key={item.op} name={words.book.sending} label={words.book.sending} colour={colourOf(me)} always>
          <Prose text={String(item.payload.text)} opening={opening} wet />
        </Marked>
      ))}
      {[...drafts.values()].map((draft) => {
        const member = view.members[draft.member];
        if (!member || member.id === you) return null;
        const label = words.book.writing(member.name);
        return (
          <Marked key={member.id} name={label} label={label} colour={colourOf(member)} always hidden>
            <Prose text={draft.text} opening={opening} wet caret />
          </Marked>
        );
      })}
      {work && (
        <Marked name={label} label={label} colour={colourOf(undefined)} always hidden>
          {ink?.text ? (
            <Prose text={ink.text} opening={opening} wet caret />
          ) : (
            <p className="late story-text text-second italic">{words.moment.thinking}</p>
          )}
        </Marked>
      )}
    </>
  );
}
