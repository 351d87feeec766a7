// In the margin of a passage: how many reacted, how many notes there are; who, on hover and focus.
import type { Passage } from "../protocol";
import { REACTIONS } from "../protocol";
import { useStory } from "../room/context";
import { useWords } from "../words";
import { Icon } from "./icons";

export const notesOf = (passage: Passage) => passage.notes.filter((note) => note.status !== "removed");

export function MarginMarks({ passage, onOpen }: { passage: Passage; onOpen: () => void }) {
  const words = useWords();
  const members = useStory(({ view }) => view.members);
  const notes = notesOf(passage);
  const name = (id: string) => members[id]?.name ?? "?";
  const reacted = REACTIONS.map((reaction) => ({ reaction, by: passage.reactions[reaction] ?? [] })).filter(
    ({ by }) => by.length > 0,
  );
  const [first] = reacted.toSorted((one, other) => other.by.length - one.by.length);
  if (!first && notes.length === 0) return null;
  const all = reacted.reduce((sum, { by }) => sum + by.length, 0);
  const lines = reacted.map(({ reaction, by }) =>
    words.labelled(words.margin.reactions[reaction], words.list(by.map(name))),
  );
  if (notes.length > 0) lines.push(words.margin.notes(notes.length));
  const asked = notes.some((note) => note.kind === "suggestion" && note.status === "open");
  return (
    <span className="group/marks relative ml-auto flex w-fit font-quiet margin:absolute margin:bottom-0 margin:left-full margin:ml-3">
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-11 min-w-11 items-center gap-x-2 rounded-md px-1 text-xs text-second tabular-nums hover:text-accent margin:flex-col margin:items-start margin:justify-end"
      >
        <span className="sr-only">{`${words.margin.title}. ${lines.join(". ")}`}</span>
        {first && (
          <span aria-hidden="true" className="flex items-center gap-0.5">
            <Icon name={first.reaction} className="size-3.5" />
            {all}
          </span>
        )}
        {notes.length > 0 && (
          <span aria-hidden="true" className={`flex items-center gap-0.5 ${asked ? "text-accent" : ""}`}>
            <Icon name="note" className="size-3.5" />
            {notes.length}
          </span>
        )}
      </button>
      <span
        aria-hidden="true"
        className="pointer-events-none invisible absolute top-full right-0 z-10 w-max max-w-64 rounded-md border border-hairline bg-paper px-3 py-2 text-xs text-ink opacity-0 shadow-md group-focus-within/marks:visible group-focus-within/marks:opacity-100 group-hover/marks:visible group-hover/marks:opacity-100 margin:right-auto margin:left-0"
      >
        {lines.map((line) => (
          <span key={line} className="block">
            {line}
          </span>
        ))}
      </span>
    </span>
  );
}
