import { expect, test } from "vitest";
import type { AnyEvent, AnySignal, Generation } from "../protocol";
import { afterEvent, afterSignal, fade } from "./happen";
import type { RoomState } from "./state";
import { AMINA, AT, inTurn, MAREK, passage, state, view } from "./world";

const hear = (before: RoomState, signal: AnySignal, at = 0): RoomState => {
  const after = afterSignal(before, signal, at);
  if (after === "gap") throw new Error("no gap here");
  return after;
};
const draft = (text: string, turn = 1, seq = 3): AnySignal => ({
  type: "draft",
  room: "room",
  seq,
  member: MAREK,
  turn,
  text,
});
const writing: Generation = {
  id: 2,
  fence: 1,
  by: AMINA,
  kind: "new",
  passage: null,
  woven: [],
  stands_for: null,
  stopping: false,
  began_at: AT,
  branch: 0,
};
const added: AnyEvent = {
  type: "passage.added",
  room: "room",
  seq: 4,
  at: AT,
  text: "Every tide.",
  passage: passage(4, MAREK),
};

test("a shown draft is ink until its passage is there, and does not come back", () => {
  const shown = hear(state(), draft("Every ti"));
  expect(shown.drafts.get(MAREK)).toMatchObject({ text: "Every ti" });
  const landed = afterEvent(shown, added);
  expect(landed.drafts.size).toBe(0);
  expect(hear(landed, draft("Every tide", 1, 3)).drafts.size).toBe(0);
  expect(hear(landed, draft("And then", 1, 4)).drafts.size).toBe(1);
});

test("a draft of another turn is not shown, and an empty one is put away", () => {
  expect(hear(state(), draft("late", 0)).drafts.size).toBe(0);
  expect(hear(hear(state(), draft("Every")), draft("")).drafts.size).toBe(0);
});

test("typing fades by itself after six seconds", () => {
  const typing = hear(state(), { type: "typing", room: "room", seq: 3, member: MAREK, typing: true }, 1_000);
  expect(fade(typing, 6_999).typing.has(MAREK)).toBe(true);
  expect(fade(typing, 7_000).typing.has(MAREK)).toBe(false);
});

test("who goes takes their draft and their typing along", () => {
  const busy = hear(hear(state(), draft("Every")), {
    type: "typing",
    room: "room",
    seq: 3,
    member: MAREK,
    typing: true,
  });
  const alone = hear(busy, { type: "presence", room: "room", seq: 3, here: [], gone: [MAREK] });
  expect([alone.here.has(MAREK), alone.typing.size, alone.drafts.size]).toEqual([false, 0, 0]);
  expect(alone.here.has(AMINA)).toBe(true);
});

test("another process that takes the pen begins on a clean page", () => {
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
  const started = afterEvent(state(), { type: "generation.started", room: "room", seq: 4, at: AT, generation });
  const written = hear(started, {
    type: "generation.delta",
    room: "room",
    seq: 4,
    generation: 4,
    fence: 1,
    offset: 0,
    text: "Every",
  });
  expect(written.ink?.text).toBe("Every");
  const taken = afterEvent(written, {
    type: "generation.restarted",
    room: "room",
    seq: 5,
    at: AT,
    generation: 4,
    fence: 2,
  });
  expect(taken.ink).toEqual({ generation: 4, fence: 2, text: "" });
});

test("one's own line is kept until the next turn, and gone when one lets it pass", () => {
  const turn = { ...inTurn(AMINA), mode: "round", seq: 3 } as const;
  const sent = { op: "op", name: "turn.submit", payload: { turn: 2, text: "Every tide." }, kept: true };
  const told = { room: "room", seq: 4, at: AT, turn: 2, member: AMINA } as const;
  const before: RoomState = { ...state(turn), pending: [sent] };
  const taken = afterEvent(before, { type: "turn.taken", ...told });
  expect(taken.line).toBe("Every tide.");
  expect(afterEvent(taken, { type: "turn.passed", ...told, seq: 5, why: "passed" }).line).toBe("");
  const clock = { ...turn.turn, deadline: AT, taken: [AMINA] } as NonNullable<typeof turn.turn>;
  const began = { type: "turn.began", room: "room", seq: 5, at: AT } as const;
  expect(afterEvent(taken, { ...began, turn: clock }).line).toBe("Every tide.");
  expect(afterEvent(taken, { ...began, turn: { ...clock, number: 3 } }).line).toBe("");
});

test("what a vote came to is kept with its question; the ballot goes with the vote", () => {
  const vote = {
    id: 3,
    kind: "choice",
    by: MAREK,
    passage: 2,
    member: null,
    turn: null,
    options: [0, 1],
    secret: true,
    closes_at: AT,
    cast: [],
    hands: {},
  } as const;
  const choices = { passage: 2, options: ["The tide.", "The crab."], by: [] };
  const asked: RoomState = { ...state({ ...view, vote: { ...vote, options: [0, 1], cast: [] }, choices }), ballot: 1 };
  const closed = { type: "vote.closed", room: "room", seq: 4, at: AT, vote: 3, counts: [0, 2], option: 1 } as const;
  const after = afterEvent(asked, { ...closed, counts: [0, 2] });
  expect(after.ballot).toBeNull();
  expect(after.decided).toMatchObject({ option: 1, counts: [0, 2], choices: ["The tide.", "The crab."] });
  expect(after.story?.view.vote).toBeNull();
});

test("why the co-author's words are not there is told until the story goes on", () => {
  const ended = { type: "generation.ended", room: "room", seq: 4, at: AT, generation: 2 } as const;
  const told = afterEvent(state(), { ...ended, outcome: "withheld" });
  expect(told.unsaid).toBe("withheld");
  expect(afterEvent(told, { ...added, seq: 5 }).unsaid).toBeNull();
  expect(afterEvent(told, { ...ended, seq: 5, outcome: "complete" }).unsaid).toBeNull();
  expect(afterEvent(state(), { ...ended, outcome: "refused" }).unsaid).toBe("refused");
});

test("no words are told of, but not to those who stopped them", () => {
  const ended = { type: "generation.ended", room: "room", seq: 4, at: AT, generation: 2, outcome: "failed" } as const;
  const at = (work: Partial<Generation>) => state({ ...view, generation: { ...writing, ...work } });
  expect(afterEvent(at({}), ended).unsaid).toBe("failed");
  expect(afterEvent(at({ kind: "weave" }), ended).unsaid).toBe("unwoven");
  expect(afterEvent(at({ stopping: true }), ended).unsaid).toBeNull();
});

test("an answer aside takes the place of its ink", () => {
  const inked = { ...state(), ink: { generation: 2, fence: 1, text: "Then" } };
  const said = { type: "chat.posted", room: "room", seq: 4, at: AT, text: "Then they swim.", aside: true } as const;
  expect(afterEvent(inked, { ...said, member: AMINA }).ink).not.toBeNull();
  const after = afterEvent(inked, { ...said, member: null });
  expect(after.ink).toBeNull();
  expect(after.story?.chat.at(-1)).toMatchObject({ member: null, aside: true });
});
