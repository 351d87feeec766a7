// House rules in words: what differs from how a room is otherwise.
import { type ModeName, RULES, type Rules } from "../protocol";
import type { Words } from "../words";

export const TIMERS = [30, 60, 120, 180, 300, 600, 1200];
export const WORDS = [15, 30, 60, 100, 200, 400];
export const PACES = [10, 30, 60, 120, 300, 600];
export const BALLOTS = [30, 60, 120, 300, 600];

export function timeWords(words: Words, seconds: number): string {
  return seconds < 60 || seconds % 60 ? words.host.timers.seconds(seconds) : words.host.timers.minutes(seconds / 60);
}

/** Only those that differ from the defaults, each as one short sentence. Where all write freely no turn has an end. */
export function inWords(rules: Rules, words: Words, mode: ModeName): string[] {
  const say = words.house.said;
  const told: (string | false)[] = [
    rules.words !== null && say.words(rules.words),
    rules.timer_seconds !== null && mode !== "free" && say.timer(timeWords(words, rules.timer_seconds)),
    rules.slow_seconds !== null && say.slow(timeWords(words, rules.slow_seconds)),
    !rules.live_drafts && say.drafts,
    !rules.coauthor && say.coauthor,
    rules.lobby && say.lobby,
    rules.locked && say.locked,
    rules.newcomers === "reader" && say.readers,
    rules.characters !== "everyone" && words.house.promise[rules.characters],
    rules.tone !== null && say.tone(rules.tone),
    rules.secret_votes && say.secret,
    rules.vote_seconds !== RULES.vote_seconds && say.vote(timeWords(words, rules.vote_seconds)),
  ];
  return told.filter((line) => line !== false);
}
