import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Api, Refused, Unreachable } from "../api";
import {
  type Answer,
  type AnyEvent,
  type CommandMap,
  type CommandName,
  type Generation,
  PROTOCOL_VERSION,
} from "../protocol";
import { Store } from "../store";
import { Connection } from "./connection";
import type { Ears, OpenSocket } from "./socket";
import { EMPTY, type RoomState } from "./state";
import { AMINA, AT, view } from "./world";

const now = { at: AT, here: [AMINA], generation_text: "", line: "", ballot: null };
const snapshot: Answer = {
  ok: true,
  kind: "snapshot",
  seq: 3,
  epoch: "first",
  you: AMINA,
  room: view,
  earlier: false,
  texts: [],
  chat: [],
  now,
};
const renamed = (seq: number): AnyEvent => ({
  type: "story.renamed",
  room: "room",
  seq,
  at: AT,
  title: `title ${seq}`,
});
const receipt: Answer = { ok: true, kind: "receipt", seq: 3 };
const refusal = (code: string): Answer => ({ ok: false, kind: "refusal", code, args: {}, message: code });

type Told = { name: CommandName; payload: Record<string, unknown> };

/** A server of one room: answers by name, and remembers what it was asked. */
class House {
  readonly told: Told[] = [];
  readonly ears: Ears[] = [];
  answers: Partial<Record<CommandName, (payload: Record<string, unknown>) => Answer | Promise<Answer>>> = {
    "room.join": () => snapshot,
  };

  blocked = false;

  readonly open: OpenSocket = async (_ticket, ears) => {
    if (this.blocked) throw new Error("no socket gets through");
    this.ears.push(ears);
    return {
      ask: async <N extends CommandName>(name: N, payload: CommandMap[N]) => {
        const asked = { name, payload: payload as unknown as Record<string, unknown> };
        this.told.push(asked);
        return (await this.answers[name]?.(asked.payload)) ?? receipt;
      },
      close: () => ears.closed(),
    };
  };

  get ear(): Ears {
    const last = this.ears.at(-1);
    if (!last) throw new Error("nobody came");
    return last;
  }

  asked(name: CommandName): Told[] {
    return this.told.filter((one) => one.name === name);
  }
}

function apiOf(changes: Partial<Api> = {}): Api {
  const closed = () => Promise.reject(new Unreachable());
  const api = {
    me: closed,
    nameMe: closed,
    create: closed,
    byCode: closed,
    card: closed,
    before: closed,
    after: closed,
  };
  return { ...api, qr: () => "", ticket: async () => ({ ticket: "t", protocol: PROTOCOL_VERSION }), ...changes };
}

const opened: Connection[] = [];

function enter(house: House, api = apiOf()): Store<RoomState> & { connection: Connection } {
  const store = new Store<RoomState>(EMPTY);
  const connection = new Connection({ room: "room", name: "Amina", code: null }, store, api, house.open);
  opened.push(connection);
  connection.start();
  return Object.assign(store, { connection });
}

/** Lets promises settle, and moves the clock. */
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  vi.useFakeTimers({ now: Date.parse(AT) });
});

afterEach(() => {
  for (const connection of opened.splice(0)) connection.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("joining brings the room, and each next event is applied once", async () => {
  const house = new House();
  const room = enter(house);
  await pass();
  expect(room.get().link.is).toBe("live");
  for (const seq of [4, 4, 3, 5]) house.ear.event(renamed(seq));
  expect(room.get().story?.view).toMatchObject({ seq: 5, title: "title 5" });
  expect(house.asked("room.sync")).toEqual([]);
});

test("a gap is asked for, and nothing is applied before what came earlier", async () => {
  const house = new House();
  const room = enter(house);
  await pass();
  const seen: number[] = [];
  room.subscribe(() => seen.push(room.get().story?.view.seq ?? 0));
  house.answers["room.sync"] = () => ({ ok: true, kind: "delta", seq: 6, events: [4, 5, 6].map(renamed), now });
  house.ear.event(renamed(6));
  house.ear.event(renamed(7));
  await pass();
  expect(house.asked("room.sync")[0]?.payload).toMatchObject({ after: 3 });
  expect([...new Set(seen)]).toEqual([4, 5, 6, 7]);
});

test("after a lost connection it comes back with what it has", async () => {
  const house = new House();
  const room = enter(house);
  await pass();
  house.ear.event(renamed(4));
  house.answers["room.join"] = () => ({ ok: true, kind: "delta", seq: 5, events: [renamed(5)], now });
  house.ear.closed();
  await pass();
  expect(room.get().link.is).toBe("away");
  await pass(5_000);
  expect(house.asked("room.join")[1]?.payload).toMatchObject({ after: 4 });
  expect(room.get()).toMatchObject({ link: { is: "live" } });
  expect(room.get().story?.view.seq).toBe(5);
});

test("a passage that was never answered is sent again with the same op, also by the next page", async () => {
  const first = new House();
  first.answers["turn.submit"] = () => new Promise(() => {});
  const page = enter(first);
  await pass();
  void page.connection.outbox.send("turn.submit", { turn: 1, text: "Every tide." });
  await pass();
  page.connection.stop();

  const second = new House();
  const reloaded = enter(second);
  await pass();
  expect(second.asked("turn.submit")).toEqual(first.asked("turn.submit"));
  expect(reloaded.get().pending).toEqual([]);
});

test("what one tab has not sent yet is not forgotten by another", async () => {
  const pages = [new House(), new House()].map((house) => {
    house.blocked = true;
    return enter(house);
  });
  await pass();
  for (const [number, page] of pages.entries()) {
    void page.connection.outbox.send("turn.submit", { turn: 1, text: `from tab ${number}` });
  }
  for (const page of pages) page.connection.stop();

  const next = new House();
  enter(next);
  await pass();
  expect(next.asked("turn.submit").map((told) => told.payload.text)).toEqual(["from tab 0", "from tab 1"]);
});

test("a connection that died in silence is found out when the page is looked at again", async () => {
  const house = new House();
  const room = enter(house);
  await pass();
  room.connection.hurry();
  await pass(5_000);
  expect(house.asked("room.sync")).toHaveLength(1);
  expect(house.ears).toHaveLength(1);

  house.answers["room.sync"] = () => Promise.reject(new Error("no answer"));
  room.connection.hurry();
  await pass();
  expect(room.get().link.is).toBe("away");
  await pass(5_000);
  expect(room.get().link.is).toBe("live");
});

test("a refused passage goes back to the draft, with what was written meanwhile", async () => {
  const house = new House();
  house.answers["turn.submit"] = () => refusal("turn_is_over");
  const room = enter(house);
  await pass();
  void room.connection.outbox.send("turn.submit", { turn: 0, text: "Every tide." });
  room.connection.outbox.setDraft("And one more.");
  await pass();
  expect(room.get()).toMatchObject({ draft: "Every tide.\n\nAnd one more.", pending: [] });
  expect(room.get().notice?.refusal.code).toBe("turn_is_over");
});

test("busy is no answer: the same op is sent once more", async () => {
  const house = new House();
  const answers = [refusal("busy"), receipt];
  house.answers["turn.submit"] = () => answers.shift() ?? receipt;
  const room = enter(house);
  await pass();
  const answer = room.connection.outbox.send("turn.submit", { turn: 1, text: "Every tide." });
  await pass(2_000);
  expect(await answer).toEqual(receipt);
  const ops = house.asked("turn.submit").map((told) => told.payload.op);
  expect(ops).toHaveLength(2);
  expect(new Set(ops).size).toBe(1);
});

test("passages keep their order, also where one has to be sent again", async () => {
  const house = new House();
  const answers = [refusal("busy"), receipt, receipt];
  house.answers["turn.submit"] = () => answers.shift() ?? receipt;
  const room = enter(house);
  await pass();
  for (const text of ["one", "two"]) void room.connection.outbox.send("turn.submit", { turn: 1, text });
  await pass(3_000);
  expect(house.asked("turn.submit").map((told) => told.payload.text)).toEqual(["one", "one", "two"]);
});

test("a draft and a note outlive the page", async () => {
  const page = enter(new House());
  page.connection.outbox.setDraft("Every tide");
  page.connection.outbox.setNote("the crab bites");
  page.connection.stop();
  expect(enter(new House()).get()).toMatchObject({ draft: "Every tide", note: "the crab bites" });
});

test("who is removed stays away, and who may not come in is told why", async () => {
  const house = new House();
  const room = enter(house);
  await pass();
  house.ear.event({ type: "member.left", room: "room", seq: 4, at: AT, member: AMINA, status: "banned" });
  await pass(60_000);
  expect(room.get().link).toEqual({ is: "over", why: "banned" });
  expect(house.ears).toHaveLength(1);

  const no = refusal("banned") as Extract<Answer, { kind: "refusal" }>;
  const stranger = enter(new House(), apiOf({ ticket: () => Promise.reject(new Refused(no)) }));
  await pass();
  expect(stranger.get().link).toMatchObject({ is: "over", why: "refused", refusal: { code: "banned" } });
});

test("a server that goes is left when it said, and not before", async () => {
  const house = new House();
  const room = enter(house);
  await pass();
  house.ear.signal({ type: "server.restarting", room: "room", seq: 3, delay_ms: 9_000 });
  await pass(8_500);
  expect(room.get().link.is).toBe("live");
  expect(house.ears).toHaveLength(1);
  await pass(1_500);
  expect(house.ears).toHaveLength(2);
});

test("where sockets are blocked one reads along over HTTP", async () => {
  const house = new House();
  const pages = [
    { events: [renamed(4)], head: 4, epoch: "first", next: null },
    { events: [renamed(5)], head: 5, epoch: "first", next: null },
  ];
  const after = async () => pages.shift() ?? { events: [], head: 5, epoch: "first", next: null };
  const room = enter(house, apiOf({ after, me: async () => ({ person: AMINA, name: "Amina" }) }));
  await pass();
  house.blocked = true;
  house.ear.closed();
  await pass(30_000);
  expect(room.get().link.is).toBe("reading");
  expect(room.get().story?.view.seq).toBe(5);
  expect(house.ears).toHaveLength(1);
});

test("one comes back with the history that the page is of, and a reset takes back what the house forgot", async () => {
  const house = new House();
  const room = enter(house);
  await pass();
  house.ear.event(renamed(4));
  house.answers["room.join"] = () => ({ ...snapshot, epoch: "restored" });
  house.ear.closed();
  await pass(5_000);
  expect(house.asked("room.join")[1]?.payload).toMatchObject({ after: 4, epoch: "first" });
  expect(room.get().story?.view.seq).toBe(3);
  expect(room.get().epoch).toBe("restored");
});

test("lost words of the co-author are asked for again", async () => {
  const house = new House();
  const room = enter(house);
  await pass();
  const generation: Generation = {
    id: 4,
    fence: 1,
    by: null,
    kind: "new",
    passage: null,
    woven: [],
    stands_for: null,
    stopping: false,
    branch: 0,
    began_at: AT,
  };
  house.ear.event({ type: "generation.started", room: "room", seq: 4, at: AT, generation });
  house.answers["room.sync"] = () => ({
    ok: true,
    kind: "delta",
    seq: 4,
    events: [],
    now: { ...now, generation_text: "Every evening at", line: "", ballot: null },
  });
  house.ear.signal({
    type: "generation.delta",
    room: "room",
    seq: 4,
    generation: 4,
    fence: 1,
    offset: 13,
    text: " at",
  });
  await pass();
  expect(room.get().ink?.text).toBe("Every evening at");
});

test("in the lobby it waits until the host opens, and then joins with a new op", async () => {
  const house = new House();
  house.answers["room.join"] = () => refusal("in_the_lobby");
  let open = false;
  const card = async () => ({ member: open }) as Awaited<ReturnType<Api["card"]>>;
  const room = enter(house, apiOf({ card }));
  await pass(7_000);
  expect(room.get().link.is).toBe("lobby");
  expect(house.asked("room.join")).toHaveLength(1);
  open = true;
  house.answers["room.join"] = () => snapshot;
  await pass(3_000);
  expect(room.get().link.is).toBe("live");
  expect(new Set(house.asked("room.join").map(({ payload }) => payload.op)).size).toBe(2);
});

test("who is turned away at the door does not knock again by themselves", async () => {
  const house = new House();
  house.answers["room.join"] = () => refusal("in_the_lobby");
  const gone = { ok: false, kind: "refusal", code: "no_such_room", args: {}, message: "" } as const;
  const room = enter(house, apiOf({ card: () => Promise.reject(new Refused(gone)) }));
  await pass(30_000);
  expect(room.get().link).toEqual({ is: "over", why: "declined" });
  expect(house.asked("room.join")).toHaveLength(1);
});

test("one's own hidden line comes from the house, whatever tab wrote it", async () => {
  const house = new House();
  const turn = { ...view.turn, kind: "people", speakers: [AMINA] } as NonNullable<typeof view.turn>;
  house.answers["room.join"] = () => ({ ...snapshot, room: { ...view, mode: "round", turn } });
  const room = enter(house);
  await pass();
  const line = { ...now, line: "Every tide." };
  house.answers["room.sync"] = () => ({ ok: true, kind: "delta", seq: 4, events: [], now: line });
  house.ear.event({ type: "turn.taken", room: "room", seq: 4, at: AT, turn: 1, member: AMINA });
  await pass();
  expect(room.get().line).toBe("Every tide.");
  house.ear.event({ type: "turn.taken", room: "room", seq: 5, at: AT, turn: 1, member: "somebody" });
  await pass();
  expect(house.asked("room.sync")).toHaveLength(1);
});
