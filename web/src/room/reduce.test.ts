import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type AnyEvent, type RoomView, RULES, WINDOW } from "../protocol";
import { fold, type Story, textOf } from "./story";

interface Recorded {
  name: string;
  events: AnyEvent[];
  view: RoomView;
}

/** Rooms that the server's own `apply` folded: those of this folder, and those that the server's tests fold too. */
const SHELVES = [new URL("./recorded/", import.meta.url), new URL("../../../tests/recorded/", import.meta.url)];

/** As many as AnyEvent has; tests/proof/test_recorded.py holds the files to them by name. */
const EVENT_KINDS = 49;

/** What 0.1 did not say yet, by the name of the field that holds it. Its files stay as they were recorded. */
const SINCE: Readonly<Record<string, object>> = {
  rules: {
    words: null,
    slow_seconds: null,
    lobby: false,
    locked: false,
    newcomers: "writer",
    characters: "everyone",
    tone: null,
    style: null,
    words_to_learn: [],
    age: "adult",
    secret_votes: false,
    vote_seconds: 60,
    manner: RULES.manner,
    media: RULES.media,
  },
  member: { role: "writer", character: null },
  turn: { taken: [], nudged: [] },
  passage: {
    authors: [],
    branch: 0,
    reactions: {},
    notes: [],
    woven: [],
    threads: [],
    stands_for: null,
    media: [],
    picture: "",
  },
  choices: { by: [] },
  generation: { branch: 0, woven: [], stands_for: null },
  beat: { picture: "" },
  view: { vote: null, branch: 0, branches: [], complete: false, media: [], cast: [] },
};

const EVENTS_SINCE: Readonly<Record<string, object>> = {
  "passage.revised": { threads: [] },
  "chat.posted": { aside: false },
};

/** For JSON.parse: a message of an older release as the server says it today. */
function today(key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (key === "events") return (value as AnyEvent[]).map((event) => ({ ...EVENTS_SINCE[event.type], ...event }));
  if (key === "passages") return (value as object[]).map((held) => ({ ...SINCE.passage, ...held }));
  if (key === "members")
    return Object.fromEntries(Object.entries(value).map(([id, held]) => [id, { ...SINCE.member, ...held }]));
  return key in SINCE ? { ...SINCE[key], ...value } : value;
}

const recorded: Recorded[] = SHELVES.filter((shelf) => existsSync(shelf)).flatMap((shelf) =>
  readdirSync(shelf)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(new URL(file, shelf), "utf8"), today) as Recorded),
);

const foldAll = (events: readonly AnyEvent[]) => events.reduce<Story | null>(fold, null);

describe("the page's fold", () => {
  test.each(recorded)("of $name is the server's", ({ events, view }) => {
    const story = foldAll(events);
    expect(story && { ...story.view, passages: story.view.passages.slice(-WINDOW) }).toStrictEqual(view);
  });

  test("has recorded rooms with every kind of event", () => {
    const seen = new Set(recorded.flatMap((room) => room.events.map((event) => event.type)));
    expect(seen.size).toBe(EVENT_KINDS);
  });

  test("keeps the words of every version, and what is said aside", () => {
    const room = recorded.find((one) => one.name === "free-with-a-coauthor");
    const story = foldAll(room?.events ?? []);
    const edited = story?.view.passages[1];
    expect(edited?.versions.map((version) => story && textOf(story, edited.id, version))).toEqual([
      "Nobody screamed.",
      "Nobody screamed, until the crab came out.",
    ]);
    expect(story?.chat.map((line) => line.text)).toEqual(["the notice should say which Thursday"]);
  });

  test("does not mind an event about a passage that the page does not hold", () => {
    const room = recorded.find((one) => one.name === "free-with-a-coauthor");
    const story = foldAll(room?.events ?? []);
    if (!story) throw new Error("no story");
    const held: Story = { ...story, view: { ...story.view, passages: story.view.passages.slice(1) } };
    const seq = held.view.seq + 1;
    const at = "2026-11-21T10:00:00Z";
    const event: AnyEvent = { type: "passage.retracted", room: held.view.id, seq, at, passage: 1 };
    expect(fold(held, event).view).toEqual({ ...held.view, seq, choices: null });
  });
});
