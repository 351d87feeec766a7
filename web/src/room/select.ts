// Questions about a room's state, answered from the view alone.
import type { Generation, Member, Passage, REACTIONS, RoomView } from "../protocol";
import { GATHER } from "./modes";
import type { RoomState } from "./state";

export type Reaction = (typeof REACTIONS)[number];

export const seated = (view: RoomView): Member[] =>
  Object.values(view.members).filter((member) => member.status === "in");

export const waiting = (view: RoomView): Member[] =>
  Object.values(view.members).filter((member) => member.status === "waiting");

type Tree = Pick<RoomView, "passages" | "branches" | "branch">;

/** The passages that are read in a branch: its own, and what came before it left its parent (as rooms/room.py). */
export function told(view: Tree, branch = view.branch): Passage[] {
  const ends = new Map([[branch, Number.POSITIVE_INFINITY]]);
  const forks = new Map(view.branches.map((fork) => [fork.id, fork]));
  for (let fork = forks.get(branch); fork && fork.id !== 0; fork = forks.get(fork.parent))
    ends.set(fork.parent, Math.min(fork.after, ends.get(fork.parent) ?? Number.POSITIVE_INFINITY));
  return view.passages.filter(({ id, branch: own, status }) => status !== "retracted" && id <= (ends.get(own) ?? 0));
}

/** The passages on the page: what is still voted on is not there yet, nor lines that a woven passage stands for. */
export function onPage(view: Tree): Passage[] {
  const story = told(view).filter((passage) => passage.status !== "proposed");
  const woven = new Set(story.flatMap((passage) => passage.woven));
  return woven.size > 0 ? story.filter((passage) => !woven.has(passage.id)) : story;
}

export const lastPassage = (view: Tree): Passage | undefined => onPage(view).at(-1);

/** Who wrote the version that is read; null: the co-author. */
export const writerOf = (passage: Passage, version = passage.version): string | null =>
  passage.authors[passage.versions.indexOf(version)] ?? (passage.authors.length > 0 ? null : passage.author);

/** The co-author at work on the story itself; what it says aside is no part of it. */
export const atWork = ({ generation }: RoomView): Generation | null =>
  generation && generation.kind !== "aside" ? generation : null;

/** Whether one's line came in while the co-author was writing, which has not read it. */
export const overtook = (view: RoomView, you: string | null): boolean => {
  const work = atWork(view);
  const mine = view.passages.findLast(({ author, status }) => author === you && status !== "retracted");
  return work !== null && !work.stopping && mine !== undefined && mine.id > work.id;
};

/** The id of the newest lines, written or being written by the co-author; ids only grow. */
export const newestLines = (view: RoomView): number =>
  Math.max(view.passages.at(-1)?.id ?? 0, atWork(view)?.id ?? 0, view.vote?.id ?? 0);

/** Whether the co-author may play this member's character: they keep their seat, and are not here. */
export const mayBePlayed = (member: Member, here: ReadonlySet<string>): boolean =>
  member.status === "in" && member.role !== "reader" && member.character !== null && !here.has(member.id);

const seat = (view: RoomView, you: string | null): Member | undefined => {
  const me = you ? view.members[you] : undefined;
  return me?.status === "in" ? me : undefined;
};

/** Whether one hosts, alone or with others. */
export const leads = (view: RoomView, you: string | null): boolean =>
  seat(view, you) !== undefined && (view.host === you || view.members[you ?? ""]?.role === "cohost");

/** Whether one takes part beyond reading: votes, suggestions, nudges. */
export const takesPart = (view: RoomView, you: string | null): boolean => {
  const me = seat(view, you);
  return me !== undefined && me.role !== "reader" && !view.complete;
};

/** Whether the house would take a passage now; a line that is in and hidden may be changed. */
export function mayWrite(view: RoomView, you: string | null): boolean {
  const me = seat(view, you);
  if (!me || me.muted || me.role === "reader" || view.frozen || view.complete || !view.turn) return false;
  if (view.turn.kind === "open") return true;
  const mine = view.turn.kind === "people" && view.turn.speakers.includes(me.id);
  return mine && !(GATHER[view.mode] === "each" && view.turn.taken.includes(me.id));
}

/** Whether the room waits for one's passage. */
export const awaited = (view: RoomView, you: string | null): boolean =>
  view.turn?.kind === "people" && mayWrite(view, you) && !view.turn.taken.includes(you ?? "");

/** Whether one may lead the co-author: the host, a speaker of this turn, and whoever asked for the passage. */
export function maySteer(view: RoomView, you: string | null, passage?: Passage): boolean {
  const me = seat(view, you);
  if (!me || view.frozen || view.complete || me.muted || me.role === "reader") return false;
  const speaking = view.turn?.kind === "open" || (view.turn?.speakers.includes(me.id) ?? false);
  return speaking || leads(view, you) || passage?.asked_by === you;
}

/** The speakers of this turn who had theirs, or still can have it. */
export const speaking = (view: RoomView): Member[] =>
  (view.turn?.kind === "people" ? view.turn.speakers : [])
    .map((id) => view.members[id])
    .filter((member) => member !== undefined)
    .filter(({ id, status, muted, role }) => status === "in" && (had(view, id) || (!muted && role !== "reader")));

const had = (view: RoomView, id: string): boolean => view.turn?.taken.includes(id) ?? false;

/** Those whose passage the room waits for. */
export const missing = (view: RoomView): Member[] => speaking(view).filter(({ id }) => !had(view, id));

/** Who is likely next where people take turns; the server decides when the time comes. */
export function nextWriter(state: RoomState): Member | null {
  const view = state.story?.view;
  const now = view?.turn?.kind === "people" ? view.turn.speakers[0] : undefined;
  if (!view || !now || view.mode !== "round_robin") return null;
  const seats = Object.values(view.members);
  const at = seats.findIndex((member) => member.id === now);
  const after = [...seats.slice(at + 1), ...seats.slice(0, Math.max(at, 0))];
  const able = (member: Member) => member.status === "in" && !member.muted && member.role !== "reader";
  return after.find((member) => able(member) && state.here.has(member.id)) ?? null;
}

/** When one may write again where the host asks for a slow pace, in ms of the server's clock; 0: now. */
export function slowUntil(view: RoomView, you: string | null): number {
  const pace = view.rules.slow_seconds;
  if (pace === null) return 0;
  const last = view.passages.findLast((passage) => passage.author === you && passage.status !== "retracted");
  return last ? Date.parse(last.at) + pace * 1_000 : 0;
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
  const wrote = new Set(told(view).map((passage) => passage.author));
  const members = Object.values(view.members);
  const silent = members.filter((member) => !wrote.has(member.id) && member.status === "in");
  return [...members.filter((member) => wrote.has(member.id)), ...silent];
}

export const colourOf = (member: Member | undefined): string =>
  member ? `var(--author-${member.colour % 8})` : "var(--second)";

/** What the server counts: characters, not halves of them. */
export const lengthOf = (text: string): number => [...text].length;

const WORD = /[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*/gu;

/** Words as the server counts them. */
export const wordsIn = (text: string): number => text.match(WORD)?.length ?? 0;

/** Paragraphs as the writer made them. */
export const paragraphs = (text: string): string[] => text.split(/\n\s*\n|\n/).filter((line) => line.trim());
