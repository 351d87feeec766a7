// One stop of the map: a passage, a run of them, the beginning, or a branch in which nothing is written yet.
import type { KeyboardEvent } from "react";
import type { Leaf, Tree } from "../protocol";
import { useWords, type Words } from "../words";
import { branchName, opening } from "./branches";
import type { Stop } from "./layout";
import type { Place } from "./placing";

interface Props {
  stop: Stop<Leaf>;
  tree: Tree;
  place: Place;
  chosen: boolean;
  /** The end of the branch that the room writes in. */
  written: boolean;
  /** The one that Tab leads to; from there on arrows lead. */
  reachable: boolean;
  onKey: (event: KeyboardEvent) => void;
  onChoose: () => void;
  onShow: (on: boolean) => void;
}

const RADIUS = 11;
/** What a finger needs. */
const TARGET = 44;

export function Point({ stop, tree, place, chosen, written, reachable, onKey, onChoose, onShow }: Props) {
  const words = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: there are no buttons in a drawing.
    <g
      role="button"
      tabIndex={reachable ? 0 : -1}
      data-stop={stop.key}
      aria-label={labelOf(stop, tree, written, words)}
      aria-pressed={chosen}
      transform={`translate(${place.x} ${place.y})`}
      className="tree-stop cursor-pointer outline-none"
      onKeyDown={onKey}
      onClick={onChoose}
      onFocus={() => onShow(true)}
      onBlur={() => onShow(false)}
      onPointerEnter={() => onShow(true)}
      onPointerLeave={() => onShow(false)}
    >
      <rect x={-TARGET / 2} y={-TARGET / 2} width={TARGET} height={TARGET} fill="transparent" />
      {(chosen || written) && (
        <circle r={RADIUS + 5} fill="none" strokeWidth="2" className={chosen ? "stroke-ink" : "stroke-accent"} />
      )}
      <Shape stop={stop} tree={tree} />
      <circle r={RADIUS + 8} fill="none" strokeWidth="2" className="tree-focus stroke-accent" />
    </g>
  );
}

function Shape({ stop, tree }: { stop: Stop<Leaf>; tree: Tree }) {
  const leaf = stop.passages[0];
  if (stop.key === "0") return <path d="M0 -8L8 0L0 8L-8 0Z" className="fill-paper stroke-accent" strokeWidth="2" />;
  if (!leaf)
    return <circle r={RADIUS - 2} className="fill-paper stroke-edge" strokeWidth="1.5" strokeDasharray="3 3" />;
  if (stop.passages.length > 1) {
    return (
      <>
        <rect x="-26" y="-12" width="52" height="24" rx="12" className="fill-sheet stroke-edge" strokeWidth="1" />
        <text textAnchor="middle" y="4.5" className="fill-ink text-[13px] font-medium tabular-nums">
          {stop.passages.length}
        </text>
      </>
    );
  }
  const author = leaf.author === null ? null : tree.authors[leaf.author];
  const colour = author ? `var(--author-${author.colour % 8})` : "var(--second)";
  const whole = leaf.status === "complete";
  return (
    <>
      <circle
        r={RADIUS}
        fill={whole ? colour : "var(--paper)"}
        stroke={colour}
        strokeWidth="2"
        strokeDasharray={whole ? undefined : "3 2.5"}
      />
      <text textAnchor="middle" y="4.2" fill={whole ? "var(--paper)" : colour} className="text-[12px] font-semibold">
        {[...(author?.name ?? "✻")][0]?.toUpperCase()}
      </text>
    </>
  );
}

function labelOf(stop: Stop<Leaf>, tree: Tree, written: boolean, words: Words): string {
  const leaf = stop.passages[0];
  const branch = branchName(tree, stop.branch, words);
  if (stop.key === "0") return words.tree.beginning;
  const end = written ? `, ${words.tree.current}` : "";
  if (!leaf) return words.tree.nothing(branch) + end;
  if (stop.passages.length > 1) return words.tree.unfold(stop.passages.length);
  const author = leaf.author === null ? words.coauthor : (tree.authors[leaf.author]?.name ?? "?");
  return `${words.tree.point(author, opening(leaf.opening))} (${branch}${end})`;
}
