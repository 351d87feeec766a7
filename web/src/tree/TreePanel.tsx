// The map beside a room, where there is space for it: what it shows is looked at more closely on its own page.
import { useEffect, useMemo, useState } from "react";
import { library } from "../library";
import type { Tree } from "../protocol";
import { useStory } from "../room/context";
import { go } from "../route";
import { layOut } from "./layout";
import { TreeMap } from "./TreeMap";

const NONE: ReadonlySet<number> = new Set();
const REST_MS = 800;
const SCALE = 0.7;

export function TreePanel() {
  const { view } = useStory();
  const [tree, setTree] = useState<Tree | null>(null);
  const newest = view.passages.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what a map shows.
  useEffect(() => {
    const timer = setTimeout(
      () =>
        library.tree(view.id).then(
          ({ told }) => setTree(told),
          () => undefined,
        ),
      REST_MS,
    );
    return () => clearTimeout(timer);
  }, [view.id, view.branches, view.branch, newest]);
  const layout = useMemo(() => {
    const shown = tree?.passages.filter((leaf) => leaf.status !== "retracted") ?? [];
    return layOut(shown, tree?.branches ?? [], NONE);
  }, [tree]);
  if (!tree) return null;
  return (
    <div className="mt-3 max-h-[55dvh] w-60 overflow-auto overscroll-contain">
      <TreeMap
        tree={tree}
        layout={layout}
        down
        scale={SCALE}
        chosen={null}
        onChoose={(stop) => go(`/tree/${view.id}?at=${encodeURIComponent(stop.key)}`)}
      />
    </div>
  );
}
