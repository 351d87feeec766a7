import { expect, test } from "vitest";
import type { Made, Media } from "../protocol";
import { AMINA, AT, MAREK, passage, view } from "../room/world";
import { align } from "./lit";
import { audible, HOUSE, heardStory, playable, readers, soundOf } from "./playlist";
import { clock, sentenceStarts, sentenceTimes, spokenWords, step, wordAt } from "./timings";
import { joined, wav } from "./wav";

const made: Made = {
  files: [
    { id: "ogg", type: "audio/ogg", bytes: 9, width: 0, height: 0 },
    { id: "mp3", type: "audio/mpeg", bytes: 9, width: 0, height: 0 },
    { id: "json", type: "application/json", bytes: 9, width: 0, height: 0 },
  ],
  alt: "",
  colours: [],
  seconds: 3,
  estimated: false,
  provider: "quick",
  model: "",
};

const media = (id: number, of: Partial<Media> = {}): Media => ({
  id,
  kind: "voice",
  passage: 4,
  version: 4,
  character: null,
  by: null,
  wish: "",
  take: 1,
  source: null,
  at: AT,
  state: "ready",
  attempt: 1,
  percent: 100,
  why: null,
  made,
  ...of,
});

const TEXT = "A 🦊 ran. “Ça va ?” she said.\n\nIt did.";

test("the house counts characters, and the page finds the same words in halves of them", () => {
  const words = spokenWords(TEXT, {
    words: [
      [0, 1, 0, 90],
      [2, 3, 90, 200],
      [4, 8, 200, 500],
      [99, 120, 600, 700],
    ],
  });
  expect(words.map(({ start, end }) => TEXT.slice(start, end))).toEqual(["A", "🦊", "ran."]);
});

test("a word is found by its time, stays lit for a moment after it, and not for ever", () => {
  const words = spokenWords("one two", {
    words: [
      [0, 3, 100, 400],
      [4, 7, 1000, 1400],
    ],
  });
  expect([0, 99, 100, 399, 650, 720, 1000, 1600, 1800].map((ms) => wordAt(words, ms))).toEqual([
    -1, -1, 0, 0, 0, -1, 1, 1, -1,
  ]);
  expect(wordAt([], 5)).toBe(-1);
});

test("steps lead from sentence to sentence, and out of the passage at its ends", () => {
  const starts = sentenceStarts("It rained. He ran. “Why?”", "en");
  const words = spokenWords("It rained. He ran. “Why?”", {
    words: [
      [0, 2, 50, 200],
      [3, 9, 200, 900],
      [11, 13, 2000, 2100],
      [14, 17, 2100, 2600],
      [20, 23, 4000, 4400],
    ],
  });
  const times = sentenceTimes(words, starts);
  expect(times).toEqual([50, 2000, 4000]);
  expect(step(times, 300, 1, 5000)).toBe(2000);
  expect(step(times, 4100, 1, 5000)).toBeNull();
  expect(step(times, 3900, -1, 5000)).toBe(2000);
  expect(step(times, 2500, -1, 5000)).toBe(50);
  expect(step(times, 400, -1, 5000)).toBeNull();
  expect(step([300, 3600, 4260], 4260, -1, 9000)).toBe(3600);
  expect(step([], 25_000, -1, 60_000)).toBe(15_000);
  expect(step([], 55_000, 1, 60_000)).toBeNull();
});

test("a text is found in the pieces that the page made of it, whatever the spaces", () => {
  const pieces = ["A 🦊 ran. ", "“Ça va\u202f?”", " she said.", "It did."];
  const places = align(TEXT, pieces);
  expect(places).not.toBeNull();
  const at = TEXT.indexOf("did");
  expect([places?.node[at], places?.offset[at]]).toEqual([3, 3]);
  expect(places?.node[1]).toBe(-1);
  expect(align(TEXT, [...pieces, "More."])).toBeNull();
  expect(align(TEXT, ["Another text."])).toBeNull();
});

test("woven passages are read in the place of their lines, and nothing that is unfinished", () => {
  const all = [
    { ...passage(1, AMINA), status: "proposed" as const },
    passage(2, AMINA),
    passage(3, MAREK),
    { ...passage(4, null), woven: [2, 3] },
    { ...passage(5, null), status: "partial" as const },
    passage(6, AMINA, 9),
  ];
  expect(heardStory({ ...view, passages: all }).map(({ id }) => id)).toEqual([4]);
});

test("a passage sounds in the chosen voice, else in the house's, and never in that of older words", () => {
  const own = media(7, { kind: "recording", by: AMINA });
  const house = media(8);
  const old = media(9, { version: 3 });
  const failed = media(10, { state: "failed", made: null });
  const of = (...held: Media[]) => ({ ...passage(4, MAREK), media: held });
  expect(soundOf(of(own, house), AMINA, true)?.id).toBe(7);
  expect(soundOf(of(own, house), HOUSE, true)?.id).toBe(8);
  expect(soundOf(of(own, house), MAREK, true)?.id).toBe(8);
  expect(soundOf(of(own), HOUSE, true)).toBeNull();
  expect(soundOf(of(own), HOUSE, false)?.id).toBe(7);
  expect(soundOf(of(old), HOUSE, true)).toBeNull();
  expect(soundOf(of(house, failed), HOUSE, true)?.id).toBe(8);
  expect(soundOf(of(media(11), house), HOUSE, true)?.id).toBe(11);
  const story = { ...view, passages: [of(own, house)] };
  expect(readers(story).map(({ name }) => name)).toEqual(["Amina"]);
  const silent = { ...view.rules, media: { ...view.rules.media, voices: false } };
  expect(audible({ ...view, rules: silent })).toBe(false);
  expect(audible({ ...story, rules: silent })).toBe(true);
});

test("a browser without Opus gets the other file", () => {
  expect(playable(media(1), () => true)?.id).toBe("ogg");
  expect(playable(media(1), (type) => type === "audio/mpeg")?.id).toBe("mp3");
  expect(playable(media(1), () => false)).toBeNull();
});

test("a recording is a WAV of one channel and 16 bits, and what is too loud is cut", async () => {
  const samples = joined([new Float32Array([0, 0.5]), new Float32Array([-0.5, 2, -2])]);
  const bytes = new DataView(await wav(samples, 24_000).arrayBuffer());
  const letters = (at: number) => String.fromCharCode(...[0, 1, 2, 3].map((index) => bytes.getUint8(at + index)));
  expect([letters(0), letters(8), letters(12), letters(36)]).toEqual(["RIFF", "WAVE", "fmt ", "data"]);
  expect(bytes.byteLength).toBe(44 + 10);
  expect([bytes.getUint16(22, true), bytes.getUint32(24, true), bytes.getUint16(34, true)]).toEqual([1, 24_000, 16]);
  expect([0, 1, 2, 3, 4].map((index) => bytes.getInt16(44 + 2 * index, true))).toEqual([
    0, 16384, -16383, 32767, -32767,
  ]);
});

test("time is told in minutes and seconds", () => {
  expect([0, 9.9, 60, 754].map(clock)).toEqual(["0:00", "0:09", "1:00", "12:34"]);
});
