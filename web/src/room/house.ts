// House rules in words: what differs from how a room is otherwise.
import { mediaInWords } from "../media/rules";
import { type ModeName, RULES, type Rules } from "../protocol";
import type { Words } from "../words";
import { GATHER } from "./modes";

export const TIMERS = [30, 60, 120, 180, 300, 600, 1200];
export const WORDS = [15, 30, 60, 100, 200, 400];
export const PACES = [10, 30, 60, 120, 300, 600];
export const BALLOTS = [30, 60, 120, 300, 600];
export const TURNS = [1, 2, 3, 5, 8, 12];
export const SILENCES = [15, 30, 60, 120, 300, 600];

export function timeWords(words: Words, seconds: number): string {
  return seconds < 60 || seconds % 60 ? words.host.timers.seconds(seconds) : words.host.timers.minutes(seconds / 60);
}

const MOST_TO_LEARN = 12;
const LONGEST_TO_LEARN = 30;

/** What was typed with commas or line breaks between, as the protocol takes it. */
export function wordsToLearn(typed: string): string[] {
  const each = typed.split(/[,;\n]/).map((word) => word.trim().replace(/\s+/g, " ").slice(0, LONGEST_TO_LEARN));
  return [...new Set(each.filter(Boolean))].slice(0, MOST_TO_LEARN);
}

/** How the co-author takes part, where that is not as usual. Lines are woven, and seats taken, only in some modes. */
function mannerInWords({ coauthor, manner }: Rules, words: Words, mode: ModeName): string[] {
  if (!coauthor) return [];
  const say = words.manner.said;
  const told: (string | false)[] = [
    manner.speaks === "turns" && say.turns(manner.every),
    manner.speaks === "silence" && breaksSilence(mode) && say.silence(timeWords(words, manner.silence_seconds)),
    manner.plays !== null && say.plays(manner.plays),
    manner.length !== RULES.manner.length && say.lengths[manner.length],
    manner.note !== "" && say.note(manner.note),
    manner.weave && weaves(mode) && say.weave,
    manner.understudy && standsIn(mode) && say.understudy,
  ];
  return told.filter((line) => line !== false);
}

/** As in rooms/manner.py and rooms/weaving.py. */
export const breaksSilence = (mode: ModeName) => GATHER[mode] === "one";
export const weaves = (mode: ModeName) => GATHER[mode] === "lines";
export const standsIn = (mode: ModeName) => GATHER[mode] === "one" && mode !== "free";

/** Only those that differ from the defaults, each as one short sentence. Where all write freely no turn has an end. */
export function inWords(rules: Rules, words: Words, mode: ModeName): string[] {
  const say = words.house.said;
  const told: (string | false)[] = [
    rules.age !== "adult" && say.age(words.house.ages[rules.age]),
    rules.words !== null && say.words(rules.words),
    rules.timer_seconds !== null && mode !== "free" && say.timer(timeWords(words, rules.timer_seconds)),
    rules.slow_seconds !== null && say.slow(timeWords(words, rules.slow_seconds)),
    !rules.live_drafts && say.drafts,
    !rules.coauthor && say.coauthor,
    rules.lobby && say.lobby,
    rules.locked && say.locked,
    rules.newcomers === "reader" && say.readers,
    rules.characters !== "everyone" && words.house.promise[rules.characters],
    ...mannerInWords(rules, words, mode),
    ...mediaInWords(rules.media, words),
    rules.style !== null && say.style(words.house.styles[rules.style]),
    rules.tone !== null && say.tone(rules.tone),
    rules.words_to_learn.length > 0 && say.learn(rules.words_to_learn.join(", ")),
    rules.secret_votes && say.secret,
    rules.vote_seconds !== RULES.vote_seconds && say.vote(timeWords(words, rules.vote_seconds)),
  ];
  return told.filter((line) => line !== false);
}
