import type { LintKind } from "harper.js";
import { expect, test } from "vitest";
import { AGES, type Age } from "../protocol";
import { american, around, type Change, changesOf, doubt, follow, plain } from "./changes";
import { fitting } from "./fit";
import { STRENGTH } from "./strength";

const finding = (text: string, from: string, kind: LintKind, ...options: string[]) => {
  const start = text.indexOf(from);
  return { start, end: start + from.length, kind, note: "", options };
};
const change = (text: string, from: string, kind: LintKind, ...options: string[]): Change[] =>
  changesOf(text, [finding(text, from, kind, ...options)]);
const first = (changes: readonly Change[]): Change => {
  const [one] = changes;
  if (!one) throw new Error("no change");
  return one;
};

test("a finding becomes one change with a reason of the page’s own and at most three ways", () => {
  const [one] = change("The dragonn slept.", "dragonn", "Spelling", "dragon", "dragon", "dragoon", "dragons", "drag");
  expect(one).toEqual({
    start: 4,
    end: 11,
    from: "dragonn",
    to: ["dragon", "dragoon", "dragons"],
    why: "spelling",
    note: "",
  });
  expect(first(change("To Parris.", "Parris", "Spelling", "Parr's", "Paris")).to).toEqual(["Paris", "Parr's"]);
  expect(first(change("They was late.", "was", "Agreement", "were")).why).toBe("grammar");
  expect(first(change("It was was late.", "was was", "Repetition", "was")).why).toBe("twice");
});

test("of findings that overlap the smaller stays, and a mistake before style; all in the order of the text", () => {
  const text = "Teh dragonn.";
  const both = [finding(text, "dragonn", "Spelling", "dragon"), finding(text, "Teh", "Typo", "The")];
  const over = finding(text, "Teh dragonn", "Style", "Dragons");
  expect(changesOf(text, [...both, over]).map(({ from }) => from)).toEqual(["Teh", "dragonn"]);
  const cold = "It was very cold , he said.";
  const style = finding(cold, "very cold", "Enhancement", "freezing");
  expect(changesOf(cold, [style, finding(cold, "cold ,", "Punctuation", "cold,")]).map(({ from }) => from)).toEqual([
    "cold ,",
  ]);
});

test("a space that goes is shown with its neighbours, and a single capital stays one letter", () => {
  expect(first(change("Very cold , he said.", " ,", "Punctuation", ","))).toMatchObject({ from: " ,", to: [","] });
  const text = "Very cold , he said.";
  const [space] = changesOf(text, [{ start: 9, end: 10, kind: "Punctuation", note: "", options: [""] }]);
  expect(space).toMatchObject({ start: 5, end: 11, from: "cold ,", to: ["cold,"] });
  expect(first(change("A elephant", "A", "Miscellaneous", "AN")).to).toEqual(["An"]);
});

test("every English is right, and what marks a region is nobody’s mistake", () => {
  expect(american("colour")).toBe("color");
  for (const [british, other] of [
    ["harbour", "harbor"],
    ["grey", "gray"],
    ["theatre", "theater"],
    ["realised", "realized"],
    ["travelled", "traveled"],
    ["defence", "defense"],
  ] as const)
    expect(change(`The ${british} again.`, british, "Spelling", "x", other)).toEqual([]);
  expect(change("A lorry.", "lorry", "Regionalism", "truck")).toEqual([]);
  expect(change("It was realy late.", "realy", "Spelling", "really")).toHaveLength(1);
});

test("how characters speak is their affair: no style within quotation marks, and their clipped words stay", () => {
  expect(change("“It is very cold,” he said.", "very cold", "Enhancement", "freezing")).toEqual([]);
  expect(change('"It is very cold," he said.', "very cold", "Enhancement", "freezing")).toEqual([]);
  expect(change("“Go.” It was very cold.", "very cold", "Enhancement", "freezing")).toHaveLength(1);
  expect(change("“Wot yer doin’ here?”", "doin", "Typo", "do in")).toEqual([]);
  expect(change("“Come 'ere!”", "ere", "Spelling", "era")).toEqual([]);
});

test("only a small word that is one letter off is a plain misspelling", () => {
  const is = (from: string, to: string, kind: LintKind = "Spelling") =>
    plain(first(change(`so ${from} so`, from, kind, to)));
  expect(is("dragonn", "dragon")).toBe(true);
  expect(is("teh", "the", "Typo")).toBe(true);
  expect(is("chateau", "château")).toBe(true);
  expect(is("creeped", "cheeped")).toBe(true);
  expect(is("wispered", "murmured")).toBe(false);
  expect(is("Parris", "Paris")).toBe(false);
  expect(is("was", "were", "Agreement")).toBe(false);
});

test("changes go along with a text that is written on, and go when their own words are touched", () => {
  const text = "The dragonn was was here.";
  const changes = [...change(text, "dragonn", "Spelling", "dragon"), ...change(text, "was was", "Repetition", "was")];
  const told = (after: string) => follow(changes, text, after).map(({ start, end }) => after.slice(start, end));
  expect(told(text)).toEqual(["dragonn", "was was"]);
  expect(told("The dragon was was here.")).toEqual(["was was"]);
  expect(told("Once the dragonn was was here.")).toEqual(["dragonn", "was was"]);
  expect(told("The dragonn was was here. Then he left.")).toEqual(["dragonn", "was was"]);
  expect(told("The dragonn was not here.")).toEqual(["dragonn"]);
  expect(told("")).toEqual([]);
});

test("what stands around a change is cut between words, and never from another line", () => {
  const text =
    "A first line.\nIn a long and winding corridor of the old castle a dragonn slept and snored until the morning bells.";
  const { before, after } = around(text, first(change(text, "dragonn", "Spelling", "dragon")));
  expect(before).toBe("… winding corridor of the old castle a ");
  expect(after).toBe(" slept and snored until the morning …");
  const short = "So.\nThe dragonn.\nSo.";
  expect(around(short, first(change(short, "dragonn", "Spelling", "dragon")))).toEqual({ before: "The ", after: "." });
});

test("a doubt is the same wherever its words are, and another one where something else is offered", () => {
  const of = (text: string, ...to: string[]) => doubt(first(change(text, "dragonn", "Spelling", ...to)));
  expect(of("Yes. The dragonn.", "dragon")).toBe(of("A dragonn?", "dragon"));
  expect(of("The dragonn.", "dragon")).not.toBe(of("The dragonn.", "dragoon"));
});

test("no word is offered that the house would withhold at this age; what has no other way is passed over", () => {
  const offered = (age: Age, ...options: string[]) =>
    changesOf("A cunf.", [finding("A cunf.", "cunf", "Spelling", ...options)], fitting(age, "en")).flatMap(
      ({ to }) => to,
    );
  expect(offered("6-9", "cunt", "cuff")).toEqual(["cuff"]);
  expect(offered("16-17", "cunts")).toEqual([]);
  expect(offered("adult", "cunt", "cuff")).toEqual(["cunt", "cuff"]);
  expect(offered("6-9", "putain", "peacock", "cockpit", "assess")).toEqual(["peacock", "cockpit", "assess"]);
  expect(["6-9", "adult"].map((age) => fitting(age as Age, "fr")("enculé"))).toEqual([false, true]);
});

test("the younger the room, the less is pointed out at once", () => {
  const bands = AGES.map((age) => STRENGTH[age]);
  expect(bands.map(({ most }) => most)).toEqual([3, 5, 8, 12, Number.POSITIVE_INFINITY]);
  expect(bands.map(({ kinds }) => kinds.length)).toEqual([5, 7, 7, 8, 8]);
  expect(STRENGTH["6-9"].kinds).toEqual(["spelling", "capital", "grammar", "twice", "together"]);
  expect(bands.map(({ notes }) => notes)).toEqual([false, false, true, true, true]);
});
