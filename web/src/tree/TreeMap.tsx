// The map of a story, drawn: branches as rivers, passages as points in their authors' colours.
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import type { Leaf, Tree } from "../protocol";
import { useWords } from "../words";
import { branchName, onBranch, opening } from "./branches";
import { type Layout, type Stop, step } from "./layout";
import { naming } from "./naming";
import { Point } from "./Point";
import { type Place, type Placing, placing, river } from "./placing";

interface Props {
  tree: Tree;
  layout: Layout<Leaf>;
  /** Down the page where it is narrow, across where it is wide. */
  down: boolean;
  /** 1 is life-size. */
  scale: number;
  chosen: string | null;
  onChoose: (stop: Stop<Leaf>) => void;
}

const ARROWS = {
  across: { ArrowLeft: "back", ArrowRight: "on", ArrowUp: "up", ArrowDown: "down" },
  down: { ArrowUp: "back", ArrowDown: "on", ArrowLeft: "up", ArrowRight: "down" },
} as const;

export function TreeMap({ tree, layout, down, scale, chosen, onChoose }: Props) {
  const words = useWords();
  const place = useMemo(() => placing(layout, down), [layout, down]);
  const box = useRef<SVGSVGElement>(null);
  const keys = useId();
  const [at, setAt] = useState<string | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const written = useMemo(() => onBranch(tree.branches, tree.branch), [tree]);
  const isWritten = (stop: Stop<Leaf>) =>
    stop.branch === tree.branch || (stop.passages.length > 0 && stop.passages.every(written));
  const last = layout.stops.findLast((stop) => stop.branch === tree.branch);
  const first = layout.stops.find((stop) => stop.key === (at ?? chosen)) ?? last ?? layout.stops[0];

  const move = (event: KeyboardEvent, stop: Stop<Leaf>) => {
    const to = ARROWS[down ? "down" : "across"][event.key as keyof (typeof ARROWS)["down"]];
    const next = to ? step(layout, stop, to) : ends(layout, event.key);
    if (event.key === "Enter" || event.key === " ") onChoose(stop);
    else if (!next) return;
    event.preventDefault();
    if (next) {
      setAt(next.key);
      box.current?.querySelector<SVGGElement>(`[data-stop="${CSS.escape(next.key)}"]`)?.focus();
    }
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no form.
    <svg
      ref={box}
      role="group"
      aria-label={words.tree.title}
      aria-describedby={keys}
      viewBox={`0 0 ${place.width} ${place.height}`}
      width={place.width * scale}
      height={place.height * scale}
      className="mx-auto block max-w-none select-none"
    >
      <desc id={keys}>{words.tree.keys}</desc>
      {layout.stops.map(
        (stop) =>
          stop.from && (
            <path
              key={stop.key}
              d={river(place.of(stop.from), place.of(stop), down)}
              fill="none"
              strokeLinecap="round"
              className={isWritten(stop) ? "stroke-accent" : "stroke-hairline"}
              strokeWidth={isWritten(stop) ? 3 : 2.5}
            />
          ),
      )}
      <Names tree={tree} layout={layout} place={place} down={down} scale={scale} />
      {layout.stops.map((stop) => (
        <Point
          key={stop.key}
          stop={stop}
          tree={tree}
          place={place.of(stop)}
          chosen={stop.key === chosen}
          written={stop === last}
          reachable={stop === first}
          onKey={(event) => move(event, stop)}
          onChoose={() => onChoose(stop)}
          onShow={(on) => setShown(on ? stop.key : null)}
        />
      ))}
      <Said
        stop={layout.stops.find((stop) => stop.key === shown && stop.key !== chosen)}
        tree={tree}
        of={place.of}
        width={place.width}
      />
    </svg>
  );
}

const ends = <P extends Leaf>(layout: Layout<P>, key: string) =>
  key === "Home" ? layout.stops[0] : key === "End" ? layout.stops.findLast((stop) => stop.branch === 0) : undefined;

interface NamesProps {
  tree: Tree;
  layout: Layout<Leaf>;
  place: Placing;
  down: boolean;
  scale: number;
}

/** On the screen, however small the map is. */
const SIZE = 14;
const SMALLEST_SCALE = 0.6;

/** The name of each branch where it begins. */
function Names({ tree, layout, place, down, scale }: NamesProps) {
  const words = useWords();
  const size = SIZE / Math.min(1, Math.max(scale, SMALLEST_SCALE));
  if (tree.branches.length === 0) return null;
  const names = naming(layout, place.of, (branch) => branchName(tree, branch, words), {
    down,
    size,
    width: place.width,
  });
  return names.map(({ branch, x, y, text }) => (
    <text
      key={branch}
      x={x}
      y={y}
      style={{ fontSize: size }}
      className={`tree-name ${branch === tree.branch ? "fill-accent font-semibold" : "fill-second"}`}
    >
      {text}
    </text>
  ));
}

interface SaidProps {
  stop: Stop<Leaf> | undefined;
  tree: Tree;
  of: (stop: Stop<Leaf>) => Place;
  width: number;
}

const SAID_WIDTH = 250;

/** The first words of the passage that one points at. */
function Said({ stop, tree, of, width }: SaidProps) {
  const words = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(60);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words have another height.
  useEffect(() => setHeight(frame.current?.offsetHeight ?? 60), [stop]);
  const leaf = stop?.passages[0];
  if (!stop || !leaf || stop.passages.length > 1) return null;
  const { x, y } = of(stop);
  const author = leaf.author === null ? null : tree.authors[leaf.author];
  const left = Math.max(4, Math.min(width - SAID_WIDTH - 4, x - SAID_WIDTH / 2));
  const top = y > height + 24 ? y - height - 18 : y + 20;
  return (
    <foreignObject x={left} y={top} width={SAID_WIDTH} height={height} className="pointer-events-none overflow-visible">
      <div ref={frame} aria-hidden="true" className="rounded-md border border-hairline bg-paper px-3 py-2 shadow-lg">
        <p
          className="text-xs font-semibold"
          style={{ color: author ? `var(--author-${author.colour % 8})` : "var(--second)" }}
        >
          {author?.name ?? words.coauthor}
        </p>
        <p className="font-story text-sm leading-snug">{opening(leaf.opening)}</p>
      </div>
    </foreignObject>
  );
}
