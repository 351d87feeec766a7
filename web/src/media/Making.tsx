// What stands where a picture will be: how far it is, or why it could not be made.
import { Button } from "../parts/basics";
import type { Media, Passage } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { useWords } from "../words";
import { mayAsk, mayTakeAway } from "./pictures";

interface Props {
  media: Media;
  passage?: Passage;
  /** What it is called while one waits for it. */
  waiting?: string;
  working?: string;
}

/** What one may do about a picture that is not there. */
export function useMay({ media, passage }: Pick<Props, "media" | "passage">) {
  const you = useRoom((state) => state.you);
  const takesAway = useStory(({ view }) => mayTakeAway(view, you, media, passage ?? null));
  const asks = useStory(({ view }) => mayAsk(view, you, media.kind));
  return { takesAway, asks };
}

export function Busy(props: Props) {
  const words = useWords();
  const { outbox } = useConnection();
  const { takesAway } = useMay(props);
  const { media, waiting = words.media.waiting, working = words.media.working } = props;
  const begun = media.state === "working";
  return (
    <div className="making">
      <p>
        {begun ? working : waiting}
        {begun && <span className="tabular-nums"> · {words.media.percent(media.percent)}</span>}
      </p>
      {takesAway && (
        <Button kind="bare" onClick={() => void outbox.send("media.remove", { media: media.id })}>
          {words.cancel}
        </Button>
      )}
      <span aria-hidden="true" className="making-line" style={{ width: `${begun ? media.percent : 0}%` }} />
    </div>
  );
}

export function Failed(props: Props) {
  const words = useWords();
  const { outbox } = useConnection();
  const { takesAway, asks } = useMay(props);
  const { media } = props;
  return (
    <div className="making">
      <p>
        {words.media.failed} {media.why && words.media.faults[media.why]}
      </p>
      <span className="flex flex-wrap justify-center gap-x-2">
        {asks && (
          <Button onClick={() => void outbox.send("media.retry", { media: media.id })}>{words.media.again}</Button>
        )}
        {takesAway && (
          <Button kind="bare" onClick={() => void outbox.send("media.remove", { media: media.id })}>
            {words.media.remove}
          </Button>
        )}
      </span>
    </div>
  );
}
