// Whose turn it is, in one sentence.
import type { ReactNode } from "react";
import type { Member, RoomView } from "../protocol";
import { GATHER, gathering } from "../room/modes";
import { colourOf, missing, nextWriter, othersTyping, seated, speaking } from "../room/select";
import type { RoomState } from "../room/state";
import type { Words } from "../words";
import { Named } from "./basics";

export function whoseTurn(state: RoomState, words: Words): ReactNode {
  const view = state.story?.view;
  if (!view) return null;
  const say = words.moment;
  if (view.frozen) return say.frozen;
  const pen = { name: words.coauthor, colour: "var(--ink)" };
  if (view.generation) {
    const { stopping, kind } = view.generation;
    const how = stopping ? say.coauthorStopping : kind === "retry" ? say.coauthorAgain : say.coauthorWriting;
    return <Named say={how} {...pen} />;
  }
  const { turn } = view;
  if (!turn || turn.kind === "nobody") return say.nobody;
  if (turn.kind === "coauthor") return <Named say={say.coauthorSoon} {...pen} />;
  if (turn.kind === "vote") return words.votes.now;
  if (turn.kind === "open") return openTurn(state, words);
  if (gathering(view)) return gatheringTurn(view, state.you, words);
  const speaker = view.members[turn.speakers[0] ?? ""];
  return speaker ? peopleTurn(state, words, speaker) : say.nobody;
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
