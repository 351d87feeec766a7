// Questions about a room's state, answered from the view alone.
import type { Member, Passage, RoomView } from "../protocol";
import type { RoomState } from "./state";

export const seated = (view: RoomView): Member[] =>
  Object.values(view.members).filter((member) => member.status === "in");

export const lastPassage = (view: RoomView): Passage | undefined =>
  view.passages.findLast((passage) => passage.status !== "retracted");

/** The id of the newest lines, written or being written by the co-author; ids only grow. */
export const newestLines = (view: RoomView): number =>
  Math.max(view.passages.at(-1)?.id ?? 0, view.generation?.id ?? 0);

/** Whether one may write in this turn now. */
export function mayWrite(view: RoomView, you: string | null): boolean {
  const me = you ? view.members[you] : undefined;
  if (me?.status !== "in" || me.muted || view.frozen || !view.turn) return false;
  return view.turn.kind === "open" || view.turn.speakers.includes(me.id);
}

/** Whether one may lead the co-author: the host, a speaker of this turn, and whoever asked for the passage. */
export function maySteer(view: RoomView, you: string | null, passage?: Passage): boolean {
  if (!you || view.frozen || view.members[you]?.muted) return false;
  const speaking = view.turn?.kind === "open" || (view.turn?.speakers.includes(you) ?? false);
  return speaking || view.host === you || passage?.asked_by === you;
}

/** Who is likely next where people take turns; the server decides when the time comes. */
export function nextWriter(state: RoomState): Member | null {
  const view = state.story?.view;
  const now = view?.turn?.kind === "people" ? view.turn.speakers[0] : undefined;
  if (!view || !now || view.mode !== "round_robin") return null;
  const seats = Object.values(view.members);
  const at = seats.findIndex((member) => member.id === now);
  const after = [...seats.slice(at + 1), ...seats.slice(0, Math.max(at, 0))];
  return after.find((member) => member.status === "in" && !member.muted && state.here.has(member.id)) ?? null;
}

/** Members other than oneself who are typing now. */
export function othersTyping(state: RoomState): Member[] {
  const view = state.story?.view;
  if (!view) return [];
  return [...state.typing.keys()]
    .filter((id) => id !== state.you)
    .map((id) => view.members[id])
    .filter((member) => member !== undefined);
}

/** Those who wrote, then those who have a seat, each in seat order. */
export function authors(view: RoomView): Member[] {
  const wrote = new Set(view.passages.filter((p) => p.status !== "retracted").map((p) => p.author));
  const members = Object.values(view.members);
  const silent = members.filter((member) => !wrote.has(member.id) && member.status === "in");
  return [...members.filter((member) => wrote.has(member.id)), ...silent];
}

export const colourOf = (member: Member | undefined): string =>
  member ? `var(--author-${member.colour % 8})` : "var(--second)";

/** What the server counts: characters, not halves of them. */
export const lengthOf = (text: string): number => [...text].length;

/** Paragraphs as the writer made them. */
export const paragraphs = (text: string): string[] => text.split(/\n\s*\n|\n/).filter((line) => line.trim());
