// A picture as large as the screen, in the browser's own dialog; from there to the others of the story.
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button, firstFocus } from "../parts/basics";
import { Confirm } from "../parts/Dialog";
import { useConnection, useRoom, useStory } from "../room/context";
import { useWords } from "../words";
import { Picture } from "./Picture";
import { type Hung, inRoom, largest, madeBy, mayAsk, mayTakeAway } from "./pictures";

interface Props {
  hung: readonly Hung[];
  start: number;
  onClose: () => void;
}

export function Large({ hung, start, onClose }: Props) {
  const words = useWords();
  const ref = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(() => hung.findIndex(({ picture }) => picture.id === start));
  const room = useStory(({ view }) => view.id);
  // What is taken away here, by whomever, makes place for its neighbour.
  const now = Math.min(at, hung.length - 1);
  const shown = hung[now];
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  useEffect(() => {
    if (!shown) onClose();
  }, [shown, onClose]);
  const turn = (by: number) => setAt(Math.max(0, Math.min(now + by, hung.length - 1)));
  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") turn(-1);
    if (event.key === "ArrowRight") turn(1);
  };
  const side = (by: number, label: string, sign: string) => (
    <button
      type="button"
      aria-label={label}
      aria-disabled={!hung[now + by]}
      onClick={() => turn(by)}
      className="large-side"
    >
      {sign}
    </button>
  );
  return (
    <dialog
      ref={ref}
      aria-label={words.media.large}
      onClose={(event) => event.target === ref.current && onClose()}
      onKeyDown={keys}
      className="large"
    >
      {shown && (
        <>
          <div className="large-stage">
            {hung.length > 1 && side(-1, words.media.previous, "‹")}
            <Picture
              key={shown.picture.id}
              made={shown.picture.made}
              address={inRoom(room)}
              sizes="100vw"
              first
              whole
            />
            {hung.length > 1 && side(1, words.media.next, "›")}
          </div>
          <Beneath {...shown} onClose={() => ref.current?.close()} />
        </>
      )}
    </dialog>
  );
}

/** Where one begins in the dialog: everything else there does something to the picture. */
function Close({ onClose }: { onClose: () => void }) {
  return (
    <Button ref={firstFocus} onClick={onClose}>
      {useWords().close}
    </Button>
  );
}

function Beneath({ picture, passage, onClose }: Hung & { onClose: () => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const you = useRoom((state) => state.you);
  const { view } = useStory();
  const [sure, setSure] = useState(false);
  const file = largest(picture.made);
  const maker = madeBy(picture.made, words);
  const name = picture.by ? view.members[picture.by]?.name : undefined;
  const another = () => {
    const { kind, passage: of, character, wish } = picture;
    if (kind === "recording") return;
    void outbox.send("media.ask", { kind, passage: of, character, wish, another: true });
    onClose();
  };
  return (
    <div className="large-caption">
      <p lang={view.language} className="font-story text-lg italic">
        {picture.made.alt}
      </p>
      <p className="text-sm text-second">
        {[
          // The house says so in its own descriptions.
          !picture.made.alt.startsWith(maker) && maker,
          picture.wish && (name ? words.media.forWhat(name, picture.wish) : picture.wish),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <div className="mt-2 flex flex-wrap items-center justify-center gap-x-1">
        {mayAsk(view, you, picture.kind) && (
          <Button kind="bare" onClick={another}>
            {words.media.another}
          </Button>
        )}
        {file && (
          <a
            href={inRoom(view.id)(file.id)}
            download={`${view.title.replaceAll("/", "-")}.webp`}
            className="inline-flex min-h-11 items-center px-3 text-sm font-medium text-second underline-offset-4 hover:text-accent hover:underline"
          >
            {words.media.download}
          </a>
        )}
        {mayTakeAway(view, you, picture, passage) && (
          <Button kind="bare" onClick={() => setSure(true)}>
            {words.media.remove}
          </Button>
        )}
        <Close onClose={onClose} />
      </div>
      {sure && (
        <Confirm
          ask={words.media.removeAsk}
          yes={words.media.remove}
          onYes={() => void outbox.send("media.remove", { media: picture.id })}
          onClose={() => setSure(false)}
        />
      )}
    </div>
  );
}
