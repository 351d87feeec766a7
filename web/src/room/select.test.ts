import { expect, test } from "vitest";
import type { Generation } from "../protocol";
import {
  atWork,
  authors,
  awaited,
  leads,
  lengthOf,
  mayBePlayed,
  maySteer,
  mayWrite,
  missing,
  newestLines,
  nextWriter,
  overtook,
  paragraphs,
  slowUntil,
  speaking,
  told,
  wordsIn,
  writerOf,
} from "./select";
import { AMINA, AT, inTurn, JUN, MAREK, passage, state, view } from "./world";

const everybody = (mode: "relay" | "round", taken: string[]) => {
  const turn = { ...inTurn(AMINA).turn, speakers: [AMINA, MAREK, JUN], taken } as NonNullable<typeof view.turn>;
  return { ...view, mode, turn };
};
const seat = (member: string, changes: object) => ({
  ...view,
  members: { ...view.members, [member]: { ...view.members[member], ...changes } } as typeof view.members,
});

test("anybody writes in an open turn, only its speaker in another; nobody muted, and nobody in a paused story", () => {
  expect(mayWrite(view, MAREK)).toBe(true);
  expect(mayWrite(inTurn(JUN), MAREK)).toBe(false);
  expect(mayWrite(inTurn(JUN), JUN)).toBe(true);
  expect(mayWrite({ ...view, frozen: true }, MAREK)).toBe(false);
  const muted = { ...view.members, [MAREK]: { ...view.members[MAREK], muted: true } } as typeof view.members;
  expect(mayWrite({ ...view, members: muted }, MAREK)).toBe(false);
});

test("the host, the speaker and who asked lead the co-author", () => {
  const room = inTurn(JUN);
  expect([AMINA, JUN, MAREK].map((member) => maySteer(room, member))).toEqual([true, true, false]);
});

test("who is next is the next seat of somebody who is here", () => {
  expect(nextWriter(state(inTurn(AMINA)))?.name).toBe("Marek");
  expect(nextWriter({ ...state(inTurn(AMINA)), here: new Set([AMINA, JUN]) })?.name).toBe("Jun");
  expect(nextWriter(state(inTurn(JUN)))?.name).toBe("Amina");
});

test("length is counted as the server counts it, and blank lines make no paragraphs", () => {
  expect(lengthOf("🕯️é")).toBe(3);
  expect(paragraphs("One.\n\n  \nTwo.\nThree.")).toEqual(["One.", "Two.", "Three."]);
});

test("in a relay each writes once; a hidden line may be changed, but the room no longer waits for it", () => {
  expect([AMINA, MAREK].map((who) => mayWrite(everybody("relay", [MAREK]), who))).toEqual([true, false]);
  const round = everybody("round", [MAREK]);
  expect([AMINA, MAREK].map((who) => mayWrite(round, who))).toEqual([true, true]);
  expect([AMINA, MAREK].map((who) => awaited(round, who))).toEqual([true, false]);
  expect(missing(round).map(({ name }) => name)).toEqual(["Amina", "Jun"]);
  const reading = { ...round, members: seat(JUN, { role: "reader" }).members };
  expect([speaking(reading), missing(reading)].map((all) => all.map(({ name }) => name))).toEqual([
    ["Amina", "Marek"],
    ["Amina"],
  ]);
});

test("readers do not write, a complete story is not written, and co-hosts lead", () => {
  expect(mayWrite(seat(MAREK, { role: "reader" }), MAREK)).toBe(false);
  expect(mayWrite({ ...view, complete: true }, MAREK)).toBe(false);
  expect([leads(seat(MAREK, { role: "cohost" }), MAREK), leads(view, MAREK)]).toEqual([true, false]);
});

test("a branch is read from where it left its parent", () => {
  const fork = (id: number, parent: number, after: number) => ({ id, name: `${id}`, by: null, parent, after });
  const passages = [
    passage(4, AMINA),
    passage(5, AMINA),
    passage(7, JUN, 6),
    passage(8, JUN, 6),
    passage(10, AMINA, 9),
  ];
  const tree = { ...view, passages, branches: [fork(6, 0, 4), fork(9, 6, 7)] };
  const ids = (branch: number) => told(tree, branch).map(({ id }) => id);
  expect([ids(0), ids(6), ids(9)]).toEqual([
    [4, 5],
    [4, 7, 8],
    [4, 7, 10],
  ]);
});

test("each leaf has its own writer", () => {
  const leaves = { ...passage(4, JUN), versions: [4, 5, 6], version: 5, authors: [MAREK, JUN, null] };
  expect([writerOf(leaves), writerOf(leaves, 4), writerOf(leaves, 6)]).toEqual([JUN, MAREK, null]);
  expect([writerOf(passage(4, JUN)), writerOf(passage(4, null))]).toEqual([JUN, null]);
});

test("words are counted as the server counts them, and a slow pace from one's last passage", () => {
  expect(wordsIn("L’été, à vingt-et-une heures: don't 2nd_try — …")).toBe(6);
  const slow = { ...view, rules: { ...view.rules, slow_seconds: 30 }, passages: [passage(4, AMINA), passage(5, JUN)] };
  expect([slowUntil(slow, AMINA), slowUntil(slow, MAREK), slowUntil(view, AMINA)]).toEqual([
    Date.parse(AT) + 30_000,
    0,
    0,
  ]);
});

const writing: Generation = {
  id: 8,
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

test("what the co-author says aside is not work on the story, and brings no new lines", () => {
  const aside = { ...view, passages: [passage(5, AMINA)], generation: { ...writing, kind: "aside" as const } };
  expect([atWork(aside), newestLines(aside)]).toEqual([null, 5]);
  expect(newestLines({ ...aside, generation: writing })).toBe(8);
});

test("a line that came in while the co-author writes is told to its writer alone", () => {
  const room = (mine: number) => ({ ...view, passages: [passage(mine, MAREK)], generation: writing });
  expect([MAREK, AMINA].map((who) => overtook(room(9), who))).toEqual([true, false]);
  expect(overtook(room(7), MAREK)).toBe(false);
  expect(overtook({ ...room(9), generation: null }, MAREK)).toBe(false);
});

test("the co-author may play whose seat is kept while they are away, if they play somebody", () => {
  const marek = { ...view.members[MAREK], character: "The ferryman" } as NonNullable<(typeof view.members)[string]>;
  expect(mayBePlayed(marek, new Set([AMINA]))).toBe(true);
  expect(mayBePlayed(marek, new Set([AMINA, MAREK]))).toBe(false);
  expect(mayBePlayed({ ...marek, character: null }, new Set())).toBe(false);
  expect(mayBePlayed({ ...marek, status: "left" }, new Set())).toBe(false);
});

test("whose line was woven into a passage is among its authors", () => {
  const left = seat(MAREK, { status: "left" });
  const woven = { ...passage(9, null), woven: [5, 6] };
  const room = { ...left, passages: [passage(5, AMINA), passage(6, MAREK), woven] };
  expect(authors(room).map(({ name }) => name)).toEqual(["Amina", "Marek", "Jun"]);
});
