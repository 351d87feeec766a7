// One passage: its words, who wrote it, and what one may do with it.
import { lazy, memo, type ReactNode, Suspense, useState } from "react";
import { look } from "../look";
import { Worth } from "../media/Illustrate";
import { Plates } from "../media/Plates";
import { hasPlate } from "../media/pictures";
import type { Passage } from "../protocol";
import { useRoom, useStory } from "../room/context";
import { colourOf, paragraphs, writerOf } from "../room/select";
import { textOf } from "../room/story";
import { weavers } from "../room/weave";
import { useStore } from "../store";
import { useWords } from "../words";
import { EditPassage } from "./EditPassage";
import { MarginMarks } from "./MarginMarks";
import { PassageTools } from "./PassageTools";
import { StoodIn } from "./StoodIn";
import { LinesBeneath, Woven } from "./Woven";

const MarginSheet = lazy(() => import("./MarginSheet").then((part) => ({ default: part.MarginSheet })));

interface Props {
  passage: Passage;
  opening: boolean;
  last: boolean;
}

/** A story may have thousands: each picks what it shows, and has tools once it was touched. */
export const PassageView = memo(function PassageView({ passage, opening, last }: Props) {
  const words = useWords();
  const [touched, setTouched] = useState(false);
  const [editing, setEditing] = useState(false);
  const [margin, setMargin] = useState(false);
  // A leaf that one looks at oneself, until the room reads another one.
  const [looked, setLooked] = useState<{ at: number; of: number } | null>(null);
  const at = looked?.of === passage.version ? looked.at : passage.version;
  const writer = writerOf(passage, at);
  const author = useStory(({ view }) => (writer ? view.members[writer] : undefined));
  const name = writer ? (author?.name ?? "?") : words.coauthor;
  const written = useStory((story) => textOf(story, passage.id, at));
  const work = useStory(({ view }) => (view.generation?.passage === passage.id ? view.generation : null));
  // Only the passage that is being rewritten follows each word.
  const ink = useRoom((state) => (work ? state.ink : null));
  const again = work?.kind === "retry" && Boolean(ink?.text);
  const text = again ? (ink?.text ?? "") : work?.kind === "continue" ? `${written}${ink?.text ?? ""}` : written;
  const woven = useStory(({ view }) => words.list(weavers(view, passage).map((member) => member.name)));
  const [beneath, setBeneath] = useState(false);
  const playing = woven ? words.weave.by(woven) : author?.character ? words.house.plays(name, author.character) : name;
  const marks = <MarginMarks passage={passage} onOpen={() => setMargin(true)} />;
  const [hung] = useState(() => hasPlate(passage));
  const said = (
    <Marked
      name={work ? words.book.writing(name) : playing}
      label={woven ? words.weave.passageBy(woven) : words.book.passageBy(name)}
      colour={colourOf(author)}
      onFocus={() => setTouched(true)}
      anchor={passage.id}
    >
      {editing ? (
        <EditPassage passage={passage} text={written} onDone={() => setEditing(false)} />
      ) : woven && !work ? (
        <Woven passage={passage} at={at} text={text} opening={opening} told={beneath} />
      ) : (
        <Prose
          text={text}
          opening={opening}
          wet={work !== null || passage.status === "partial"}
          caret={work !== null}
        />
      )}
      {beneath && <LinesBeneath passage={passage} />}
      {passage.stands_for && <StoodIn passage={passage} />}
      {!editing && !last && marks}
      {!editing && (last || touched) && (
        <PassageTools
          passage={passage}
          last={last}
          at={at}
          name={playing}
          marks={last && marks}
          onEdit={() => setEditing(true)}
          onLook={(version) => setLooked({ at: version, of: passage.version })}
          onMargin={() => setMargin(true)}
          {...(woven && { beneath, onBeneath: () => setBeneath(!beneath) })}
        />
      )}
      {last && <Worth passage={passage} />}
      {margin && (
        <Suspense>
          <MarginSheet passage={passage} onClose={() => setMargin(false)} />
        </Suspense>
      )}
    </Marked>
  );
  return (
    <>
      {said}
      {hasPlate(passage) && <Plates passage={passage} late={!hung} />}
    </>
  );
});

interface ProseProps {
  text: string;
  opening?: boolean;
  wet?: boolean;
  caret?: boolean;
}

/** A shorter first paragraph would leave its drop cap hanging. */
const CAP_FROM = 100;

/** Paragraphs keep their place while words arrive at the end, so their position is their key. */
export function Prose({ text, opening = false, wet = false, caret = false }: ProseProps) {
  const parts = paragraphs(text);
  const lines = parts.length > 0 ? parts : [""];
  const capped = opening && !wet && (lines[0]?.length ?? 0) >= CAP_FROM;
  return (
    <div className={`prose story-text ${opening ? "opening" : ""} ${capped ? "capped" : ""} ${wet ? "text-wet" : ""}`}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <p key={index} className={caret && index === lines.length - 1 ? "caret" : undefined}>
          {line}
        </p>
      ))}
    </div>
  );
}

interface MarkedProps {
  name: string;
  label: string;
  colour: string;
  /** Only what says what focus does can have it. */
  onFocus?: () => void;
  hidden?: boolean;
  always?: boolean;
  anchor?: number;
  children: ReactNode;
}

/** A thin line of the author's colour in the margin, and the name on hover, focus or the switch. */
export function Marked({ name, label, colour, onFocus, hidden, always, anchor, children }: MarkedProps) {
  const shown = useStore(look, (held) => held.names) || always;
  return (
    <article
      aria-label={label}
      aria-hidden={hidden}
      tabIndex={onFocus && 0}
      onFocus={onFocus}
      data-passage={anchor}
      style={{ "--author": colour } as React.CSSProperties}
      className="group relative scroll-mt-20 focus-visible:outline-offset-8"
    >
      <span
        aria-hidden="true"
        className="absolute top-2 bottom-2 -left-4 w-[2px] rounded-full bg-(--author) opacity-80 group-hover:opacity-100 margin:-left-6"
      />
      <span
        aria-hidden="true"
        className={`pointer-events-none text-[0.8125rem] font-medium text-(--author) margin:absolute margin:top-1.5 margin:right-full margin:mr-9 margin:max-w-40 margin:truncate ${
          shown
            ? "block"
            : "hidden margin:block margin:opacity-0 margin:group-hover:opacity-100 margin:group-focus-within:opacity-100 margin:group-focus:opacity-100"
        }`}
      >
        {name}
      </span>
      {children}
    </article>
  );
}
