// What an event or a signal does to the page's state of a room.
import type {
  AnyEvent,
  AnySignal,
  Draft,
  Generation,
  GenerationEnded,
  Now,
  RoomView,
  Vote,
  VoteClosed,
} from "../protocol";
import { dip } from "./ink";
import type { RoomState, Unsaid } from "./state";
import { fold } from "./story";

const TYPING_FADES_MS = 6_000;

export function afterEvent(state: RoomState, event: AnyEvent): RoomState {
  const next = { ...state, story: fold(state.story, event) };
  switch (event.type) {
    case "passage.added":
      return event.passage.author === null
        ? { ...next, ink: null }
        : { ...next, unsaid: null, drafts: without(state.drafts, event.passage.author) };
    case "passage.revised":
      return event.by === null ? { ...next, ink: null } : next;
    case "turn.began":
      return begun(next, event.turn.number, state.story?.view.turn?.number);
    case "turn.taken":
      return event.member === state.you ? { ...next, line: handed(state) ?? state.line } : next;
    case "turn.passed":
      return event.member === state.you ? { ...next, line: "" } : next;
    case "member.nudged": {
      const turn = state.story?.view.turn?.number ?? 0;
      return event.member === state.you ? { ...next, nudge: { by: event.by, turn } } : next;
    }
    case "vote.opened":
      return { ...next, ballot: null, decided: null };
    case "vote.closed":
      return counted(next, state.story?.view, event);
    case "generation.started":
      return {
        ...next,
        unsaid: null,
        ink: { generation: event.generation.id, fence: event.generation.fence, text: "" },
      };
    case "generation.restarted":
      return { ...next, ink: { generation: event.generation, fence: event.fence, text: "" } };
    case "generation.ended":
      return { ...next, unsaid: unsaid(state.story?.view.generation ?? null, event.outcome), ink: null };
    case "chat.posted":
      return event.member === null ? { ...next, ink: null } : next;
    case "member.left":
      return gone(next, event.member);
    default:
      return next;
  }
}

/** Who stopped it knows why there are no words. */
function unsaid(ended: Generation | null, outcome: GenerationEnded["outcome"]): Unsaid | null {
  if (outcome === "withheld" || outcome === "refused") return outcome;
  if (outcome !== "failed" || ended?.stopping) return null;
  return ended?.kind === "weave" ? "unwoven" : "failed";
}

/** What this page has just handed in. */
function handed({ pending, story }: RoomState): string | undefined {
  const sent = pending.find(({ name }) => name === "turn.submit" || name === "choice.pick")?.payload;
  const text = sent?.text ?? story?.view.choices?.options[Number(sent?.option)];
  return text === undefined ? undefined : String(text);
}

/** A new turn begins without lines; a clock that was set anew changes none. */
function begun(next: RoomState, number: number, before: number | undefined): RoomState {
  const fresh = number !== before && { line: "", nudge: null };
  return { ...next, ...fresh, drafts: ofTurn(next.drafts, number) };
}

function counted(next: RoomState, view: RoomView | undefined, event: VoteClosed): RoomState {
  const vote: Vote | null = view?.vote ?? null;
  const choices = view?.choices?.options ?? [];
  const { counts, option } = event;
  return { ...next, ballot: null, decided: vote && { vote, counts, option, choices } };
}

/** "gap": words of the co-author were lost on the way. */
export function afterSignal(state: RoomState, signal: AnySignal, at: number): RoomState | "gap" {
  const view = state.story?.view;
  if (!view) return state;
  switch (signal.type) {
    case "presence":
      return signal.gone.reduce(gone, { ...state, here: new Set([...state.here, ...signal.here]) });
    case "typing":
      return { ...state, typing: typing(state.typing, signal.member, signal.typing ? at + TYPING_FADES_MS : null) };
    case "draft":
      return stale(view, signal) ? state : { ...state, drafts: draft(state.drafts, signal) };
    case "generation.delta": {
      const ink = dip(state.ink, view.generation, signal);
      return ink === "gap" ? "gap" : { ...state, ink };
    }
    case "server.restarting":
      return state;
    default:
      return unknown(signal, state);
  }
}

export function atThisMoment(state: RoomState, now: Now): RoomState {
  const generation = state.story?.view.generation ?? null;
  const ink = generation && { generation: generation.id, fence: generation.fence, text: now.generation_text };
  return { ...state, here: new Set(now.here), ink, line: now.line, ballot: now.ballot };
}

export function fade(state: RoomState, at: number): RoomState {
  const still = [...state.typing].filter(([, fades]) => fades > at);
  return still.length === state.typing.size ? state : { ...state, typing: new Map(still) };
}

function gone(state: RoomState, member: string): RoomState {
  const here = new Set(state.here);
  here.delete(member);
  return { ...state, here, typing: without(state.typing, member), drafts: without(state.drafts, member) };
}

/** A draft that was overtaken by its own passage, or belongs to another turn. */
function stale(view: RoomView, signal: Draft): boolean {
  if (view.turn?.number !== signal.turn) return true;
  const last = view.passages.findLast((passage) => passage.author === signal.member);
  return last !== undefined && last.id > signal.seq;
}

function draft(drafts: ReadonlyMap<string, Draft>, signal: Draft): ReadonlyMap<string, Draft> {
  return signal.text ? new Map(drafts).set(signal.member, signal) : without(drafts, signal.member);
}

function ofTurn(drafts: ReadonlyMap<string, Draft>, turn: number): ReadonlyMap<string, Draft> {
  return new Map([...drafts].filter(([, held]) => held.turn === turn));
}

function typing(all: ReadonlyMap<string, number>, member: string, fades: number | null): ReadonlyMap<string, number> {
  return fades === null ? without(all, member) : new Map(all).set(member, fades);
}

function without<V>(all: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!all.has(key)) return all;
  const rest = new Map(all);
  rest.delete(key);
  return rest;
}

function unknown(_signal: never, state: RoomState): RoomState {
  return state;
}
