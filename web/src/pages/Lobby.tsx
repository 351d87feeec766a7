import { useEffect, useState } from "react";
import { api, Refused } from "../api";
import { readCode } from "../code";
import { unshelve } from "../device";
import { library } from "../library";
import { Button, Trouble } from "../parts/basics";
import { Front } from "../parts/Front";
import { RulesSaid } from "../parts/RulesSaid";
import { useAsking } from "../parts/useAsking";
import type { RoomCard } from "../protocol";
import { useConnection } from "../room/context";
import { go } from "../route";
import { useWords } from "../words";

/** Where one waits until the host opens; the page asks again by itself. */
export function Lobby() {
  const words = useWords();
  const { seat } = useConnection();
  const [card, setCard] = useState<RoomCard | null>(null);
  const [busy, trouble, ask] = useAsking();
  useEffect(() => {
    const known = seat.code && readCode(seat.code);
    (known ? api.byCode(known) : api.card(seat.room)).then(setCard, () => undefined);
  }, [seat]);
  return (
    <Front title={card?.title ?? ""}>
      {card && (
        <article lang={card.language}>
          <h1 className="font-story text-4xl leading-tight font-medium text-balance">{card.title}</h1>
          <p className="mt-4 font-story text-lg text-second italic">{card.premise}</p>
        </article>
      )}
      <div role="status" className="mt-10 border-t border-hairline pt-8">
        <p className="font-story text-2xl">{words.lobby.title}</p>
        <p className="mt-2 max-w-[34rem] text-second">
          {card?.host ? words.lobby.waits(card.host) : words.lobby.waitsNobody}
        </p>
      </div>
      {card && <RulesSaid rules={card.rules} mode={card.mode} />}
      <Button className="mt-8" disabled={busy} onClick={() => ask(() => withdraw(seat.room))}>
        {words.lobby.leave}
      </Button>
      {trouble && <Trouble>{trouble}</Trouble>}
    </Front>
  );
}

/** Take the knock back, so that the host sees nobody at the door who has gone. */
async function withdraw(room: string): Promise<void> {
  try {
    await library.tell(room, "room.leave", {});
  } catch (problem) {
    // Turned away in this moment: there is nothing left to take back.
    if (!(problem instanceof Refused && problem.refusal.code === "no_such_room")) throw problem;
  }
  unshelve(room);
  go("/");
}
