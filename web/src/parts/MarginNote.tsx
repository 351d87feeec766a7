import type { Note, Passage } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { differ } from "../room/differ";
import { colourOf, leads, maySteer } from "../room/select";
import { textOf } from "../room/story";
import { useLocale, useWords } from "../words";
import { Button } from "./basics";

/** A word in the margin; of a suggestion, what it changes. */
export function MarginNote({ passage, note }: { passage: Passage; note: Note }) {
  const words = useWords();
  const story = useStory();
  const { outbox } = useConnection();
  const { view } = story;
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const time = new Intl.DateTimeFormat(useLocale(), { timeStyle: "short" });
  const member = view.members[note.member];
  const text = textOf(story, passage.id, note.id);
  const open = note.status === "open";
  const author = passage.author === null ? maySteer(view, you, passage) : passage.author === you;
  const answers = live && open && note.kind === "suggestion" && author;
  const settle = (status: "accepted" | "declined" | "removed") =>
    void outbox.send("note.settle", { passage: passage.id, note: note.id, status });
  return (
    <li className="border-l-2 pl-3 text-sm" style={{ borderColor: colourOf(member) }}>
      <p>
        <b className="font-semibold" style={{ color: colourOf(member) }}>
          {member?.name ?? "?"}
        </b>{" "}
        <span className="text-second">
          {note.kind === "suggestion" && `${words.margin.suggests} `}
          <time dateTime={note.at}>{time.format(new Date(note.at))}</time>
          {note.status !== "open" && ` · ${words.margin.settled[note.status]}`}
        </span>
      </p>
      {note.kind === "suggestion" ? (
        <Difference before={textOf(story, passage.id, passage.version)} after={text} shown={open} />
      ) : (
        <p className="whitespace-pre-line">{text}</p>
      )}
      <div className="-ml-3 flex flex-wrap">
        {answers && !view.complete && (
          <Button kind="bare" onClick={() => settle("accepted")}>
            {words.margin.accept}
          </Button>
        )}
        {answers && (
          <Button kind="bare" onClick={() => settle("declined")}>
            {words.margin.decline}
          </Button>
        )}
        {live && open && (note.member === you || leads(view, you)) && (
          <Button kind="bare" onClick={() => settle("removed")}>
            {words.margin.remove}
          </Button>
        )}
      </div>
    </li>
  );
}

interface DifferenceProps {
  before: string;
  after: string;
  /** Once it is settled there is nothing to compare with. */
  shown: boolean;
}

function Difference({ before, after, shown }: DifferenceProps) {
  const { view } = useStory();
  const pieces = shown ? differ(before, after) : [{ is: "kept" as const, text: after }];
  return (
    <p lang={view.language} className="mt-1 font-story text-base leading-relaxed whitespace-pre-line">
      {pieces.map((piece, index) => {
        const key = index; // the pieces of one comparison never move
        if (piece.is === "gone")
          return (
            <del key={key} className="text-second decoration-1">
              {piece.text}
            </del>
          );
        if (piece.is === "new")
          return (
            <ins key={key} className="ml-[0.15em] text-accent decoration-1 underline-offset-4">
              {piece.text}
            </ins>
          );
        return <span key={key}>{shown ? folded(piece.text, index === 0, key === pieces.length - 1) : piece.text}</span>;
      })}
    </p>
  );
}

const AROUND = 80;

/** Of a long run of words that stay, only what is around the change. */
function folded(text: string, first: boolean, last: boolean): string {
  if (text.length < 3 * AROUND || (first && last)) return text;
  const before = first ? "" : text.slice(0, text.lastIndexOf(" ", AROUND));
  const after = last ? "" : text.slice(text.indexOf(" ", text.length - AROUND));
  return `${before}${first ? "" : " "}…${after}`;
}
