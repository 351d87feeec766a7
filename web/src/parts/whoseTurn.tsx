// Whose turn it is, in one sentence.
import type { ReactNode } from "react";
import type { Generation, Member, RoomView } from "../protocol";
import { GATHER, gathering } from "../room/modes";
import { atWork, colourOf, missing, nextWriter, othersTyping, seated, speaking } from "../room/select";
import type { RoomState } from "../room/state";
import type { Words } from "../words";
import { Named } from "./basics";

export function whoseTurn(state: RoomState, words: Words): ReactNode {
  const view = state.story?.view;
  if (!view) return null;
  const say = words.moment;
  if (view.frozen) return say.frozen;
  const pen = { name: words.coauthor, colour: "var(--ink)" };
  const work = atWork(view);
  if (work) return working(view, work, words) ?? <Named say={doing(view, work, words)} {...pen} />;
  const { turn } = view;
  if (!turn || turn.kind === "nobody") return say.nobody;
  if (turn.kind === "coauthor") return <Named say={say.coauthorSoon} {...pen} />;
  if (turn.kind === "vote") return words.votes.now;
  if (turn.kind === "open") return openTurn(state, words);
  if (gathering(view)) return gatheringTurn(view, state.you, words);
  const speaker = view.members[turn.speakers[0] ?? ""];
  return speaker ? peopleTurn(state, words, speaker) : say.nobody;
}

/** The words of what the co-author does. */
function doing(view: RoomView, { stopping, kind, passage }: Generation, words: Words): (name: string) => string {
  const say = words.moment;
  if (stopping) return say.coauthorStopping;
  if (kind === "weave") return words.weave.doing;
  if (kind !== "retry") return say.coauthorWriting;
  const woven = view.passages.find(({ id }) => id === passage)?.woven.length;
  return woven ? words.weave.again : say.coauthorAgain;
}

/** In whose place it writes. */
function working(view: RoomView, { stands_for, stopping }: Generation, words: Words): string | null {
  const member = view.members[stands_for ?? ""];
  if (!member || stopping) return null;
  return words.understudy.doing(member.character ?? words.understudy.character(member.name), member.name);
}

function openTurn(state: RoomState, words: Words): ReactNode {
  const typing = othersTyping(state);
  const [one] = typing;
  if (one && typing.length === 1) return <Named say={words.moment.oneWriting} name={one.name} colour={colourOf(one)} />;
  if (one) return words.moment.manyWriting(words.list(typing.map((member) => member.name)));
  const alone = state.story && seated(state.story.view).length === 1;
  return alone ? words.moment.alone : words.moment.anyone;
}

function gatheringTurn(view: RoomView, you: string | null, words: Words): string {
  const [all, waited] = [speaking(view), missing(view)];
  const gather = GATHER[view.mode];
  const how = gather === "one" ? "" : words.turns.gather[gather];
  const yours = waited.some(({ id }) => id === you) ? ` ${words.turns.yoursToCome}` : "";
  return `${how} ${words.turns.count(all.length - waited.length, all.length)}${yours}`;
}

function peopleTurn(state: RoomState, words: Words, speaker: Member): ReactNode {
  const say = words.moment;
  const who = { name: speaker.name, colour: colourOf(speaker) };
  if (speaker.id === state.you) return <Named say={say.yours} {...who} />;
  const next = nextWriter(state);
  const then = next && next.id !== speaker.id ? (next.id === state.you ? say.thenYou : say.thenThem(next.name)) : "";
  const how = !state.here.has(speaker.id) ? say.away : state.typing.has(speaker.id) ? say.oneWriting : say.theirs;
  return (
    <>
      <Named say={how} {...who} /> {then}
    </>
  );
}
