// The other ways to look at a room's story: beside it where there is space, else across the drawer of its people.
import { lazy, Suspense } from "react";
import { useStory } from "../room/context";
import { branchIds } from "../tree/branches";
import { useWords } from "../words";
import { Link } from "./Link";

const TreePanel = lazy(() => import("../tree/TreePanel").then((part) => ({ default: part.TreePanel })));

export function RoomLinks({ across = false }: { across?: boolean }) {
  const words = useWords();
  const { view } = useStory();
  const branches = branchIds(view.branches).length;
  const links = [
    [`/read/${view.id}`, words.stories.read],
    [`/tree/${view.id}`, branches > 1 ? words.tree.branches(branches) : words.tree.short],
    [`/replay/${view.id}`, words.replay.short],
    [`/keep/${view.id}`, words.keep.short],
  ] as const;
  return (
    <nav aria-label={words.tree.pages} className={across ? "-ml-2 flex flex-wrap" : undefined}>
      {links.map(([href, label]) => (
        <Link
          key={href}
          href={href}
          className={`block min-w-11 text-sm leading-11 text-second hover:text-accent ${across ? "px-2" : ""}`}
        >
          {label}
        </Link>
      ))}
      {branches > 1 && !across && (
        <Suspense>
          <TreePanel />
        </Suspense>
      )}
    </nav>
  );
}
