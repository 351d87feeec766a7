// A character's portrait in the cast, and asking for one.
import { Button } from "../parts/basics";
import { useConnection, useRoom, useStory } from "../room/context";
import { useWords } from "../words";
import { Picture } from "./Picture";
import { inRoom, mayAsk, sameName, takes } from "./pictures";

interface Props {
  character: string;
  onOpen: (media: number) => void;
}

export function Portrait({ character, onOpen }: Props) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const asking = useRoom((state) =>
    state.pending.some(({ name, payload }) => name === "media.ask" && sameName(String(payload.character), character)),
  );
  const { ready, busy, failed } = takes(view.media, "portrait", character);
  const portrait = ready.at(-1);
  const say = words.cast;
  const may = mayAsk(view, you, "portrait");
  if (!portrait && !busy && !may) return null;
  return (
    <div className="w-28 shrink-0 text-center text-sm text-second">
      {portrait ? (
        <button
          type="button"
          aria-label={say.portrait(character)}
          aria-haspopup="dialog"
          className="portrait cursor-zoom-in"
          onClick={() => onOpen(portrait.id)}
        >
          <Picture key={portrait.id} made={portrait.made} address={inRoom(view.id)} sizes="6rem" silent />
        </button>
      ) : (
        <span aria-hidden="true" className="portrait portrait-none">
          {character.charAt(0).toUpperCase()}
        </span>
      )}
      {busy ? (
        <p className="mt-1">
          {busy.state === "working"
            ? `${say.portraitWorking} · ${words.media.percent(busy.percent)}`
            : say.portraitWaiting}
        </p>
      ) : (
        failed && <p className="mt-1">{words.media.failed}</p>
      )}
      {!busy && may && (
        <Button
          kind="bare"
          className="px-0! whitespace-nowrap"
          aria-label={portrait ? undefined : say.portraitGoOf(character)}
          disabled={asking}
          onClick={() =>
            void outbox.send("media.ask", { kind: "portrait", character, another: portrait !== undefined })
          }
        >
          {portrait ? words.media.another : say.portraitGo}
        </Button>
      )}
    </div>
  );
}
