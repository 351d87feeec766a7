// The one player of the room that the page is in.
import { createContext, useContext } from "react";
import { room as addressOf } from "../api";
import type { Connection } from "../room/connection";
import { useStore } from "../store";
import type { Heard, Room } from "./heard";
import type { Player } from "./player";

export const SoundContext = createContext<Player | null>(null);

export function usePlayer(): Player {
  const player = useContext(SoundContext);
  if (!player) throw new Error("outside of a room");
  return player;
}

export const useHeard = <P>(pick: (heard: Heard) => P): P => useStore(usePlayer().heard, pick);

export const heardIn = (connection: Connection): Room => ({
  id: connection.seat.room,
  story: () => connection.store.get().story,
  subscribe: connection.store.subscribe,
  ask: (passage) => connection.outbox.once("media.ask", { kind: "voice", passage }),
  retry: (media) => connection.outbox.once("media.retry", { media }),
  earlier: () => connection.earlier(),
  address: (file) => `${addressOf(connection.seat.room)}/media/${file}`,
});
