// The page's mirror of `apply` in rooms/room.py. Events carry outcomes, so there is no rule in here.
import type {
  AnyEvent,
  Cast,
  Media,
  Member,
  NoteSettled,
  Passage,
  RoomCreated,
  RoomView,
  Turn,
  VoteCast,
} from "../protocol";

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
    case "member.knocked":
      return { members: { ...view.members, [event.member.id]: event.member } };
    case "member.left":
      return member(view, event.member, { status: event.status });
    case "member.muted":
      return member(view, event.member, { muted: event.muted });
    case "role.given":
      return member(view, event.member, { role: event.role });
    case "character.taken":
      return member(view, event.member, { character: event.character });
    case "host.passed":
      return { host: event.member };
    case "story.renamed":
      return { title: event.title };
    case "story.described":
      return { language: event.language, genre: event.genre };
    case "story.completed":
      return { complete: true };
    case "story.reopened":
      return { complete: false };
    case "mode.set":
      return { mode: event.mode };
    case "rules.set":
      return { rules: event.rules };
    case "room.frozen":
      return { frozen: event.frozen };
    case "turn.began":
      return { turn: event.turn };
    case "turn.taken":
    case "turn.passed":
      return turn(view, (held) => (held.number === event.turn ? withMember(held, "taken", event.member) : held));
    case "member.nudged":
      return turn(view, (held) => withMember(held, "nudged", event.member));
    case "passage.added":
      return { passages: [...view.passages, event.passage], choices: null };
    case "passage.revised":
      return passage(view, event.passage, (held) => ({
        ...leaf(held, event.seq, event.by, event.by === held.author ? held.authors : authorsOf(held)),
        version: event.seq,
        status: event.status,
        threads: event.threads,
      }));
    case "leaf.added":
      return passage(view, event.passage, (held) => leaf(held, event.seq, event.author, authorsOf(held)));
    case "passage.settled":
      return passage(view, event.passage, () => ({
        status: "complete",
        version: event.version,
        author: event.author,
      }));
    case "passage.chosen":
      return passage(view, event.passage, () => ({ version: event.version }));
    case "passage.kept":
      return passage(view, event.passage, () => ({ status: "complete" }));
    case "passage.retracted":
      return {
        ...passage(view, event.passage, () => ({ status: "retracted", media: [], picture: "" })),
        choices: null,
      };
    case "reaction.changed":
      return passage(view, event.passage, (held) => {
        const others = (held.reactions[event.reaction] ?? []).filter((who) => who !== event.member);
        return {
          reactions: { ...held.reactions, [event.reaction]: event.on ? [...others, event.member] : others },
        };
      });
    case "note.added":
      return passage(view, event.passage, (held) => ({ notes: [...held.notes, event.note] }));
    case "note.settled":
      return passage(view, event.passage, (held) => settledNote(held, event));
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
    case "vote.opened":
      return { vote: event.vote };
    case "vote.cast":
      return cast(view, event);
    case "vote.closed":
      return { vote: null };
    case "branch.forked":
      return { branches: [...view.branches, event.branch] };
    case "branch.switched":
      return { branch: event.branch, choices: null };
    case "branch.renamed":
      return renamed(view, event.branch, event.name);
    case "room.created":
    case "chat.posted":
      return {};
    case "beat.recorded":
      return passage(view, event.passage, () => ({ picture: event.beat.picture }));
    case "media.asked":
      return shelf(view, event.media.passage, (media) => [...media, event.media]);
    case "media.begun":
      return media(view, event, { state: "working", attempt: event.attempt, percent: 0 });
    case "media.progressed":
      return media(view, event, { percent: event.percent });
    case "media.ready":
      return media(view, event, { state: "ready", percent: 100, made: event.made });
    case "media.failed":
      return media(view, event, { state: "failed", why: event.why });
    case "media.removed":
      return shelf(view, event.passage, (media) => media.filter((held) => held.id !== event.media));
    case "cast.changed":
      return { cast: [...view.cast.filter((held) => !sameName(held, event.cast)), event.cast] };
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
    vote: null,
    branch: 0,
    branches: [],
    complete: false,
    media: [],
    cast: [],
  };
}

function turn(view: RoomView, change: (held: Turn) => Turn): Partial<RoomView> {
  return view.turn ? { turn: change(view.turn) } : {};
}

function withMember(held: Turn, where: "taken" | "nudged", id: string | null): Turn {
  return id === null || held[where].includes(id) ? held : { ...held, [where]: [...held[where], id] };
}

function cast(view: RoomView, event: VoteCast): Partial<RoomView> {
  const vote = view.vote;
  if (!vote) return {};
  const hands = event.option === null ? vote.hands : { ...vote.hands, [event.member]: event.option };
  return { vote: { ...vote, cast: [...new Set([...vote.cast, event.member])], hands } };
}

function renamed(view: RoomView, id: number, name: string): Partial<RoomView> {
  const known = view.branches.some((branch) => branch.id === id);
  const trunk = { id, name, by: null, parent: 0, after: 0 };
  const branches = known ? view.branches : [trunk, ...view.branches];
  return { branches: branches.map((branch) => (branch.id === id ? { ...branch, name } : branch)) };
}

const authorsOf = (held: Passage) => (held.authors.length ? held.authors : held.versions.map(() => held.author));

/** A version more, after those of `authors`; empty: all are by the passage's. */
function leaf(held: Passage, version: number, author: string | null, authors: Passage["authors"]): Partial<Passage> {
  return { versions: [...held.versions, version], ...(authors.length ? { authors: [...authors, author] } : {}) };
}

function settledNote(held: Passage, event: NoteSettled): Partial<Passage> {
  const notes = held.notes.map((note) => (note.id === event.note ? { ...note, status: event.status } : note));
  const settled = notes.find((note) => note.id === event.note);
  if (event.status !== "accepted" || !settled) return { notes };
  return { notes, ...leaf(held, event.note, settled.member, authorsOf(held)), version: event.note };
}

function member(view: RoomView, id: string, changes: Partial<Member>): Partial<RoomView> {
  const held = view.members[id];
  return held ? { members: { ...view.members, [id]: { ...held, ...changes } } } : {};
}

/** A passage older than the page's window changes nothing that is shown. Most changes are near the end. */
function passage(view: RoomView, id: number, changes: (held: Passage) => Partial<Passage>): Partial<RoomView> {
  const at = view.passages.findLastIndex((held) => held.id === id);
  const held = view.passages[at];
  return held ? { passages: view.passages.with(at, { ...held, ...changes(held) }) } : {};
}

/** What is of a passage is kept with it, and everything else with the story. */
function shelf(view: RoomView, of: number | null, changes: (held: Media[]) => Media[]): Partial<RoomView> {
  if (of === null) return { media: changes(view.media) };
  return passage(view, of, (held) => (held.status === "retracted" ? {} : { media: changes(held.media) }));
}

function media(view: RoomView, of: { media: number; passage: number | null }, to: Partial<Media>): Partial<RoomView> {
  return shelf(view, of.passage, (held) => held.map((one) => (one.id === of.media ? { ...one, ...to } : one)));
}

const sameName = (one: Cast, other: Cast) =>
  (one.character ?? "").toLowerCase() === (other.character ?? "").toLowerCase();

/** A newer server's event: the page keeps in step, and shows what it understands. */
function unknown(_event: never): Partial<RoomView> {
  return {};
}
