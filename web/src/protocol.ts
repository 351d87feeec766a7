// Generated from rooms/protocol.py and rooms/errors.py by server/generate.py. Do not edit.

export const PROTOCOL_VERSION = 1 as const;
export const CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY" as const;
export const WINDOW = 50 as const;
export const LIMITS = {
  "passage_chars": 4000,
  "chat_chars": 500,
  "retract_seconds": 60,
  "recording_seconds": 420
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
  "duet",
  "host_picks",
  "round",
  "vote",
  "relay"
] as const;
export const REACTIONS = [
  "heart",
  "laugh",
  "gasp",
  "tear",
  "spark"
] as const;
export const AGES = [
  "6-9",
  "10-12",
  "13-15",
  "16-17",
  "adult"
] as const;
export const STYLES = [
  "plain",
  "lyrical",
  "funny",
  "suspense",
  "dialogue",
  "fable",
  "letters"
] as const;
export const MEDIA_KINDS = [
  "plate",
  "cover",
  "portrait",
  "voice",
  "recording"
] as const;
export const PICTURE_STYLES = [
  "realistic",
  "cartoon",
  "artistic",
  "woodcut",
  "watercolour",
  "night"
] as const;
export const PALETTES = [
  "natural",
  "warm",
  "cool",
  "muted",
  "bright"
] as const;
export const VOICES = [
  "even",
  "warm",
  "deep",
  "bright",
  "soft",
  "old",
  "young",
  "rough"
] as const;
export const MEDIA_FAULTS = [
  "broken",
  "unreachable",
  "refused",
  "withheld",
  "quota",
  "budget",
  "unreadable",
  "too_long",
  "unavailable"
] as const;
export const MOST_CHANGES = {
  "6-9": 3,
  "10-12": 5,
  "13-15": 8,
  "16-17": 12,
  "adult": null
} as const;
export const REFUSALS = {
  "age_is_promised": [],
  "already_nudged": [],
  "bad_message": [
    "field",
    "problem"
  ],
  "bad_story_file": [
    "line",
    "field",
    "problem"
  ],
  "banned": [],
  "broken": [],
  "budget_spent": [],
  "busy": [],
  "character_in_use": [
    "character"
  ],
  "coauthor_off": [],
  "coauthor_silent": [],
  "coauthor_writing": [],
  "enough_for_today": [
    "limit"
  ],
  "frozen": [],
  "host_only": [],
  "in_the_lobby": [],
  "key_refused": [],
  "language_not_checked": [],
  "line_is_hidden": [],
  "look_is_held": [],
  "media_off": [
    "media"
  ],
  "muted": [],
  "no_provider_here": [],
  "no_receipt": [],
  "no_such_address": [],
  "no_such_branch": [],
  "no_such_character": [],
  "no_such_choice": [],
  "no_such_key": [],
  "no_such_link": [],
  "no_such_media": [],
  "no_such_member": [],
  "no_such_mode": [],
  "no_such_note": [],
  "no_such_option": [],
  "no_such_passage": [],
  "no_such_room": [],
  "no_such_version": [],
  "no_such_vote": [],
  "not_checked": [],
  "not_fitting": [
    "found",
    "field"
  ],
  "not_here": [],
  "not_partial": [],
  "not_to_yourself": [],
  "not_your_turn": [],
  "not_yours": [],
  "nothing_to_vote_on": [],
  "nothing_written": [],
  "one_speaker_only": [],
  "only_by_cookie": [],
  "please_talk": [],
  "readers_only": [],
  "recordings_not_checked": [],
  "restarting": [],
  "room_full": [
    "limit"
  ],
  "room_locked": [],
  "signed_out": [],
  "slow_down": [
    "seconds"
  ],
  "still_here": [],
  "still_proposed": [],
  "story_complete": [],
  "story_not_complete": [],
  "story_not_fitting": [
    "found",
    "field"
  ],
  "ticket_refused": [],
  "too_fast": [
    "seconds"
  ],
  "too_large": [],
  "too_late_for_it": [],
  "too_late_to_retract": [
    "seconds"
  ],
  "too_long": [
    "length",
    "limit"
  ],
  "too_many_branches": [
    "limit"
  ],
  "too_many_choices": [
    "limit"
  ],
  "too_many_guesses": [
    "seconds"
  ],
  "too_many_keys": [
    "limit"
  ],
  "too_many_links": [
    "limit"
  ],
  "too_many_media": [
    "limit"
  ],
  "too_many_notes": [
    "limit"
  ],
  "too_many_passages": [
    "count",
    "limit"
  ],
  "too_many_versions": [
    "limit"
  ],
  "too_many_words": [
    "words",
    "limit"
  ],
  "too_private": [
    "found",
    "field"
  ],
  "turn_is_over": [],
  "turn_is_taken": [],
  "unknown_command": [],
  "vote_is_open": [],
  "wrong_method": []
} as const;
export const RULES: Rules = {
  "timer_seconds": null,
  "live_drafts": true,
  "coauthor": true,
  "manner": {
    "speaks": "asked",
    "every": 1,
    "silence_seconds": 60,
    "plays": null,
    "length": "medium",
    "note": "",
    "weave": false,
    "understudy": false
  },
  "words": null,
  "slow_seconds": null,
  "lobby": false,
  "locked": false,
  "newcomers": "writer",
  "characters": "everyone",
  "tone": null,
  "style": null,
  "words_to_learn": [],
  "age": "adult",
  "media": {
    "plates": true,
    "cover": true,
    "portraits": true,
    "voices": true,
    "recordings": true,
    "plates_when": "asked",
    "plates_every": 5,
    "aloud": false,
    "style": null,
    "palette": "natural"
  },
  "secret_votes": false,
  "vote_seconds": 60
};
export type Language = (typeof LANGUAGES)[number];
export type Genre = (typeof GENRES)[number];
export type ModeName = (typeof MODES)[number];
export type Age = (typeof AGES)[number];
export type Style = (typeof STYLES)[number];
export type MediaKind = (typeof MEDIA_KINDS)[number];
export type PictureStyle = (typeof PICTURE_STYLES)[number];
export type Palette = (typeof PALETTES)[number];
export type Voice = (typeof VOICES)[number];
export type MediaFault = (typeof MEDIA_FAULTS)[number];
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
  | ChatPosted
  | TurnTaken
  | LeafAdded
  | PassageSettled
  | MemberKnocked
  | MemberNudged
  | RoleGiven
  | CharacterTaken
  | StoryDescribed
  | StoryCompleted
  | StoryReopened
  | VoteOpened
  | VoteCast
  | VoteClosed
  | Reacted
  | NoteAdded
  | NoteSettled
  | BranchForked
  | BranchSwitched
  | BranchRenamed
  | BeatRecorded
  | MediaAsked
  | MediaBegun
  | MediaProgressed
  | MediaReady
  | MediaFailed
  | MediaRemoved
  | CastChanged;
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
  language: string;
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  mode: "free" | "round_robin" | "duet" | "host_picks" | "round" | "vote" | "relay";
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
  manner: Manner;
  words: number | null;
  slow_seconds: number | null;
  lobby: boolean;
  locked: boolean;
  newcomers: "writer" | "reader";
  characters: "everyone" | "ask" | "own";
  tone: string | null;
  style: ("plain" | "lyrical" | "funny" | "suspense" | "dialogue" | "fable" | "letters") | null;
  /**
   * @maxItems 12
   */
  words_to_learn: string[];
  age: "6-9" | "10-12" | "13-15" | "16-17" | "adult";
  media: MediaRules;
  secret_votes: boolean;
  vote_seconds: number;
}
/**
 * How the co-author takes part, as the host chose.
 */
export interface Manner {
  speaks: "asked" | "turns" | "silence";
  every: number;
  silence_seconds: number;
  plays: string | null;
  length: "short" | "medium" | "long";
  note: string;
  weave: boolean;
  understudy: boolean;
}
/**
 * Which pictures and voices may be made for this story, and how its pictures look.
 */
export interface MediaRules {
  plates: boolean;
  cover: boolean;
  portraits: boolean;
  voices: boolean;
  recordings: boolean;
  plates_when: "asked" | "every" | "scene";
  plates_every: number;
  aloud: boolean;
  style: ("realistic" | "cartoon" | "artistic" | "woodcut" | "watercolour" | "night") | null;
  palette: "natural" | "warm" | "cool" | "muted" | "bright";
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
  status: "in" | "left" | "kicked" | "banned" | "waiting" | "withdrawn";
  muted: boolean;
  role: "cohost" | "writer" | "reader";
  character: string | null;
}
export interface MemberLeft {
  room: string;
  seq: number;
  at: string;
  type: "member.left";
  member: string;
  status: "left" | "kicked" | "banned" | "withdrawn";
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
  mode: "free" | "round_robin" | "duet" | "host_picks" | "round" | "vote" | "relay";
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
 * Who may write now. ``open``: any writer; ``vote``: the room votes on what was proposed; ``nobody``: waits until
 * somebody returns.
 */
export interface Turn {
  number: number;
  kind: "open" | "people" | "coauthor" | "vote" | "nobody";
  speakers: string[];
  taken: string[];
  nudged: string[];
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
  authors: (string | null)[];
  status: "complete" | "partial" | "proposed" | "retracted";
  branch: number;
  reactions: {
    [k: string]: string[];
  };
  notes: Note[];
  woven: number[];
  threads: Thread[];
  stands_for: string | null;
  media: Media[];
  picture: string;
}
/**
 * A word in the margin of a passage, or a suggestion of other words for it. ``id`` is the seq of its text.
 */
export interface Note {
  id: number;
  member: string;
  at: string;
  kind: "note" | "suggestion";
  status: "open" | "accepted" | "declined" | "removed";
}
/**
 * Which line a stretch of a woven passage comes from: characters ``start`` to ``end`` of its words.
 */
export interface Thread {
  start: number;
  end: number;
  passage: number;
}
/**
 * Something made beside the words, or at work. ``id`` is the seq of the event that asked for it.
 */
export interface Media {
  id: number;
  kind: "plate" | "cover" | "portrait" | "voice" | "recording";
  passage: number | null;
  version: number | null;
  character: string | null;
  by: string | null;
  wish: string;
  take: number;
  source: string | null;
  at: string;
  state: "waiting" | "working" | "ready" | "failed";
  attempt: number;
  percent: number;
  why:
    | (
        | "broken"
        | "unreachable"
        | "refused"
        | "withheld"
        | "quota"
        | "budget"
        | "unreadable"
        | "too_long"
        | "unavailable"
      )
    | null;
  made: Made | null;
}
/**
 * What came of the work.
 */
export interface Made {
  /**
   * @minItems 1
   * @maxItems 8
   */
  files: MediaFile[];
  alt: string;
  /**
   * @maxItems 24
   */
  colours: number[];
  seconds: number;
  estimated: boolean;
  provider: string;
  model: string;
}
/**
 * A file of the house. GET /api/rooms/{room}/media/{id} leads to it for a short time.
 */
export interface MediaFile {
  id: string;
  type: "image/webp" | "audio/ogg" | "audio/mpeg" | "application/json";
  bytes: number;
  width: number;
  height: number;
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
  status: "complete" | "partial" | "proposed";
  text: string;
  threads: Thread[];
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
 * Ways on that the co-author, and people, offer after a passage. ``by``: who offers each, None the co-author.
 */
export interface Choices {
  passage: number;
  options: string[];
  by: (string | null)[];
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
  kind: "new" | "retry" | "continue" | "weave" | "aside";
  passage: number | null;
  woven: number[];
  stands_for: string | null;
  stopping: boolean;
  began_at: string;
  branch: number;
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
  outcome: "complete" | "partial" | "failed" | "dropped" | "refused" | "withheld";
}
export interface ChatPosted {
  room: string;
  seq: number;
  at: string;
  type: "chat.posted";
  member: string | null;
  text: string;
  aside: boolean;
}
/**
 * One of several speakers had theirs. A line that waits to land with the others is sealed.
 */
export interface TurnTaken {
  room: string;
  seq: number;
  at: string;
  type: "turn.taken";
  turn: number;
  member: string;
}
/**
 * Another proposal for a passage, to be turned to; the one that is read stays.
 */
export interface LeafAdded {
  room: string;
  seq: number;
  at: string;
  type: "leaf.added";
  passage: number;
  author: string | null;
  text: string;
}
/**
 * What was proposed has become the story: this version, whose author now is the passage's.
 */
export interface PassageSettled {
  room: string;
  seq: number;
  at: string;
  type: "passage.settled";
  passage: number;
  version: number;
  author: string | null;
}
/**
 * Somebody waits in the lobby.
 */
export interface MemberKnocked {
  room: string;
  seq: number;
  at: string;
  type: "member.knocked";
  member: Member;
}
export interface MemberNudged {
  room: string;
  seq: number;
  at: string;
  type: "member.nudged";
  member: string;
  by: string;
}
export interface RoleGiven {
  room: string;
  seq: number;
  at: string;
  type: "role.given";
  member: string;
  role: "cohost" | "writer" | "reader";
}
export interface CharacterTaken {
  room: string;
  seq: number;
  at: string;
  type: "character.taken";
  member: string;
  character: string | null;
}
export interface StoryDescribed {
  room: string;
  seq: number;
  at: string;
  type: "story.described";
  language: string;
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
}
export interface StoryCompleted {
  room: string;
  seq: number;
  at: string;
  type: "story.completed";
}
export interface StoryReopened {
  room: string;
  seq: number;
  at: string;
  type: "story.reopened";
}
export interface VoteOpened {
  room: string;
  seq: number;
  at: string;
  type: "vote.opened";
  vote: Vote;
}
/**
 * A question to the room. Yes is option 1 and no is 0; else options are versions, choices or branches.
 *
 * Whoever writes here has one vote and may change it until the count. It ends when all who are here have voted, or
 * when the time is over. Yes needs more than half of the votes. Else most votes win; in a tie what the host voted
 * for, if that is among the first, else what stands first. On a woven passage those vote whose lines are in it, and
 * one no is enough: it is written once more, and after a second no the lines stand as they were.
 */
export interface Vote {
  id: number;
  kind: "end" | "skip" | "choice" | "version" | "branch" | "weave";
  by: string | null;
  passage: number | null;
  member: string | null;
  turn: number | null;
  options: number[];
  secret: boolean;
  closes_at: string;
  cast: string[];
  hands: {
    [k: string]: number;
  };
}
/**
 * ``option`` is None in a secret vote; the ballot is sealed.
 */
export interface VoteCast {
  room: string;
  seq: number;
  at: string;
  type: "vote.cast";
  vote: number;
  member: string;
  option: number | null;
}
/**
 * ``counts`` in the order of the options. ``option``: what was decided; None: nothing.
 */
export interface VoteClosed {
  room: string;
  seq: number;
  at: string;
  type: "vote.closed";
  vote: number;
  counts: number[];
  option: number | null;
}
export interface Reacted {
  room: string;
  seq: number;
  at: string;
  type: "reaction.changed";
  passage: number;
  member: string;
  reaction: "heart" | "laugh" | "gasp" | "tear" | "spark";
  on: boolean;
}
export interface NoteAdded {
  room: string;
  seq: number;
  at: string;
  type: "note.added";
  passage: number;
  note: Note;
  text: string;
}
/**
 * An accepted suggestion is from now on the version that is read, under its own id.
 */
export interface NoteSettled {
  room: string;
  seq: number;
  at: string;
  type: "note.settled";
  passage: number;
  note: number;
  status: "accepted" | "declined" | "removed";
}
export interface BranchForked {
  room: string;
  seq: number;
  at: string;
  type: "branch.forked";
  branch: Branch;
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
export interface BranchSwitched {
  room: string;
  seq: number;
  at: string;
  type: "branch.switched";
  branch: number;
}
/**
 * The trunk appears among the branches when it is first given a name.
 */
export interface BranchRenamed {
  room: string;
  seq: number;
  at: string;
  type: "branch.renamed";
  branch: number;
  name: string;
}
/**
 * What the co-author noted of a version of a passage that it wrote, and which model of which provider it was.
 */
export interface BeatRecorded {
  room: string;
  seq: number;
  at: string;
  type: "beat.recorded";
  passage: number;
  version: number;
  beat: Beat;
  provider: string;
  model: string;
}
/**
 * What the co-author noted of a passage that it wrote: for the cards after it, and for its own memory.
 */
export interface Beat {
  /**
   * @maxItems 4
   */
  choices: string[];
  mood: "calm" | "joyful" | "funny" | "tender" | "wondrous" | "eerie" | "tense" | "sad" | "angry" | "triumphant";
  scene: string;
  /**
   * @maxItems 12
   */
  present: string[];
  /**
   * @maxItems 12
   */
  effects: Effect[];
  summary: string;
  /**
   * @maxItems 40
   */
  used: number[];
  may_end: boolean;
  picture: string;
}
/**
 * What a passage changed in the world of its story.
 *
 * ``add_person``, ``add_place``, ``add_thing``: ``name`` is new, ``value`` says who or what it is. ``set_trait``:
 * ``value`` is true of ``name``. ``move``: ``name`` is now at the place ``value``. ``give``: the thing ``name`` now
 * belongs to ``value``. ``open_thread``: ``name`` is a question that waits, ``value`` what it is about;
 * ``close_thread``: it is answered, by ``value``.
 */
export interface Effect {
  op: "add_person" | "add_place" | "add_thing" | "set_trait" | "move" | "give" | "open_thread" | "close_thread";
  name: string;
  value: string;
}
/**
 * Work is asked for; its job is written together with this event.
 */
export interface MediaAsked {
  room: string;
  seq: number;
  at: string;
  type: "media.asked";
  media: Media;
}
/**
 * A worker is at it. A later ``attempt``: another one, because the first fell silent.
 */
export interface MediaBegun {
  room: string;
  seq: number;
  at: string;
  type: "media.begun";
  media: number;
  passage: number | null;
  attempt: number;
}
export interface MediaProgressed {
  room: string;
  seq: number;
  at: string;
  type: "media.progressed";
  media: number;
  passage: number | null;
  percent: number;
}
export interface MediaReady {
  room: string;
  seq: number;
  at: string;
  type: "media.ready";
  media: number;
  passage: number | null;
  made: Made;
}
export interface MediaFailed {
  room: string;
  seq: number;
  at: string;
  type: "media.failed";
  media: number;
  passage: number | null;
  why:
    "broken" | "unreachable" | "refused" | "withheld" | "quota" | "budget" | "unreadable" | "too_long" | "unavailable";
}
/**
 * It is gone, also from storage; or its work was cancelled.
 */
export interface MediaRemoved {
  room: string;
  seq: number;
  at: string;
  type: "media.removed";
  media: number;
  passage: number | null;
  by: string | null;
}
export interface CastChanged {
  room: string;
  seq: number;
  at: string;
  type: "cast.changed";
  cast: Cast;
}
/**
 * Somebody in the story, as pictures show and voices speak them. ``character`` None: the narrator.
 */
export interface Cast {
  character: string | null;
  look: string;
  voice: ("even" | "warm" | "deep" | "bright" | "soft" | "old" | "young" | "rough") | null;
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
  line: string;
  ballot: number | null;
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
  language: string;
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  mode: "free" | "round_robin" | "duet" | "host_picks" | "round" | "vote" | "relay";
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
  vote: Vote | null;
  branch: number;
  branches: Branch[];
  complete: boolean;
  media: Media[];
  cast: Cast[];
}
/**
 * The words of a version, or of a note in the margin (``version`` is then its id).
 */
export interface PassageText {
  passage: number;
  version: number;
  text: string;
}
export interface ChatLine {
  id: number;
  member: string | null;
  at: string;
  text: string;
  aside: boolean;
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
  "coauthor.ask": AskCoauthor;
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
  "turn.give": GiveTurn;
  "choice.offer": OfferChoice;
  "member.admit": AdmitMember;
  "member.nudge": NudgeMember;
  "role.give": GiveRole;
  "character.take": TakeCharacter;
  "story.describe": DescribeStory;
  "story.complete": CompleteStory;
  "story.reopen": ReopenStory;
  "vote.call": CallVote;
  "vote.cast": CastVote;
  "vote.close": CloseVote;
  "reaction.set": React;
  "note.post": PostNote;
  "suggestion.post": SuggestEdit;
  "note.settle": SettleNote;
  "branch.fork": ForkStory;
  "branch.switch": SwitchBranch;
  "branch.rename": RenameBranch;
  "media.ask": AskMedia;
  "media.retry": RetryMedia;
  "media.remove": RemoveMedia;
  "cast.set": SetCast;
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
 * Give up the seat. What was written stays. Who waits in the lobby takes their knock back.
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
 * Ask the co-author to go on; with ``passage``, to finish a partial one; with ``stands_for``, as the character of
 * somebody who is away. ``hint`` is seen by it alone.
 */
export interface ContinueStory {
  op: string;
  passage?: number | null;
  stands_for?: string | null;
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
 * Ask the co-author something beside the story: what if? Question and answer are said aside.
 */
export interface AskCoauthor {
  op: string;
  text: string;
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
  mode: "free" | "round_robin" | "duet" | "host_picks" | "round" | "vote" | "relay";
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
  manner?: MannerInput;
  words?: number | null;
  slow_seconds?: number | null;
  lobby?: boolean;
  locked?: boolean;
  newcomers?: "writer" | "reader";
  characters?: "everyone" | "ask" | "own";
  tone?: string | null;
  style?: ("plain" | "lyrical" | "funny" | "suspense" | "dialogue" | "fable" | "letters") | null;
  /**
   * @maxItems 12
   */
  words_to_learn?: string[];
  age?: "6-9" | "10-12" | "13-15" | "16-17" | "adult";
  media?: MediaRulesInput;
  secret_votes?: boolean;
  vote_seconds?: number;
}
/**
 * How the co-author takes part, as the host chose.
 */
export interface MannerInput {
  speaks?: "asked" | "turns" | "silence";
  every?: number;
  silence_seconds?: number;
  plays?: string | null;
  length?: "short" | "medium" | "long";
  note?: string;
  weave?: boolean;
  understudy?: boolean;
}
/**
 * Which pictures and voices may be made for this story, and how its pictures look.
 */
export interface MediaRulesInput {
  plates?: boolean;
  cover?: boolean;
  portraits?: boolean;
  voices?: boolean;
  recordings?: boolean;
  plates_when?: "asked" | "every" | "scene";
  plates_every?: number;
  aloud?: boolean;
  style?: ("realistic" | "cartoon" | "artistic" | "woodcut" | "watercolour" | "night") | null;
  palette?: "natural" | "warm" | "cool" | "muted" | "bright";
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
/**
 * Host: let this member write now.
 */
export interface GiveTurn {
  op: string;
  turn: number;
  member: string;
}
/**
 * Offer a way on after the last passage, beside those that are offered.
 */
export interface OfferChoice {
  op: string;
  passage: number;
  text: string;
}
/**
 * Host: let somebody in who waits in the lobby.
 */
export interface AdmitMember {
  op: string;
  member: string;
}
/**
 * Remind somebody that the story waits for them; once a turn.
 */
export interface NudgeMember {
  op: string;
  member: string;
}
/**
 * Host: make somebody a co-host, a writer or a reader.
 */
export interface GiveRole {
  op: string;
  member: string;
  role: "cohost" | "writer" | "reader";
}
/**
 * Say whom one plays; None: nobody in particular.
 */
export interface TakeCharacter {
  op: string;
  character?: string | null;
}
/**
 * Host: change what kind of story this is.
 */
export interface DescribeStory {
  op: string;
  language: string;
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
}
/**
 * Host: the story is told. Lines that wait land first.
 */
export interface CompleteStory {
  op: string;
}
/**
 * Host: go on with a complete story.
 */
export interface ReopenStory {
  op: string;
}
/**
 * Ask the room: end the story, skip ``member``, pick a choice after ``passage``, choose among the versions of
 * ``passage``, or go to a branch.
 */
export interface CallVote {
  op: string;
  kind: "end" | "skip" | "choice" | "version" | "branch" | "weave";
  passage?: number | null;
  member?: string | null;
}
/**
 * Vote, or vote otherwise.
 */
export interface CastVote {
  op: string;
  vote: number;
  option: number;
}
/**
 * Host: count now. Whoever called it: take the question back, and nothing is decided.
 */
export interface CloseVote {
  op: string;
  vote: number;
}
/**
 * Put a reaction beside a passage, or take it away.
 */
export interface React {
  op: string;
  passage: number;
  reaction: "heart" | "laugh" | "gasp" | "tear" | "spark";
  on: boolean;
}
/**
 * Write a note in the margin of a passage.
 */
export interface PostNote {
  op: string;
  passage: number;
  text: string;
}
/**
 * Suggest other words for a passage to its author.
 */
export interface SuggestEdit {
  op: string;
  passage: number;
  text: string;
}
/**
 * Accept or decline a suggestion for one's passage; remove one's own note or suggestion, or, as host, anybody's.
 */
export interface SettleNote {
  op: string;
  passage: number;
  note: number;
  status: "accepted" | "declined" | "removed";
}
/**
 * Begin a branch after a passage (0: at the very beginning). ``go``: host, the room goes there at once.
 */
export interface ForkStory {
  op: string;
  after: number;
  branch_name: string;
  go?: boolean;
}
/**
 * Host: the room goes on writing in another branch. Nothing is lost by it.
 */
export interface SwitchBranch {
  op: string;
  branch: number;
}
/**
 * Host, or whoever made it: give a branch another name.
 */
export interface RenameBranch {
  op: string;
  branch: number;
  branch_name: string;
}
/**
 * Ask for a picture, or for a passage to be read aloud. What is there, or at work, is not made again, unless
 * ``another`` is asked for.
 */
export interface AskMedia {
  op: string;
  kind: "plate" | "cover" | "portrait" | "voice";
  passage?: number | null;
  character?: string | null;
  wish?: string;
  another?: boolean;
}
/**
 * Try again what failed.
 */
export interface RetryMedia {
  op: string;
  media: number;
}
/**
 * Take back what one asked for, or cancel it while it is at work; as host or as the passage's author, anybody's.
 */
export interface RemoveMedia {
  op: string;
  media: number;
}
/**
 * Say how a character looks or speaks, or (``character`` None) who narrates; what is left out stays. A look is held
 * from the first portrait on.
 */
export interface SetCast {
  op: string;
  character?: string | null;
  look?: string;
  voice?: ("even" | "warm" | "deep" | "bright" | "soft" | "old" | "young" | "rough") | null;
}
export interface Http {
  NameMe: NameMe;
  AskTicket: AskTicket;
  NewRoom: NewRoom;
  TakeSeat: TakeSeat;
  NameKey: NameKey;
  MakeLink: MakeLink;
  AskBetter: AskBetter;
  Connect: Connect;
  Me: Me;
  RoomCard: RoomCard;
  Ticket: Ticket;
  EventPage: EventPage;
  PassagePage: PassagePage;
  ChatPage: ChatPage;
  ApiKeys: ApiKeys;
  NewKey: NewKey;
  ApiKey: ApiKey;
  Stories: Stories;
  Archived: Archived;
  NewCode: NewCode;
  Links: Links;
  NewLink: NewLink;
  Link: Link;
  Opened: Opened;
  Tree: Tree;
  StoryPage: StoryPage;
  Imported: Imported;
  CoauthorReceipt: CoauthorReceipt;
  Spending: Spending;
  Better: Better;
}
export interface NameMe {
  name: string;
}
/**
 * POST /api/rooms/{id}/ticket. Whoever has no seat yet shows the code.
 */
export interface AskTicket {
  code?: string | null;
  invite?: string | null;
}
/**
 * POST /api/rooms.
 */
export interface NewRoom {
  op: string;
  name: string;
  premise: string;
  title?: string | null;
  language?: string;
  genre?: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  mode?: "free" | "round_robin" | "duet" | "host_picks" | "round" | "vote" | "relay";
  rules?: RulesInput;
  text?: string;
  format?: "plain" | "markdown";
}
/**
 * POST /api/rooms/{id}/commands/room.join: a seat without a socket. Whoever has none yet shows the code.
 */
export interface TakeSeat {
  code?: string | null;
  invite?: string | null;
  op: string;
  as_name: string;
}
/**
 * POST /api/keys: what the key is for, in one's own words.
 */
export interface NameKey {
  name: string;
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
 * A draft of one's own, and which kinds of changes to it are asked for; in rooms for the youngest are fewer.
 */
export interface AskBetter {
  text: string;
  /**
   * @minItems 1
   * @maxItems 4
   */
  kinds?: ("style" | "vocabulary" | "voice" | "grammar")[];
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
  language: string;
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  mode: "free" | "round_robin" | "duet" | "host_picks" | "round" | "vote" | "relay";
  rules: Rules;
  complete: boolean;
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
 * GET /api/rooms/{id}/events?after=: the whole log, and the reading fallback where sockets are blocked.
 */
export interface EventPage {
  events: AnyEvent[];
  head: number;
  epoch: string;
  next: number | null;
}
/**
 * GET /api/rooms/{id}/passages?before=: older passages, oldest first.
 */
export interface PassagePage {
  passages: Passage[];
  texts: PassageText[];
  earlier: boolean;
  next: number | null;
}
/**
 * GET /api/rooms/{id}/chat?before=: what was said aside, oldest first.
 */
export interface ChatPage {
  chat: ChatLine[];
  next: number | null;
}
/**
 * GET /api/keys: one's own, newest first.
 */
export interface ApiKeys {
  keys: ApiKey[];
}
/**
 * A key that acts as the person who made it.
 */
export interface ApiKey {
  id: string;
  name: string;
  begins: string;
  created_at: string;
  used_on: string | null;
  revoked: boolean;
}
/**
 * A key, just made: ``key`` is told this once and not kept.
 */
export interface NewKey {
  id: string;
  name: string;
  begins: string;
  created_at: string;
  used_on: string | null;
  revoked: boolean;
  key: string;
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
  language: string;
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
 * Whether a story is put away. For the others nothing changes.
 */
export interface Archived {
  id: string;
  archived: boolean;
}
/**
 * POST /api/rooms/{id}/code: the code that counts from now on.
 */
export interface NewCode {
  code: string;
}
/**
 * GET /api/rooms/{id}/links: those that are good, newest first.
 */
export interface Links {
  links: Link[];
}
/**
 * A link, without its secret. ``read``: the story, without a seat. ``invite``: a seat, without the code.
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
  language: string;
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  mode: "free" | "round_robin" | "duet" | "host_picks" | "round" | "vote" | "relay";
  age: "6-9" | "10-12" | "13-15" | "16-17" | "adult";
  rules: Rules;
  host: string | null;
  members: string[];
  complete: boolean;
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
export interface Author {
  name: string;
  colour: number;
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
 * A page of a branch as a book shows it: what was taken back, is being voted on or is hidden is not in it.
 */
export interface StoryPage {
  seq: number;
  title: string;
  premise: string;
  language: string;
  genre: "fairy_tale" | "fantasy" | "mystery" | "science_fiction" | "adventure" | "everyday";
  complete: boolean;
  branch: number;
  cover: Made | null;
  authors: Author[];
  coauthor: boolean;
  contents: Chapter[];
  passages: ReadPassage[];
  next: string | null;
}
/**
 * A line of the contents, and the passage that it leads to.
 */
export interface Chapter {
  passage: number;
  title: string;
}
/**
 * A passage as it is read. ``author`` is a place among the authors; None: the co-author.
 */
export interface ReadPassage {
  id: number;
  author: number | null;
  at: string;
  text: string;
  plate: Made | null;
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
 * GET /api/rooms/{id}/passages/{passage}/receipt: how a passage of the co-author's came about.
 */
export interface CoauthorReceipt {
  passage: number;
  version: number;
  at: string;
  asked_by: string | null;
  provider: string;
  model: string;
  given: Given;
  tried: Tried[];
  dollars: number | null;
  checked: string;
  prompt: string | null;
}
/**
 * What the co-author was given for a passage, in numbers.
 */
export interface Given {
  passages: number;
  summed_up: number;
  facts: number;
  lines: number;
  versions: number;
  hint: boolean;
  note: boolean;
}
/**
 * One request to a provider. ``dollars``: null is not known.
 */
export interface Tried {
  provider: string;
  model: string;
  purpose: string;
  outcome: string;
  first_ms: number | null;
  total_ms: number | null;
  read: number | null;
  cached: number | null;
  written: number | null;
  dollars: number | null;
}
/**
 * GET /api/rooms/{id}/spending: dollars since midnight UTC, with what is reserved at the moment.
 */
export interface Spending {
  spent: number;
  budget: number;
  level: "full" | "soft" | "hard";
  unknown: number;
}
/**
 * POST /api/rooms/{id}/better: in the order of their places; they do not overlap. None: nothing stands out.
 */
export interface Better {
  changes: BetterChange[];
}
/**
 * One place of the draft: ``instead`` could stand where ``find`` stands, ``at`` characters from its beginning.
 */
export interface BetterChange {
  find: string;
  at: number;
  instead: string;
  kind: "style" | "vocabulary" | "voice" | "grammar";
  why: string;
}
