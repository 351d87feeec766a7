// The cover of a story: two to three, its title set over the quiet upper third.
import { Button } from "../parts/basics";
import type { Made } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { useWords } from "../words";
import { Busy, Failed } from "./Making";
import { Picture } from "./Picture";
import { type Address, inRoom, isLight, mayAsk, takes } from "./pictures";

interface Props {
  made: Made;
  address: Address;
  title: string;
  by: string;
  language: string;
  sizes: string;
}

export function Cover({ made, address, title, by, language, sizes }: Props) {
  return (
    <span className="cover" data-light={isLight(made.colours)}>
      <Picture key={made.files[0]?.id} made={made} address={address} sizes={sizes} first />
      <span lang={language} aria-hidden="true" className="cover-words">
        <span className="cover-title">{title}</span>
        <span className="cover-by">{by}</span>
      </span>
    </span>
  );
}

/** The cover in its room, and asking for one. */
export function CoverPlace({ by, onOpen }: { by: string; onOpen: (media: number) => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const asking = useRoom((state) => state.pending.some(({ name, payload }) => asksCover(name, payload)));
  const { ready, busy, failed } = takes(view.media, "cover");
  const cover = ready.at(-1);
  const say = words.cast;
  const waits = { waiting: say.coverWaiting, working: say.coverWorking };
  return (
    <div className="space-y-2">
      {cover ? (
        <button
          type="button"
          aria-haspopup="dialog"
          className="block w-full cursor-zoom-in"
          onClick={() => onOpen(cover.id)}
        >
          <Cover
            made={cover.made}
            address={inRoom(view.id)}
            title={view.title}
            by={by}
            language={view.language}
            sizes="16rem"
          />
          <span className="sr-only">{say.coverOf(view.title)}</span>
        </button>
      ) : (
        <div className="cover cover-none">
          {busy ? (
            <Busy media={busy} {...waits} />
          ) : failed ? (
            <Failed media={failed} />
          ) : (
            <p className="making">{say.coverNone}</p>
          )}
        </div>
      )}
      {cover && busy && (
        <div className="relative">
          <Busy media={busy} waiting={words.media.anotherWaiting} working={words.media.anotherWorking} />
        </div>
      )}
      {!busy && mayAsk(view, you, "cover") && (
        <Button
          className="w-full"
          disabled={asking}
          onClick={() => void outbox.send("media.ask", { kind: "cover", another: cover !== undefined })}
        >
          {cover ? words.media.another : say.coverGo}
        </Button>
      )}
    </div>
  );
}

const asksCover = (name: string, payload: Readonly<Record<string, unknown>>) =>
  name === "media.ask" && payload.kind === "cover";
