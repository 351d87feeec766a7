// A room: from the address to a live connection, and from there to the page.
import { lazy, Suspense, useEffect, useState } from "react";
import { api } from "../api";
import { shelf } from "../device";
import { library } from "../library";
import { keepCopy } from "../offline/copies";
import { Offline } from "../offline/Offline";
import { Button, Trouble } from "../parts/basics";
import { Front } from "../parts/Front";
import { useAsking } from "../parts/useAsking";
import { Connection } from "../room/connection";
import { RoomContext, useConnection, useRoom } from "../room/context";
import { openSocket } from "../room/socket";
import { EMPTY, type RoomState } from "../room/state";
import { go } from "../route";
import { heardIn, SoundContext } from "../sound/context";
import { Player } from "../sound/player";
import { Store } from "../store";
import { useWords } from "../words";
import { Lobby } from "./Lobby";
import { Over } from "./Over";
import { Room } from "./Room";

const Listening = lazy(() => import("./Listening").then((page) => ({ default: page.Listening })));

interface Props {
  id: string;
  /** In the dark, for ears. */
  listening: boolean;
}

export function RoomPage({ id, listening }: Props) {
  const [name, setName] = useState<string | null>(null);
  /** The house could not be reached when the page was opened. */
  const [away, setAway] = useState(false);
  const [, trouble, ask] = useAsking();
  const [code] = useState(() => shelf().find((story) => story.id === id)?.code ?? null);

  useEffect(() => {
    ask(async () => {
      const { told: me, copy } = await library.me();
      setAway(copy);
      if (me.name) setName(me.name);
      else go(code ? `/j/${code}` : "/join");
    });
  }, [code, ask]);

  if (!name) return <Opening room={id} away={false} trouble={trouble} />;
  return <Connected id={id} name={name} code={code} away={away} listening={listening} />;
}

/** That the line may have changed; `pageshow` is also the return from the back/forward cache. */
const SIGNS = ["online", "offline", "pageshow"];

interface ConnectedProps extends Props {
  name: string;
  code: string | null;
  away: boolean;
}

interface Live {
  readonly connection: Connection;
  readonly player: Player;
}

function Connected({ id, name, code, away, listening }: ConnectedProps) {
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const made = new Connection({ room: id, name, code }, new Store<RoomState>(EMPTY), api, openSocket);
    const player = new Player(heardIn(made));
    setLive({ connection: made, player });
    made.start();
    const seen = () => document.visibilityState === "visible" && made.hurry();
    for (const sign of SIGNS) window.addEventListener(sign, made.hurry);
    document.addEventListener("visibilitychange", seen);
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, made.hurry);
      document.removeEventListener("visibilitychange", seen);
      player.close();
      made.stop();
    };
  }, [id, name, code]);
  if (!live) return <Opening room={id} away={away} trouble={null} />;
  return (
    <RoomContext value={live.connection}>
      <SoundContext value={live.player}>
        <Stage away={away} listening={listening} />
      </SoundContext>
    </RoomContext>
  );
}

/** The copy is fetched when what matters more is here, and again when one turns away. */
const COPY_AFTER_MS = 4_000;

function useCopy(room: string, ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    const keep = () => void keepCopy(room).catch(() => undefined);
    const away = () => document.visibilityState === "hidden" && keep();
    const timer = setTimeout(keep, COPY_AFTER_MS);
    document.addEventListener("visibilitychange", away);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", away);
    };
  }, [room, ready]);
}

function Stage({ away, listening }: { away: boolean; listening: boolean }) {
  const { room } = useConnection().seat;
  const link = useRoom((state) => state.link);
  const ready = useRoom((state) => state.story !== null);
  useCopy(room, ready);
  if (link.is === "over") return <Over link={link} />;
  if (link.is === "lobby") return <Lobby />;
  if (!ready) return <Opening room={room} away={away} trouble={null} />;
  if (!listening) return <Room />;
  return (
    <Suspense>
      <Listening />
    </Suspense>
  );
}

const LONG_MS = 10_000;

interface OpeningProps {
  room: string;
  away: boolean;
  trouble: string | null;
}

function Opening({ room, away, trouble }: OpeningProps) {
  const words = useWords();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Front title="">
      {away ? (
        <Offline room={room} />
      ) : trouble ? (
        <>
          <Trouble>{trouble}</Trouble>
          <Button className="mt-6" onClick={() => location.reload()}>
            {words.over.reload}
          </Button>
        </>
      ) : (
        <p role="status" className="late text-center font-story text-lg text-second italic">
          {long ? words.link.openingLong : words.link.opening}
        </p>
      )}
    </Front>
  );
}
