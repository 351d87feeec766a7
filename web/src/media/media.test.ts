import { describe, expect, test } from "vitest";
import { type Made, type Media, type Passage, RULES } from "../protocol";
import { AMINA, AT, JUN, MAREK, passage, view } from "../room/world";
import { castOf, figures } from "./cast";
import { byLink, held, inRoom, isLight, mayAsk, mayTakeAway, middle, plates, sourceSet, takes } from "./pictures";

const file = (id: string, width: number) => ({ id, type: "image/webp", bytes: 1, width, height: width }) as const;
const made: Made = {
  files: [file("a", 480), file("b", 960), file("c", 1600)],
  alt: "A lamp.",
  colours: [],
  seconds: 0,
  estimated: false,
  provider: "drawn",
  model: "",
};

const media = (id: number, more: Partial<Media> = {}): Media => ({
  id,
  kind: "plate",
  passage: 1,
  version: 1,
  character: null,
  by: MAREK,
  wish: "",
  take: 1,
  source: null,
  at: AT,
  state: "ready",
  attempt: 1,
  percent: 100,
  why: null,
  made: more.state && more.state !== "ready" ? null : made,
  ...more,
});

const withMedia = (id: number, ...shelf: Media[]): Passage => ({ ...passage(id, AMINA), media: shelf });

describe("a shelf of pictures", () => {
  test("is sorted into what is there, what is waited for and what failed", () => {
    const shelf = [
      media(2),
      media(3, { state: "failed", why: "quota" }),
      media(4),
      media(5, { state: "working" }),
      media(6, { kind: "voice" }),
    ];
    const { ready, busy, failed } = takes(shelf, "plate");
    expect([ready.map(({ id }) => id), busy?.id, failed?.id]).toEqual([[2, 4], 5, 3]);
  });

  test("keeps the portraits of one character, however the name is spelled", () => {
    const shelf = [
      media(2, { kind: "portrait", passage: null, character: "Wren" }),
      media(3, { kind: "portrait", passage: null, character: "Maud" }),
    ];
    expect(takes(shelf, "portrait", "wren").ready.map(({ id }) => id)).toEqual([2]);
  });

  test("of the story has its plates as they are read, and none of another branch", () => {
    const story = {
      ...view,
      branches: [{ id: 9, name: "Inland", by: null, parent: 0, after: 1 }],
      passages: [withMedia(1, media(2)), { ...withMedia(5, media(6)), branch: 9 }, withMedia(7, media(8), media(9))],
    };
    expect(plates(story).map(({ picture }) => picture.id)).toEqual([2, 8, 9]);
    expect(plates({ ...story, branch: 9 }).map(({ picture }) => picture.id)).toEqual([2, 6]);
  });
});

test("a picture's sizes are told to the browser, by member and by link", () => {
  expect(sourceSet(made, inRoom("r"))).toBe(
    "/api/rooms/r/media/a 480w, /api/rooms/r/media/b 960w, /api/rooms/r/media/c 1600w",
  );
  expect(byLink("t/k")("a")).toBe("/api/read/t%2Fk/media/a");
  expect(middle(made)?.id).toBe("b");
});

test("style and palette are held by a picture that is there or made, not by a failed one or a voice", () => {
  const of = (...shelf: Media[]) => held({ ...view, passages: [withMedia(1, ...shelf)] });
  expect(of()).toBe(false);
  expect(of(media(2, { state: "failed" }), media(3, { kind: "voice" }))).toBe(false);
  expect(of(media(2, { state: "waiting" }))).toBe(true);
  expect(held({ ...view, media: [media(2, { kind: "cover", passage: null })] })).toBe(true);
});

test("whoever writes may ask for what the host has not switched off", () => {
  expect(mayAsk(view, MAREK, "plate")).toBe(true);
  expect(mayAsk(view, null, "plate")).toBe(false);
  const off = { ...view, rules: { ...view.rules, media: { ...RULES.media, plates: false } } };
  expect([mayAsk(off, MAREK, "plate"), mayAsk(off, MAREK, "cover")]).toEqual([false, true]);
  const marek = view.members[MAREK];
  if (!marek) throw new Error("nobody");
  const reads = { ...view, members: { ...view.members, [MAREK]: { ...marek, role: "reader" as const } } };
  expect(mayAsk(reads, MAREK, "plate")).toBe(false);
});

test("the host, whoever asked and the passage's author may take a picture away", () => {
  const hung = { ...passage(1, JUN) };
  const may = (who: string | null, by: string | null) => mayTakeAway(view, who, media(2, { by }), hung);
  expect([may(AMINA, null), may(MAREK, MAREK), may(JUN, null), may(MAREK, JUN), may(null, null)]).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test("the cast is everybody whom somebody plays, the co-author plays, or somebody named; each once", () => {
  const amina = view.members[AMINA];
  if (!amina) throw new Error("nobody");
  const story = {
    ...view,
    members: { ...view.members, [AMINA]: { ...amina, character: "Wren" } },
    rules: { ...view.rules, manner: { ...RULES.manner, plays: "Maud" } },
    cast: [
      { character: "wren", look: "A red cap", voice: "young" as const },
      { character: null, look: "", voice: "deep" as const },
    ],
    media: [media(4, { kind: "portrait", passage: null, character: "The crab" })],
  };
  const told = figures(story, ["maud", "Odile"]);
  expect(told.map(({ character, player }) => [character, player])).toEqual([
    ["Wren", "Amina"],
    ["Maud", null],
    ["The crab", undefined],
    ["Odile", undefined],
  ]);
  expect(told[0]).toMatchObject({ look: "A red cap", voice: "young" });
  expect(castOf(story, null).voice).toBe("deep");
});

test("a title is set in ink over a light sky, and in paper over a dark one", () => {
  const sky = (upper: number) => [...Array<number>(8).fill(upper), ...Array<number>(16).fill(0x808080)];
  expect([isLight(sky(0xf0e6d0)), isLight(sky(0x101830)), isLight([])]).toEqual([true, false, false]);
});
