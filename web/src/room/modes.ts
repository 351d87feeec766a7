// How passages come together in a turn, as in rooms/turns.py.
import type { ModeName, RoomView } from "../protocol";

/** By one speaker; one from each as they come; one from each, landing together; or one from each, to be voted on. */
export const GATHER: Readonly<Record<ModeName, "one" | "each" | "lines" | "proposals">> = {
  free: "one",
  round_robin: "one",
  duet: "one",
  host_picks: "one",
  relay: "each",
  round: "lines",
  vote: "proposals",
};

/** Whether nobody sees a line before its time. */
export const sealed = (mode: ModeName): boolean => GATHER[mode] === "lines" || GATHER[mode] === "proposals";

/** Whether several have their say in this turn. */
export const gathering = (view: RoomView): boolean => view.turn?.kind === "people" && GATHER[view.mode] !== "one";

/** Whether one's line is in and waits to land. */
export const handedIn = (view: RoomView, you: string | null): boolean =>
  gathering(view) && sealed(view.mode) && you !== null && (view.turn?.taken.includes(you) ?? false);
