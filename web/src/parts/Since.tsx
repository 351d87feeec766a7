// For who comes back: what happened meanwhile, and where it begins in the text.
import { branchName } from "../room/asked";
import { useStory } from "../room/context";
import type { Since } from "../room/since";
import { useLanguage, useWords } from "../words";

export function SinceNote({ told, onDismiss }: { told: Since; onDismiss: () => void }) {
  const words = useWords();
  const story = useStory();
  const { view } = story;
  const names = told.by.map((id) => (id === null ? words.coauthor : (view.members[id]?.name ?? "?")));
  const changed = {
    mode: () => words.since.mode(words.modes[view.mode].name),
    branch: () => words.since.branch(branchName(story, view.branch, words)),
    host: () => words.since.host(view.members[view.host ?? ""]?.name ?? "?"),
    complete: () => words.since.complete,
    reopened: () => words.since.reopened,
  };
  return (
    <aside
      aria-label={words.since.title}
      className="mt-5 flex items-start justify-between gap-3 border-l-2 border-accent pl-4 font-quiet text-sm"
    >
      <div className="py-1">
        <h2 className="font-semibold">{words.since.title}</h2>
        <ul className="text-second">
          {told.passages > 0 && <li>{words.since.passages(told.passages, words.list(names))}</li>}
          {told.voted > 0 && <li>{words.since.voted(told.voted)}</li>}
          {told.changes.map((change) => (
            <li key={change}>{changed[change]()}</li>
          ))}
        </ul>
      </div>
      <button
        type="button"
        aria-label={words.close}
        onClick={onDismiss}
        className="size-11 shrink-0 text-xl text-second hover:text-accent"
      >
        ×
      </button>
    </aside>
  );
}

/** A thin line in the text. */
export function SinceMark() {
  const words = useWords();
  return (
    <p lang={useLanguage()} className="my-3 flex items-center gap-3 font-quiet text-xs text-second">
      <span aria-hidden="true" className="h-px grow bg-hairline" />
      {words.since.mark}
      <span aria-hidden="true" className="h-px grow bg-hairline" />
    </p>
  );
}
