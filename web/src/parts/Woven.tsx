// A woven passage in which each sentence shows whose line it came from: by colour, by the kind of its underline, and by
// name where that is asked for.
import { type CSSProperties, useState } from "react";
import { look } from "../look";
import type { Member, Passage } from "../protocol";
import { useRoom, useStory } from "../room/context";
import { colourOf } from "../room/select";
import { textOf } from "../room/story";
import { linesOf, type Stretch, stretches, threadsOf, weavers } from "../room/weave";
import { useStore } from "../store";
import { useWords } from "../words";

const LINES = ["solid", "dashed", "dotted", "double", "wavy"];

interface Props {
  passage: Passage;
  /** The version that is read. */
  at: number;
  text: string;
  opening?: boolean;
  /** Whether it is told whose each line is: always, or where somebody looks closer. */
  told?: boolean;
}

export function Woven({ passage, at, text, opening = false, told = false }: Props) {
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const named = useStore(look, (held) => held.names) || told;
  const [picked, setPicked] = useState<string | null>(null);
  const members = weavers(view, passage);
  const authors = new Map(linesOf(view, passage).map(({ id, author }) => [id, author]));
  const mark = ({ text: words, line }: Stretch) => {
    const index = members.findIndex(({ id }) => id === authors.get(line ?? 0));
    const member = members[index];
    if (!member) return words;
    return (
      <span
        className={`thread ${picked === member.id || (told && !picked && member.id === you) ? "picked" : ""}`}
        style={strand(member, index)}
        title={member.name}
      >
        {named && <span className="sr-only">{`${member.name}: `}</span>}
        {words}
      </span>
    );
  };
  return (
    <>
      <div className={`prose woven story-text ${opening ? "opening" : ""}`} data-told={named}>
        {stretches(text, threadsOf(passage, at)).map((paragraph, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of one version stay where they are.
          <p key={index}>
            {paragraph.map((stretch, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <span key={number}>{mark(stretch)}</span>
            ))}
          </p>
        ))}
      </div>
      {told && <Legend members={members} picked={picked} onPick={setPicked} />}
    </>
  );
}

const strand = (member: Member, index: number) =>
  ({ "--strand": colourOf(member), textDecorationStyle: LINES[index % LINES.length] }) as CSSProperties;

interface LegendProps {
  members: readonly Member[];
  picked: string | null;
  onPick: (member: string | null) => void;
}

/** Who has which mark. Looking at a name lifts its lines out. */
function Legend({ members, picked, onPick }: LegendProps) {
  const words = useWords();
  const you = useRoom((state) => state.you);
  return (
    <div className="mt-3 font-quiet text-sm">
      <ul aria-label={words.weave.marks} className="-ml-2 flex flex-wrap gap-x-1">
        {members.map((member, index) => (
          <li key={member.id}>
            <button
              type="button"
              aria-pressed={picked === member.id}
              onPointerEnter={() => onPick(member.id)}
              onPointerLeave={() => onPick(null)}
              onFocus={() => onPick(member.id)}
              onBlur={() => onPick(null)}
              className="min-h-11 min-w-11 rounded-md px-2 text-left hover:text-accent"
            >
              <span className="thread shown" style={strand(member, index)}>
                {member.id === you ? words.weave.yours(member.name) : member.name}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="text-second">{words.weave.own}</p>
    </div>
  );
}

/** The lines as they were written. */
export function LinesBeneath({ passage }: { passage: Passage }) {
  const words = useWords();
  const story = useStory();
  return (
    <section aria-label={words.weave.made} className="mt-3 mb-2 border-l border-hairline pl-4">
      <ul className="space-y-3">
        {linesOf(story.view, passage).map((line) => {
          const member = story.view.members[line.author ?? ""];
          return (
            <li key={line.id}>
              <b className="font-quiet text-sm font-medium" style={{ color: colourOf(member) }}>
                {member?.name ?? "?"}
              </b>
              <p lang={story.view.language} className="font-story whitespace-pre-line">
                {textOf(story, line.id, line.version)}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
