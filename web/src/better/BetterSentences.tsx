// Below one's draft: what could be written otherwise, one change at a time, each to accept or to leave.
import { type RefObject, useEffect, useRef, useState } from "react";
import { Button, Trouble } from "../parts/basics";
import type { Language } from "../protocol";
import { useRoom, useStory } from "../room/context";
import { useLanguage, useWords } from "../words";
import { AskModel } from "./AskModel";
import { apart, type Change, doubt, plain } from "./changes";
import { typeInto } from "./hand";
import { Offer } from "./Offer";
import { STRENGTH } from "./strength";
import { type Reading, useChanges } from "./useChanges";
import { useIdeas } from "./useIdeas";
import { useNames } from "./useNames";

interface Props {
  /** Of the draft. */
  language: Language;
  area: RefObject<HTMLTextAreaElement | null>;
  onClose: () => void;
}

export default function BetterSentences({ language, area, onClose }: Props) {
  const words = useWords();
  const { view } = useStory();
  const draft = useRoom((state) => state.draft);
  const [names, learn] = useNames();
  const [left, setLeft] = useState<readonly string[]>([]);
  const { most, kinds, notes } = STRENGTH[view.rules.age];
  const ideas = useIdeas(view.id);
  const reading = useChanges(draft, language, view.rules.age, names);
  const found = reading.is === "read" ? reading.changes : [];
  const open = found.filter((change) => kinds.includes(change.why) && !left.includes(doubt(change)));
  // What is wrong goes before what could be nicer, and all is shown in the order of the draft.
  const all = [...open, ...ideas.changes.filter((idea) => open.every((change) => apart(idea, change)))];
  const shown = all.slice(0, most).sort((one, other) => one.start - other.start);
  const safe = shown.filter(plain);
  const [list, after] = useAfter();

  const accept = (changes: readonly Change[], to?: string) => {
    // From the last to the first: the places of the others stay true.
    for (const change of [...changes].reverse()) {
      if (change.idea) ideas.answered(change);
      if (area.current) typeInto(area.current, change.start, change.end, to ?? change.to[0] ?? change.from);
    }
  };
  const leave = (change: Change) => (change.idea ? ideas.answered(change) : setLeft([...left, doubt(change)]));
  const close = () => {
    onClose();
    area.current?.focus();
  };
  return (
    <section
      aria-label={words.better.title}
      className="mt-3 border-t border-hairline pt-3"
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <div className="flex items-start justify-between gap-3">
        <Said reading={reading} empty={!draft.trim()} shown={shown.length} more={all.length - shown.length} />
        <Button kind="bare" className="-mt-2.5 -mr-3" onClick={close}>
          {words.close}
        </Button>
      </div>
      <ul ref={list} className="divide-y divide-hairline">
        {shown.map((change, index) => (
          <Offer
            key={nth(shown, index)}
            text={draft}
            change={change}
            notes={notes}
            onAccept={(to) => after(index, () => accept([change], to))}
            onLeave={() => after(index, () => leave(change))}
            onName={() => after(index, () => learn(change.from))}
          />
        ))}
      </ul>
      {safe.length > 1 && (
        <Button className="mb-3" onClick={() => after(0, () => accept(safe))}>
          {words.better.all(safe.length)}
        </Button>
      )}
      <p className="text-sm text-second">
        {words.better.promise} {language === "fr" && words.better.onlySpelling}
      </p>
      <AskModel ideas={ideas} empty={!draft.trim()} />
    </section>
  );
}

/** How far it is, and how much there is. */
function Said({ reading, empty, shown, more }: { reading: Reading; empty: boolean; shown: number; more: number }) {
  const words = useWords();
  const percent = new Intl.NumberFormat(useLanguage(), { style: "percent" });
  if (reading.is === "failed")
    return (
      <Trouble>
        {words.better.failed}{" "}
        <Button kind="bare" onClick={reading.again}>
          {words.better.again}
        </Button>
      </Trouble>
    );
  const said = () => {
    if (empty) return words.better.empty;
    if (reading.is === "fetching") return words.better.fetching(percent.format(reading.share));
    if (reading.is === "reading") return words.better.reading;
    if (shown === 0) return words.better.nothing;
    return `${words.better.found(shown)}${more > 0 ? `, ${words.better.more(more)}` : ""}`;
  };
  return (
    <p role="status" className="text-sm font-medium">
      {said()}
    </p>
  );
}

/** A name for a change that lasts while others around it go. */
function nth(changes: readonly Change[], index: number): string {
  const { from, why } = changes[index] as Change;
  return `${why} ${from} ${changes.slice(0, index).filter((change) => change.from === from && change.why === why).length}`;
}

/** Whoever answered one offer stands at the next one, or at the way out. */
function useAfter() {
  const list = useRef<HTMLUListElement>(null);
  const [next, setNext] = useState<{ index: number } | null>(null);
  useEffect(() => {
    if (!next || !list.current) return;
    const offers = list.current.children;
    const offer = offers[Math.min(next.index, offers.length - 1)] ?? list.current.parentElement;
    offer?.querySelector("button")?.focus();
  }, [next]);
  const after = (index: number, act: () => void) => {
    act();
    setNext({ index });
  };
  return [list, after] as const;
}
