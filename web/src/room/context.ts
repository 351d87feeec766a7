// The one room that the page is in.
import { createContext, useContext } from "react";
import { useStore } from "../store";
import type { Connection } from "./connection";
import type { RoomState } from "./state";
import type { Story } from "./story";

export const RoomContext = createContext<Connection | null>(null);

export function useConnection(): Connection {
  const connection = useContext(RoomContext);
  if (!connection) throw new Error("outside of a room");
  return connection;
}

export function useRoom<P>(pick: (state: RoomState) => P): P {
  return useStore(useConnection().store, pick);
}

/**
 * The story, or what `pick` takes of it, in the parts of the page that are only there once it is.
 * Who takes the whole renders again with every event.
 */
export function useStory(): Story;
export function useStory<P>(pick: (story: Story) => P): P;
export function useStory(pick = (story: Story): unknown => story): unknown {
  return useRoom(({ story }) => {
    if (!story) throw new Error("before the story arrived");
    return pick(story);
  });
}
