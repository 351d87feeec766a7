// Generated from rooms/protocol.py and rooms/errors.py by server/generate.py. Do not edit.

export const PROTOCOL_VERSION = 1 as const;
export const CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY" as const;
export const WINDOW = 50 as const;
export const LIMITS = {
  "passage_chars": 4000,
  "chat_chars": 500,
  "retract_seconds": 60
} as const;
export const LANGUAGES = [
  "en",
  "fr"
] as const;
export const GENRES = [
  "fairy_tale",
  "fantasy",
  "mystery",
  "science_fiction",
  "adventure",
  "everyday"
] as const;
export const MODES = [
  "free",
  "round_robin",
  "duet"
] as const;
export const REFUSALS = {
  "bad_message": [
    "field",
    "problem"
  ],
  "banned": [],
  "broken": [],
  "busy": [],
  "coauthor_off": [],
  "coauthor_silent": [],
  "coauthor_writing": [],
  "frozen": [],
  "host_only": [],
  "muted": [],
  "no_such_choice": [],
  "no_such_member": [],
  "no_such_mode": [],
  "no_such_passage": [],
  "no_such_room": [],
  "no_such_version": [],
  "not_here": [],
  "not_partial": [],
  "not_to_yourself": [],
  "not_your_turn": [],
  "not_yours": [],
  "nothing_written": [],
  "restarting": [],
  "room_full": [
    "limit"
  ],
  "signed_out": [],
  "ticket_refused": [],
  "too_fast": [
    "seconds"
  ],
  "too_late_to_retract": [
    "seconds"
  ],
  "too_long": [
    "length",
    "limit"
  ],
  "too_many_guesses": [
    "seconds"
  ],
  "too_many_versions": [
    "limit"
  ],
  "turn_is_over": [],
  "unknown_command": []
} as const;
export type Language = (typeof LANGUAGES)[number];
export type Genre = (typeof GENRES)[number];
export type ModeName = (typeof MODES)[number];
export type RefusalCode = keyof typeof REFUSALS;
export type CommandName = keyof CommandMap;

export type AnyEvent =
  | RoomCreated
  | MemberJoined
  | MemberLeft
  | MemberMuted
  | HostPassed
  | StoryRenamed
  | ModeSet
  | RulesSet
  | RoomFrozen
  | TurnBegan
  | TurnPassed
  | PassageAdded
  | PassageRevised
  | PassageChosen
  | PassageKept
  | PassageRetracted
  | ChoicesOffered
  | GenerationStarted
  | GenerationRestarted
  | GenerationStopped
  | GenerationEnded
  | ChatPosted;
export type AnySignal = Presence | Typing | Draft | GenerationDelta | ServerRestarting;
export type Answer = Receipt | Delta | Snapshot | Refusal;

export interface Protocol {
  AnyEvent: AnyEvent;
  AnySignal: AnySignal;
  Answer: Answer;
  CommandMap: CommandMap;
  Http: Http;
}
export interface RoomCreated {
  room: string;
  seq: number;
  at: string;
  type: "room.created";
  title: string;
  language: "en" | "fr";
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  mode: "free" | "round_robin" | "duet";
  rules: Rules;
  text: string;
}
/**
 * What the host chose for this room.
 */
export interface Rules {
  timer_seconds: number | null;
  live_drafts: boolean;
  coauthor: boolean;
}
export interface MemberJoined {
  room: string;
  seq: number;
  at: string;
  type: "member.joined";
  member: Member;
}
/**
 * A seat. It stays when its owner goes, so that returning means the same seat and colour.
 */
export interface Member {
  id: string;
  name: string;
  colour: number;
  status: "in" | "left" | "kicked" | "banned";
  muted: boolean;
}
export interface MemberLeft {
  room: string;
  seq: number;
  at: string;
  type: "member.left";
  member: string;
  status: "left" | "kicked" | "banned";
}
export interface MemberMuted {
  room: string;
  seq: number;
  at: string;
  type: "member.muted";
  member: string;
  muted: boolean;
}
export interface HostPassed {
  room: string;
  seq: number;
  at: string;
  type: "host.passed";
  member: string | null;
}
export interface StoryRenamed {
  room: string;
  seq: number;
  at: string;
  type: "story.renamed";
  title: string;
}
export interface ModeSet {
  room: string;
  seq: number;
  at: string;
  type: "mode.set";
  mode: "free" | "round_robin" | "duet";
}
export interface RulesSet {
  room: string;
  seq: number;
  at: string;
  type: "rules.set";
  rules: Rules;
}
export interface RoomFrozen {
  room: string;
  seq: number;
  at: string;
  type: "room.frozen";
  frozen: boolean;
}
/**
 * Also sent when the clock of a turn is set anew: same number, other deadline.
 */
export interface TurnBegan {
  room: string;
  seq: number;
  at: string;
  type: "turn.began";
  turn: Turn;
}
/**
 * Who may write now. ``open``: any writer; ``nobody``: waits until somebody returns.
 */
export interface Turn {
  number: number;
  kind: "open" | "people" | "coauthor" | "nobody";
  speakers: string[];
  began_at: string;
  deadline: string | null;
}
/**
 * A turn ended without a passage.
 */
export interface TurnPassed {
  room: string;
  seq: number;
  at: string;
  type: "turn.passed";
  turn: number;
  member: string | null;
  why: "passed" | "skipped" | "expired" | "absent";
}
export interface PassageAdded {
  room: string;
  seq: number;
  at: string;
  type: "passage.added";
  passage: Passage;
  text: string;
}
/**
 * A passage without its words. ``id`` and each version are the seq of the event that wrote it.
 */
export interface Passage {
  id: number;
  turn: number;
  author: string | null;
  asked_by: string | null;
  at: string;
  versions: number[];
  version: number;
  status: "complete" | "partial" | "retracted";
}
/**
 * A new version, which is now the one that is read; the version's number is this event's seq.
 */
export interface PassageRevised {
  room: string;
  seq: number;
  at: string;
  type: "passage.revised";
  passage: number;
  by: string | null;
  status: "complete" | "partial";
  text: string;
}
export interface PassageChosen {
  room: string;
  seq: number;
  at: string;
  type: "passage.chosen";
  passage: number;
  version: number;
}
export interface PassageKept {
  room: string;
  seq: number;
  at: string;
  type: "passage.kept";
  passage: number;
}
export interface PassageRetracted {
  room: string;
  seq: number;
  at: string;
  type: "passage.retracted";
  passage: number;
}
/**
 * Replaces earlier choices; the next passage clears them.
 */
export interface ChoicesOffered {
  room: string;
  seq: number;
  at: string;
  type: "choices.offered";
  choices: Choices;
}
/**
 * Ways on that the co-author offers after a passage.
 */
export interface Choices {
  passage: number;
  options: string[];
}
export interface GenerationStarted {
  room: string;
  seq: number;
  at: string;
  type: "generation.started";
  generation: Generation;
}
/**
 * The co-author at work. ``fence`` grows when another process takes over.
 */
export interface Generation {
  id: number;
  fence: number;
  by: string | null;
  kind: "new" | "retry" | "continue";
  passage: number | null;
  stopping: boolean;
  began_at: string;
}
export interface GenerationRestarted {
  room: string;
  seq: number;
  at: string;
  type: "generation.restarted";
  generation: number;
  fence: number;
}
/**
 * Somebody asked to stop; the words so far follow as a partial passage.
 */
export interface GenerationStopped {
  room: string;
  seq: number;
  at: string;
  type: "generation.stopped";
  generation: number;
  by: string | null;
}
export interface GenerationEnded {
  room: string;
  seq: number;
  at: string;
  type: "generation.ended";
  generation: number;
  outcome: "complete" | "partial" | "failed" | "dropped";
}
export interface ChatPosted {
  room: string;
  seq: number;
  at: string;
  type: "chat.posted";
  member: string;
  text: string;
}
export interface Presence {
  room: string;
  seq: number;
  type: "presence";
  here: string[];
  gone: string[];
}
export interface Typing {
  room: string;
  seq: number;
  type: "typing";
  member: string;
  typing: boolean;
}
export interface Draft {
  room: string;
  seq: number;
  type: "draft";
  member: string;
  turn: number;
  text: string;
}
/**
 * Words of the co-author from ``offset`` (in characters) of what it has written so far.
 */
export interface GenerationDelta {
  room: string;
  seq: number;
  type: "generation.delta";
  generation: number;
  fence: number;
  offset: number;
  text: string;
}
/**
 * This process is going: reconnect after ``delay_ms`` (spread, so that not all come at once); go on until then.
 */
export interface ServerRestarting {
  room: string;
  seq: number;
  type: "server.restarting";
  delay_ms: number;
}
/**
 * Done and saved; the events up to ``seq`` show it.
 */
export interface Receipt {
  ok: true;
  kind: "receipt";
  seq: number;
}
/**
 * Everything after the asked ``after``, without a gap.
 */
export interface Delta {
  ok: true;
  kind: "delta";
  seq: number;
  events: AnyEvent[];
  now: Now;
}
/**
 * What a page needs beside the log to show this moment.
 */
export interface Now {
  at: string;
  here: string[];
  generation_text: string;
}
/**
 * A reset: forget what you had and begin from here.
 */
export interface Snapshot {
  ok: true;
  kind: "snapshot";
  seq: number;
  epoch: string;
  you: string;
  room: RoomView;
  earlier: boolean;
  texts: PassageText[];
  chat: ChatLine[];
  now: Now;
}
/**
 * The public part of a room, which every member's page holds and folds events into.
 */
export interface RoomView {
  id: string;
  seq: number;
  title: string;
  premise: string;
  language: "en" | "fr";
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  mode: "free" | "round_robin" | "duet";
  rules: Rules;
  host: string | null;
  members: {
    [k: string]: Member;
  };
  turn: Turn | null;
  frozen: boolean;
  passages: Passage[];
  choices: Choices | null;
  generation: Generation | null;
}
export interface PassageText {
  passage: number;
  version: number;
  text: string;
}
export interface ChatLine {
  id: number;
  member: string;
  at: string;
  text: string;
}
/**
 * ``code`` and ``args`` are for the page's own words; ``message`` is English for API users.
 */
export interface Refusal {
  ok: false;
  kind: "refusal";
  code: string;
  args: {
    [k: string]: string | number;
  };
  message: string;
}
export interface CommandMap {
  "room.join": JoinRoom;
  "room.sync": SyncRoom;
  "room.leave": LeaveRoom;
  "turn.submit": SubmitTurn;
  "turn.pass": PassTurn;
  "turn.skip": SkipTurn;
  "choice.pick": PickChoice;
  "passage.retract": RetractPassage;
  "passage.edit": EditPassage;
  "passage.choose": ChooseVersion;
  "story.continue": ContinueStory;
  "story.retry": RetryStory;
  "story.stop": StopStory;
  "story.keep": KeepPartial;
  "story.drop": DropPartial;
  "story.rename": RenameStory;
  "mode.set": SetMode;
  "rules.set": SetRules;
  "host.pass": PassHost;
  "member.kick": KickMember;
  "member.ban": BanMember;
  "member.unban": UnbanMember;
  "member.mute": MuteMember;
  "room.freeze": FreezeRoom;
  "chat.post": PostChat;
  "typing.set": SetTyping;
  "draft.show": ShowDraft;
}
/**
 * Take a seat (or come back to it) and receive the story so far, or what came after ``after``.
 */
export interface JoinRoom {
  op: string;
  as_name: string;
  after?: number | null;
  epoch?: string | null;
}
/**
 * Ask for everything after ``after``: a gap-free delta or an explicit reset.
 */
export interface SyncRoom {
  op: string;
  after: number;
  epoch?: string | null;
}
/**
 * Give up the seat. What was written stays.
 */
export interface LeaveRoom {
  op: string;
}
/**
 * Hand in a passage for the turn that it was written for.
 */
export interface SubmitTurn {
  op: string;
  turn: number;
  text: string;
}
/**
 * Let the next one write.
 */
export interface PassTurn {
  op: string;
  turn: number;
}
/**
 * Host: pass the turn on for whoever has it.
 */
export interface SkipTurn {
  op: string;
  turn: number;
}
/**
 * Hand in one of the offered choices as the passage of this turn.
 */
export interface PickChoice {
  op: string;
  turn: number;
  passage: number;
  option: number;
}
/**
 * Take back one's own last passage within the grace time.
 */
export interface RetractPassage {
  op: string;
  passage: number;
}
/**
 * Write a new version of one's own passage; the old one stays in its history.
 */
export interface EditPassage {
  op: string;
  passage: number;
  text: string;
}
/**
 * Turn to another version of a passage.
 */
export interface ChooseVersion {
  op: string;
  passage: number;
  version: number;
}
/**
 * Ask the co-author to go on; with ``passage``, to finish a partial one. ``hint`` is seen by it alone.
 */
export interface ContinueStory {
  op: string;
  passage?: number | null;
  hint?: string;
}
/**
 * Ask the co-author for another version of its last passage.
 */
export interface RetryStory {
  op: string;
  passage: number;
  hint?: string;
}
/**
 * Stop the co-author now; what it wrote so far stays as a partial passage.
 */
export interface StopStory {
  op: string;
  generation: number;
}
/**
 * Keep a partial passage as it is.
 */
export interface KeepPartial {
  op: string;
  passage: number;
}
/**
 * Drop a partial passage.
 */
export interface DropPartial {
  op: string;
  passage: number;
}
/**
 * Host: give the story another title.
 */
export interface RenameStory {
  op: string;
  title: string;
}
/**
 * Host: change how turns are taken; what is being written is kept in its writer's draft.
 */
export interface SetMode {
  op: string;
  mode: "free" | "round_robin" | "duet";
}
/**
 * Host: change the room's rules.
 */
export interface SetRules {
  op: string;
  rules: RulesInput;
}
/**
 * What the host chose for this room.
 */
export interface RulesInput {
  timer_seconds?: number | null;
  live_drafts?: boolean;
  coauthor?: boolean;
}
/**
 * Host: hand hosting over.
 */
export interface PassHost {
  op: string;
  member: string;
}
/**
 * Host: remove somebody, who may come back with the code.
 */
export interface KickMember {
  op: string;
  member: string;
}
/**
 * Host: remove somebody for good.
 */
export interface BanMember {
  op: string;
  member: string;
}
/**
 * Host: let a banned person come back.
 */
export interface UnbanMember {
  op: string;
  member: string;
}
/**
 * Host: ask somebody to listen, or let them speak again.
 */
export interface MuteMember {
  op: string;
  member: string;
  muted: boolean;
}
/**
 * Host: pause the story for everybody, or let it go on.
 */
export interface FreezeRoom {
  op: string;
  frozen: boolean;
}
/**
 * Say something aside, apart from the story.
 */
export interface PostChat {
  op: string;
  text: string;
}
/**
 * Show that one is typing; it fades by itself.
 */
export interface SetTyping {
  op: string;
  typing: boolean;
}
/**
 * Show one's draft of this turn, where the room shows drafts live.
 */
export interface ShowDraft {
  op: string;
  turn: number;
  text: string;
}
export interface Http {
  NameMe: NameMe;
  NewRoom: NewRoom;
  AskTicket: AskTicket;
  Connect: Connect;
  Me: Me;
  RoomCard: RoomCard;
  Ticket: Ticket;
  PassagePage: PassagePage;
  EventPage: EventPage;
}
export interface NameMe {
  name: string;
}
/**
 * POST /api/rooms.
 */
export interface NewRoom {
  op: string;
  name: string;
  premise: string;
  title?: string | null;
  language?: "en" | "fr";
  genre?: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  mode?: "free" | "round_robin" | "duet";
  rules?: RulesInput;
}
/**
 * POST /api/rooms/{id}/ticket. Whoever has no seat yet shows the code.
 */
export interface AskTicket {
  code?: string | null;
}
/**
 * The auth payload of the Socket.IO CONNECT packet.
 */
export interface Connect {
  protocol: number;
  ticket: string;
}
/**
 * GET or POST /api/me: who this browser is. No account: a signed cookie.
 */
export interface Me {
  person: string | null;
  name: string | null;
}
/**
 * What is told of a room before joining. GET /api/codes/{code}, POST /api/rooms, GET /api/rooms/{id}.
 */
export interface RoomCard {
  id: string;
  code: string;
  title: string;
  premise: string;
  language: "en" | "fr";
  mode: "free" | "round_robin" | "duet";
  host: string | null;
  members: string[];
  member: boolean;
}
/**
 * Opens one socket to one room, once, within a minute.
 */
export interface Ticket {
  ticket: string;
  protocol: number;
}
/**
 * GET /api/rooms/{id}/passages?before=: older passages, oldest first.
 */
export interface PassagePage {
  passages: Passage[];
  texts: PassageText[];
  earlier: boolean;
}
/**
 * GET /api/rooms/{id}/events?after=: the reading fallback where sockets are blocked.
 */
export interface EventPage {
  events: AnyEvent[];
  head: number;
  epoch: string;
}
