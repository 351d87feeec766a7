// For as long as server/generate.py does not write these.
export interface Resources {
  Archived: Archived;
  Author: Author;
  Branch: Branch;
  Chapter: Chapter;
  Imported: Imported;
  Leaf: Leaf;
  Link: Link;
  Links: Links;
  MakeLink: MakeLink;
  NewCode: NewCode;
  NewLink: NewLink;
  Opened: Opened;
  ReadPassage: ReadPassage;
  Rules: Rules;
  Stories: Stories;
  StoryCard: StoryCard;
  StoryPage: StoryPage;
  Tree: Tree;
}
/**
 * Whether a story is put away. For the others nothing changes.
 */
export interface Archived {
  id: string;
  archived: boolean;
}
export interface Author {
  name: string;
  colour: number;
}
/**
 * A line of the story that leaves branch ``parent`` after passage ``after`` (0: at the very beginning).
 */
export interface Branch {
  id: number;
  name: string;
  by: string | null;
  parent: number;
  after: number;
}
/**
 * A line of the contents, and the passage that it leads to.
 */
export interface Chapter {
  passage: number;
  title: string;
}
/**
 * POST /api/rooms/import: the room that was made of the file, and its code here.
 */
export interface Imported {
  id: string;
  code: string;
  title: string;
  passages: number;
  events: number;
  sha256: string;
  same_id: boolean;
}
/**
 * A passage on the map. ``author`` is a place among the authors; None: the co-author.
 */
export interface Leaf {
  id: number;
  branch: number;
  author: number | null;
  status: "complete" | "partial" | "proposed" | "retracted";
  versions: number;
  reactions: number;
  notes: number;
  opening: string;
}
/**
 * A link, without its secret. ``read``: the story as it is, without a seat. ``invite``: a seat, without the code.
 */
export interface Link {
  id: string;
  kind: "read" | "invite";
  role: "writer" | "reader";
  created_at: string;
  expires_at: string | null;
  uses: number;
}
/**
 * GET /api/rooms/{id}/links: those that are good, newest first.
 */
export interface Links {
  links: Link[];
}
/**
 * POST /api/rooms/{id}/links.
 */
export interface MakeLink {
  kind: "read" | "invite";
  role?: "writer" | "reader";
  hours?: number | null;
}
/**
 * POST /api/rooms/{id}/code: the code that counts from now on.
 */
export interface NewCode {
  code: string;
}
/**
 * A link, just made: ``token`` is told this once and not kept.
 */
export interface NewLink {
  id: string;
  kind: "read" | "invite";
  role: "writer" | "reader";
  created_at: string;
  expires_at: string | null;
  uses: number;
  token: string;
}
/**
 * GET /api/links/{token}: what a link opens.
 */
export interface Opened {
  kind: "read" | "invite";
  role: "writer" | "reader";
  room: string | null;
  title: string;
  premise: string;
  language: "en" | "fr";
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  mode: "free" | "round_robin" | "duet" | "host_picks" | "round" | "vote" | "relay";
  age: "adult";
  rules: Rules;
  host: string | null;
  members: string[];
  complete: boolean;
}
/**
 * What the host chose for this room.
 */
export interface Rules {
  timer_seconds: number | null;
  live_drafts: boolean;
  coauthor: boolean;
  words: number | null;
  slow_seconds: number | null;
  lobby: boolean;
  locked: boolean;
  newcomers: "writer" | "reader";
  characters: "everyone" | "ask" | "own";
  tone: string | null;
  age: "adult";
  secret_votes: boolean;
  vote_seconds: number;
}
/**
 * A passage as it is read. ``author`` is a place among the authors; None: the co-author.
 */
export interface ReadPassage {
  id: number;
  author: number | null;
  at: string;
  text: string;
}
/**
 * GET /api/stories: one's shelf, page by page.
 */
export interface Stories {
  stories: StoryCard[];
  next: string | null;
}
/**
 * A story on one's shelf: one in which one has a seat.
 */
export interface StoryCard {
  id: string;
  title: string;
  premise: string;
  language: "en" | "fr";
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  mode: "free" | "round_robin" | "duet" | "host_picks" | "round" | "vote" | "relay";
  host: string | null;
  names: string[];
  members: number;
  passages: number;
  complete: boolean;
  archived: boolean;
  begun_at: string;
  changed_at: string;
  your_turn: boolean;
}
/**
 * A page of a branch as a book shows it: what was taken back, is being voted on or is hidden is not in it.
 */
export interface StoryPage {
  seq: number;
  title: string;
  premise: string;
  language: "en" | "fr";
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  complete: boolean;
  branch: number;
  authors: Author[];
  coauthor: boolean;
  contents: Chapter[];
  passages: ReadPassage[];
  next: string | null;
}
/**
 * GET /api/rooms/{id}/tree: every passage of every branch, in the order they were written.
 */
export interface Tree {
  seq: number;
  branch: number;
  branches: Branch[];
  authors: Author[];
  passages: Leaf[];
}
