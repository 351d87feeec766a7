// What one may do with a passage. Under the last one always in sight; elsewhere while the passage has focus.
import { lazy, type ReactNode, Suspense, useState } from "react";
import { limits } from "../limits";
import { Illustrate } from "../media/Illustrate";
import type { Passage } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { atWork, maySteer, mayWrite, writerOf } from "../room/select";
import { textOf } from "../room/story";
import { SoundTools } from "../sound/SoundTools";
import { useWords } from "../words";
import { Button } from "./basics";
import { Icon } from "./icons";
import { Leaves } from "./Leaves";
import { React } from "./Reactions";
import { useNow } from "./useNow";

const Receipt = lazy(() => import("./Receipt").then((part) => ({ default: part.Receipt })));

interface Props {
  passage: Passage;
  last: boolean;
  /** The version that is looked at. */
  at: number;
  name: string;
  /** What the margin holds, where it shares the line of the tools: under the last passage. */
  marks: ReactNode;
  onEdit: () => void;
  onLook: (version: number) => void;
  onMargin: () => void;
  /** Of a woven passage: whether the lines are shown that it was woven from. */
  beneath?: boolean;
  onBeneath?: () => void;
}

export function PassageTools(props: Props) {
  const { passage, last, at, name, marks, onEdit, onLook, onMargin } = props;
  const words = useWords();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const mine = passage.author !== null && passage.author === you;
  const steer = passage.author === null && maySteer(view, you, passage);
  const muted = you ? view.members[you]?.muted : true;
  const open = !view.frozen && !view.complete && !muted && !atWork(view) && (mine || steer);
  const free = view.rules.coauthor && !view.generation;
  const woven = props.onBeneath !== undefined;
  if (!live) return marks;
  const place = last
    ? "mt-1 -ml-3"
    : "invisible absolute top-full -left-3 z-10 rounded-3xl border border-hairline bg-paper px-1 opacity-0 shadow-md group-focus-within:visible group-focus-within:opacity-100 group-focus:visible group-focus:opacity-100";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and these are single acts.
    <div
      role="group"
      aria-label={words.tools.title}
      className={`flex flex-wrap items-center font-quiet sm:gap-x-1 ${place}`}
    >
      {!last && <span className="px-3 text-sm font-medium text-(--author) margin:hidden">{name}</span>}
      {passage.versions.length > 1 && <Leaves passage={passage} at={at} chooses={open} onLook={onLook} />}
      {open && passage.status === "partial" && steer && <PartialTools passage={passage} />}
      {open && passage.author === null && last && passage.status === "complete" && free && !woven && (
        <Command name="story.retry" wish={{ passage: passage.id }} label={words.tools.retry} />
      )}
      {open && passage.status === "complete" && (
        <Button kind="bare" onClick={onEdit}>
          {words.tools.edit}
        </Button>
      )}
      {woven && (
        <Button kind="bare" aria-expanded={props.beneath} onClick={props.onBeneath}>
          {words.weave.open}
        </Button>
      )}
      {open && mine && last && <Retract passage={passage} />}
      {!muted && <React passage={passage} />}
      <Illustrate passage={passage} />
      {writerOf(passage, at) === null && <Receipted passage={passage} version={at} />}
      <SoundTools passage={passage} last={last} />
      <Button kind="bare" className="min-w-11" onClick={onMargin}>
        <Icon name="note" className="size-4" />
        <span className={passage.status === "partial" ? "sr-only" : "sr-only sm:not-sr-only"}>{words.margin.open}</span>
      </Button>
      {marks}
    </div>
  );
}

/** How this version of the co-author's came about. */
function Receipted({ passage, version }: { passage: Passage; version: number }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="bare" onClick={() => setOpen(true)}>
        {words.receipt.open}
      </Button>
      {open && (
        <Suspense>
          <Receipt passage={passage} version={version} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function PartialTools({ passage }: { passage: Passage }) {
  const words = useWords();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  return (
    <>
      <span className="px-3 text-sm text-second">{words.book.partial}</span>
      {view.rules.coauthor && (mayWrite(view, you) || maySteer(view, you, passage)) && (
        <Command name="story.continue" wish={{ passage: passage.id }} label={words.tools.goOn} />
      )}
      <Command name="story.keep" wish={{ passage: passage.id }} label={words.tools.keep} />
      <Command name="story.drop" wish={{ passage: passage.id }} label={words.tools.drop} />
    </>
  );
}

interface CommandProps {
  name: "story.retry" | "story.continue" | "story.keep" | "story.drop" | "passage.retract";
  wish: { passage: number };
  label: string;
  onDone?: () => void;
}

function Command({ name, wish, label, onDone }: CommandProps) {
  const { outbox } = useConnection();
  const busy = useRoom((state) => state.pending.some((pending) => pending.name === name));
  const send = async () => {
    const answer = await outbox.send(name, wish);
    if (answer.ok) onDone?.();
  };
  return (
    <Button kind="bare" disabled={busy} onClick={send}>
      {label}
    </Button>
  );
}

/** Taken back, the words are in the composer again. */
function Retract({ passage }: { passage: Passage }) {
  const words = useWords();
  const { outbox } = useConnection();
  const text = textOf(useStory(), passage.id, passage.version);
  const ends = Date.parse(passage.at) + limits.retract_seconds * 1_000;
  const now = useNow(true);
  const left = Math.ceil((ends - now) / 1_000);
  if (left <= 0) return null;
  return (
    <span className="flex items-center">
      <Command
        name="passage.retract"
        wish={{ passage: passage.id }}
        label={words.tools.retract}
        onDone={() => outbox.giveBack(text)}
      />
      <span className="text-sm text-second tabular-nums" aria-hidden="true">
        {words.tools.seconds(left)}
      </span>
    </span>
  );
}
