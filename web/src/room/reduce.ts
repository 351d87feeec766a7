// The page's mirror of `apply` in rooms/room.py. Events carry outcomes, so there is no rule in here.
import type { AnyEvent, Member, Passage, RoomCreated, RoomView } from "../protocol";

export function reduce(view: RoomView | null, event: AnyEvent): RoomView {
  if (view === null) {
    if (event.type !== "room.created") throw new Error(`a room begins with room.created, not with ${event.type}`);
    return created(event);
  }
  return { ...view, seq: event.seq, ...change(view, event) };
}

function change(view: RoomView, event: AnyEvent): Partial<RoomView> {
  switch (event.type) {
    case "member.joined":
      return { members: { ...view.members, [event.member.id]: event.member } };
    case "member.left":
      return member(view, event.member, { status: event.status });
    case "member.muted":
      return member(view, event.member, { muted: event.muted });
    case "host.passed":
      return { host: event.member };
    case "story.renamed":
      return { title: event.title };
    case "mode.set":
      return { mode: event.mode };
    case "rules.set":
      return { rules: event.rules };
    case "room.frozen":
      return { frozen: event.frozen };
    case "turn.began":
      return { turn: event.turn };
    case "passage.added":
      return { passages: [...view.passages, event.passage], choices: null };
    case "passage.revised":
      return passage(view, event.passage, (held) => ({
        versions: [...held.versions, event.seq],
        version: event.seq,
        status: event.status,
      }));
    case "passage.chosen":
      return passage(view, event.passage, () => ({ version: event.version }));
    case "passage.kept":
      return passage(view, event.passage, () => ({ status: "complete" }));
    case "passage.retracted":
      return { ...passage(view, event.passage, () => ({ status: "retracted" })), choices: null };
    case "choices.offered":
      return { choices: event.choices };
    case "generation.started":
      return { generation: event.generation };
    case "generation.restarted":
      return { generation: view.generation && { ...view.generation, fence: event.fence } };
    case "generation.stopped":
      return { generation: view.generation && { ...view.generation, stopping: true } };
    case "generation.ended":
      return { generation: null };
    case "room.created":
    case "turn.passed":
    case "chat.posted":
      return {};
    default:
      return unknown(event);
  }
}

function created(event: RoomCreated): RoomView {
  return {
    id: event.room,
    seq: event.seq,
    title: event.title,
    premise: event.text,
    language: event.language,
    genre: event.genre,
    mode: event.mode,
    rules: event.rules,
    host: null,
    members: {},
    turn: null,
    frozen: false,
    passages: [],
    choices: null,
    generation: null,
  };
}

function member(view: RoomView, id: string, changes: Partial<Member>): Partial<RoomView> {
  const held = view.members[id];
  return held ? { members: { ...view.members, [id]: { ...held, ...changes } } } : {};
}

/** A passage older than the page's window changes nothing that is shown. */
function passage(view: RoomView, id: number, changes: (held: Passage) => Partial<Passage>): Partial<RoomView> {
  return { passages: view.passages.map((held) => (held.id === id ? { ...held, ...changes(held) } : held)) };
}

/** A newer server's event: the page keeps in step, and shows what it understands. */
function unknown(_event: never): Partial<RoomView> {
  return {};
}
