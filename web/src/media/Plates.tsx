// The pictures of a passage, as a plate in a book: its place is kept from the moment it is asked for.
import { lazy, memo, Suspense, useEffect, useRef, useState } from "react";
import { Button } from "../parts/basics";
import type { Media, Passage } from "../protocol";
import { useConnection, useStory } from "../room/context";
import { useWords } from "../words";
import { arrived } from "./arrived";
import { Busy, Failed, useMay } from "./Making";
import { Picture } from "./Picture";
import { inRoom, madeBy, plates, type Ready, takes } from "./pictures";
import { Turn } from "./Turn";
import { useStill } from "./useStill";

const Large = lazy(() => import("./Large").then((part) => ({ default: part.Large })));

const SIZES = "(min-width: 46rem) 40rem, calc(100vw - 3.5rem)";

/** What failed before one came needs no place of a picture. */
const low = ({ media }: Passage) => media.every(({ kind, state }) => kind !== "plate" || state === "failed");

interface Props {
  passage: Passage;
  /** The passage was on the page before it had a picture. */
  late: boolean;
}

export const Plates = memo(function Plates({ passage, late }: Props) {
  const words = useWords();
  const room = useStory(({ view }) => view.id);
  const [slim] = useState(() => low(passage));
  const [turned, setTurned] = useState<number | null>(null);
  const [large, setLarge] = useState<number | null>(null);
  const frame = useRef<HTMLElement>(null);
  const { ready, busy, failed } = takes(passage.media, "plate");
  const shown = ready.find(({ id }) => id === turned) ?? ready.at(-1);
  useArrival(ready.at(-1), frame);
  useStill(frame, late);
  return (
    <figure ref={frame} className="plate" data-plate={passage.id}>
      {shown ? (
        <button type="button" className="plate-frame" aria-haspopup="dialog" onClick={() => setLarge(shown.id)}>
          <Picture key={shown.id} made={shown.made} address={inRoom(room)} sizes={SIZES} />
          <span className="sr-only">{words.media.open}</span>
        </button>
      ) : (
        <div className={slim && !busy ? "plate-frame plate-slim" : "plate-frame"}>
          {busy ? <Busy media={busy} passage={passage} /> : failed && <Failed media={failed} passage={passage} />}
        </div>
      )}
      <figcaption className="plate-caption">
        {shown && (
          <>
            <Turn takes={ready} at={shown} onTurn={setTurned} />
            <span>
              {madeBy(shown.made, words)}
              {shown.version !== passage.version && `, ${words.media.earlier}`}
            </span>
            {busy ? <Aside media={busy} passage={passage} /> : failed && <Aside media={failed} passage={passage} />}
          </>
        )}
      </figcaption>
      {large !== null && (
        <Suspense>
          <Gallery start={large} onClose={() => setLarge(null)} />
        </Suspense>
      )}
    </figure>
  );
});

/** All plates of the story, from one of them on. */
function Gallery({ start, onClose }: { start: number; onClose: () => void }) {
  const hung = plates(useStory().view);
  return <Large hung={hung} start={start} onClose={onClose} />;
}

/** How another take is coming along, in the line below the picture. */
function Aside({ media, passage }: { media: Media; passage: Passage }) {
  const words = useWords();
  const { outbox } = useConnection();
  const { takesAway, asks } = useMay({ media, passage });
  const say = words.media;
  const away = () => void outbox.send("media.remove", { media: media.id });
  if (media.state === "failed") {
    return (
      <span className="plate-aside">
        {say.anotherFailed} {media.why && say.faults[media.why]}
        {asks && (
          <Button kind="bare" onClick={() => void outbox.send("media.retry", { media: media.id })}>
            {say.again}
          </Button>
        )}
        {takesAway && (
          <Button kind="bare" onClick={away}>
            {words.understood}
          </Button>
        )}
      </span>
    );
  }
  return (
    <span className="plate-aside">
      {media.state === "working" ? `${say.anotherWorking} · ${say.percent(media.percent)}` : say.anotherWaiting}
      {takesAway && (
        <Button kind="bare" onClick={away}>
          {words.cancel}
        </Button>
      )}
    </span>
  );
}

const SCREENS = 0.5;

/** Told to screen readers where the picture is near what is read. */
function useArrival(newest: Ready | undefined, frame: React.RefObject<HTMLElement | null>): void {
  const known = useRef(newest?.id ?? 0);
  useEffect(() => {
    if (!newest || newest.id <= known.current) return;
    known.current = newest.id;
    const place = frame.current?.getBoundingClientRect();
    const margin = window.innerHeight * SCREENS;
    const near = place && place.bottom > -margin && place.top < window.innerHeight + margin;
    if (near) arrived.set({ alt: newest.made.alt });
  }, [newest, frame]);
}
