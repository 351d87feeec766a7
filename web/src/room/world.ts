// A small room for tests.

import type { Member, Passage, RoomView } from "../protocol";
import { RULES } from "../protocol";
import { EMPTY, type RoomState } from "./state";

export const AT = "2026-11-21T09:00:00Z";
export const AMINA = "11111111-1111-4111-8111-111111111111";
export const MAREK = "22222222-2222-4222-8222-222222222222";
export const JUN = "33333333-3333-4333-8333-333333333333";

const seat = (id: string, name: string, colour: number): Member => ({
  id,
  name,
  colour,
  status: "in",
  muted: false,
  role: "writer",
  character: null,
});

export const view: RoomView = {
  id: "room",
  seq: 3,
  title: "The Sea Is Out",
  premise: "Tonight it lights itself.",
  language: "en",
  genre: "mystery",
  mode: "free",
  rules: {
    timer_seconds: null,
    live_drafts: true,
    coauthor: true,
    manner: RULES.manner,
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
    media: RULES.media,
    secret_votes: false,
    vote_seconds: 60,
  },
  host: AMINA,
  members: { [AMINA]: seat(AMINA, "Amina", 0), [MAREK]: seat(MAREK, "Marek", 1), [JUN]: seat(JUN, "Jun", 2) },
  turn: { number: 1, kind: "open", speakers: [], taken: [], nudged: [], began_at: AT, deadline: null },
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

export const inTurn = (speaker: string): RoomView => ({
  ...view,
  mode: "round_robin",
  turn: { number: 2, kind: "people", speakers: [speaker], taken: [], nudged: [], began_at: AT, deadline: null },
});

export const state = (of: RoomView = view): RoomState => ({
  ...EMPTY,
  you: AMINA,
  here: new Set(Object.keys(of.members)),
  story: { view: of, texts: {}, chat: [], earlier: false },
});

export const passage = (id: number, author: string | null, branch = 0): Passage => ({
  id,
  turn: 1,
  author,
  asked_by: null,
  at: AT,
  versions: [id],
  version: id,
  authors: [],
  status: "complete",
  branch,
  reactions: {},
  notes: [],
  woven: [],
  threads: [],
  stands_for: null,
  media: [],
  picture: "",
});
