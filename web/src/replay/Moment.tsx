// The end of the story as it was at one moment.
import { memo } from "react";
import type { Passage, RoomView } from "../protocol";
import { colourOf, paragraphs } from "../room/select";
import { type Story, textOf } from "../room/story";
import { onBranch } from "../tree/branches";
import { useWords } from "../words";

/** As many passages as fill a screen; what came before them is read elsewhere. */
const SHOWN = 12;

export function Moment({ story }: { story: Story }) {
  const words = useWords();
  const { view } = story;
  const told = view.passages
    .filter(onBranch(view.branches, view.branch))
    .filter(({ status }) => status !== "retracted");
  const shown = told.slice(-SHOWN);
  return (
    <section aria-label={words.book.story} lang={view.language}>
      {told.length > shown.length ? (
        <p className="mb-8 text-center text-sm text-second">{words.replay.earlier(told.length - shown.length)}</p>
      ) : (
        <div className="mb-10">
          <p className="text-center font-story text-[clamp(2rem,6vw,2.6rem)] leading-tight font-medium text-balance">
            {view.title}
          </p>
          <p className="mx-auto mt-5 max-w-[34rem] text-center font-story text-lg leading-relaxed text-second italic text-balance">
            {view.premise}
          </p>
        </div>
      )}
      {shown.map((passage) => (
        <Line
          key={`${passage.id}/${passage.version}`}
          text={textOf(story, passage.id, passage.version)}
          name={nameOf(view, passage, words.coauthor)}
          colour={colourOf(view.members[passage.author ?? ""])}
          wet={passage.status !== "complete"}
        />
      ))}
    </section>
  );
}

const nameOf = (view: RoomView, { author }: Passage, coauthor: string): string =>
  author === null ? coauthor : (view.members[author]?.name ?? "?");

interface LineProps {
  text: string;
  name: string;
  colour: string;
  wet: boolean;
}

/** Known by its words, so that a moment that changes nothing else draws nothing. */
const Line = memo(function Line({ text, name, colour, wet }: LineProps) {
  return (
    <article className="arriving relative mb-1" style={{ "--author": colour } as React.CSSProperties}>
      <span
        aria-hidden="true"
        className="absolute top-2 bottom-2 -left-4 w-[2px] rounded-full bg-(--author) opacity-80 margin:-left-6"
      />
      <p className="text-[0.8125rem] font-medium text-(--author) margin:absolute margin:top-1.5 margin:right-full margin:mr-9 margin:max-w-40 margin:truncate">
        {name}
      </p>
      <div className={`prose story-text ${wet ? "text-wet" : ""}`}>
        {paragraphs(text).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a version does not change.
          <p key={index}>{line}</p>
        ))}
      </div>
    </article>
  );
});
