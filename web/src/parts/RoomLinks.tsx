// Beside a room, where there is space: the other ways to look at its story.
import { lazy, Suspense } from "react";
import { useStory } from "../room/context";
import { branchIds } from "../tree/branches";
import { useWords } from "../words";
import { Link } from "./Link";

const TreePanel = lazy(() => import("../tree/TreePanel").then((part) => ({ default: part.TreePanel })));

export function RoomLinks() {
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
    <nav aria-label={words.tree.pages}>
      {links.map(([href, label]) => (
        <Link key={href} href={href} className="block text-sm leading-11 text-second hover:text-accent">
          {label}
        </Link>
      ))}
      {branches > 1 && (
        <Suspense>
          <TreePanel />
        </Suspense>
      )}
    </nav>
  );
}
