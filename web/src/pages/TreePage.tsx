// The tree of a story: a map of all its branches, and what one may do at each passage.
import { useMemo, useRef, useState } from "react";
import { Refused } from "../api";
import { library } from "../library";
import { Button, Trouble } from "../parts/basics";
import { TopBar, Waiting } from "../parts/TopBar";
import { useAsking } from "../parts/useAsking";
import { useWide } from "../parts/useWide";
import type { Leaf } from "../protocol";
import { Chosen } from "../tree/Chosen";
import { Compare } from "../tree/Compare";
import { layOut, type Stop } from "../tree/layout";
import { placing } from "../tree/placing";
import { TreeMap } from "../tree/TreeMap";
import { type Grown, useTree } from "../tree/useTree";
import { useWords, wordRefusal } from "../words";
import "../reading/book.css";

interface Props {
  id: string;
  /** The stop of the map that the address names. */
  chosen: string | null;
  compare: readonly [number, number] | null;
}

export function TreePage({ id, chosen, compare }: Props) {
  const words = useWords();
  const { grown, problem, again } = useTree(id);
  const said = problem instanceof Refused ? wordRefusal(words, problem.refusal) : words.unreachable;
  return (
    <>
      <TopBar
        name={words.tree.short}
        title={grown?.view?.title ?? ""}
        language={grown?.view?.language}
        room={id}
        at="tree"
      />
      <main aria-label={words.tree.title} className="mx-auto w-full max-w-[88rem] px-5 pt-8 pb-16 sm:px-7">
        {!grown && problem !== null && <Trouble>{said}</Trouble>}
        {!grown && problem === null && <Waiting>{words.tree.reading}</Waiting>}
        {grown && compare && <Compare room={id} tree={grown.tree} pair={compare} />}
        {grown && !compare && <Grove room={id} grown={grown} begin={chosen} again={again} />}
      </main>
    </>
  );
}

const SCALES = [0.35, 0.5, 0.7, 1, 1.4] as const;
const LIFE_SIZE = 3;

interface GroveProps {
  room: string;
  grown: Grown;
  begin: string | null;
  again: () => Promise<void>;
}

function Grove({ room, grown, begin, again }: GroveProps) {
  const words = useWords();
  const wide = useWide();
  const frame = useRef<HTMLDivElement>(null);
  const aside = useRef<HTMLElement>(null);
  const { tree } = grown;
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const [scale, setScale] = useState<number>(LIFE_SIZE);
  const [chosen, setChosen] = useState(begin);
  const shown = useMemo(() => tree.passages.filter((leaf) => leaf.status !== "retracted"), [tree]);
  const layout = useMemo(() => layOut(shown, tree.branches, unfolded), [shown, tree, unfolded]);
  const stop = layout.stops.find((one) => one.key === chosen);

  const choose = (to: Stop<Leaf>) => {
    const first = to.passages[0];
    if (first && to.passages.length > 1) setUnfolded(new Set([...unfolded, first.id]));
    setChosen(to.key);
    // Where the map fills the screen, what one may do there comes into sight.
    if (!wide) requestAnimationFrame(() => aside.current?.scrollIntoView({ block: "nearest", behavior: "instant" }));
  };
  const fit = () => {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return;
    const { width, height } = placing(layout, !wide);
    const fits = SCALES.findLastIndex(
      (known) => known * width <= box.width && known * height <= window.innerHeight * 0.7,
    );
    setScale(Math.max(0, Math.min(LIFE_SIZE, fits)));
  };
  const zoom = (by: number) => setScale(Math.max(0, Math.min(SCALES.length - 1, scale + by)));

  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="font-story text-3xl text-balance">{words.tree.title}</h1>
          <p className="mt-1 max-w-[40rem] text-second">
            {shown.length === 0 ? words.tree.empty : tree.branches.length === 0 ? words.tree.alone : words.tree.about}
          </p>
        </div>
        <div className="flex flex-wrap gap-1">
          <Button aria-label={words.tree.zoomOut} disabled={scale === 0} onClick={() => zoom(-1)}>
            −
          </Button>
          <Button aria-label={words.tree.zoomIn} disabled={scale === SCALES.length - 1} onClick={() => zoom(1)}>
            +
          </Button>
          <Button onClick={fit}>{words.tree.fit}</Button>
          {unfolded.size > 0 && <Button onClick={() => setUnfolded(new Set())}>{words.tree.fold}</Button>}
        </div>
      </div>
      <div className="mt-6 grid gap-8 wide:grid-cols-[minmax(0,1fr)_20rem]">
        <div
          ref={frame}
          className="max-h-[72dvh] min-w-0 self-start overflow-auto overscroll-contain rounded-lg border border-hairline py-4"
        >
          <TreeMap
            tree={tree}
            layout={layout}
            down={!wide}
            scale={SCALES[scale] ?? 1}
            chosen={chosen}
            onChoose={choose}
          />
        </div>
        <aside ref={aside} aria-label={words.tree.branch} className="wide:pt-2">
          {stop ? (
            <Chosen room={room} grown={grown} stop={stop} again={again} />
          ) : (
            <p className="text-second">{words.tree.choose}</p>
          )}
          <AskTheRoom room={room} grown={grown} />
        </aside>
      </div>
    </>
  );
}

/** A vote on where to go on, where there is a choice. */
function AskTheRoom({ room, grown }: { room: string; grown: Grown }) {
  const words = useWords();
  const [asked, setAsked] = useState(false);
  const [busy, trouble, ask] = useAsking();
  const { tree, view, me } = grown;
  const writes = me?.status === "in" && me.role !== "reader";
  if (!writes || !view || view.complete || !tree.branches.some((branch) => branch.id !== 0)) return null;
  return (
    <div className="mt-6 border-t border-hairline pt-5">
      <Button
        disabled={busy || view.vote !== null}
        onClick={() =>
          ask(async () => {
            await library.tell(room, "vote.call", { kind: "branch" });
            setAsked(true);
          })
        }
      >
        {words.tree.vote}
      </Button>
      {trouble && <Trouble>{trouble}</Trouble>}
      <p role="status" className="mt-2 text-sm text-second">
        {asked && words.tree.voted}
      </p>
    </div>
  );
}
