// The end of the page: whose turn it is in one sentence, and the time left as a line that shortens.
import type { ReactNode } from "react";
import type { Member } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { colourOf, nextWriter, othersTyping, seated } from "../room/select";
import type { RoomState } from "../room/state";
import { useWords, type Words } from "../words";
import { Button, Named } from "./basics";
import { useNow } from "./useNow";

export function Moment() {
  const words = useWords();
  const { view } = useStory();
  const { outbox } = useConnection();
  const state = useRoom((held) => held);
  const { you } = state;
  const live = state.link.is === "live";
  const turn = view.turn;
  const passing = live && !view.frozen && turn?.kind === "people" && you !== null && turn.speakers.includes(you);
  const skipping = live && !view.frozen && turn?.kind === "people" && !passing && view.host === you;
  const stopping = live && view.generation !== null && !view.generation.stopping;
  return (
    <section aria-label={words.moment.title} className="mt-12 border-t border-hairline pt-3 font-quiet">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4">
        <p className="min-w-0 wrap-anywhere text-[0.9375rem]">{whoseTurn(state, words)}</p>
        <div className="-mr-3 flex items-center">
          {passing && turn && (
            <Button kind="bare" onClick={() => void outbox.send("turn.pass", { turn: turn.number })}>
              {words.moment.pass}
            </Button>
          )}
          {skipping && turn && (
            <Button kind="bare" onClick={() => void outbox.send("turn.skip", { turn: turn.number })}>
              {words.moment.skip}
            </Button>
          )}
          {stopping && view.generation && (
            <Button
              className="mr-3"
              onClick={() => void outbox.send("story.stop", { generation: view.generation?.id ?? 0 })}
            >
              {words.moment.stop}
            </Button>
          )}
        </div>
      </div>
      <TimeLine />
    </section>
  );
}

function whoseTurn(state: RoomState, words: Words): ReactNode {
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
  if (turn.kind === "open") return openTurn(state, words);
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

function TimeLine() {
  const words = useWords();
  const { turn, members } = useStory().view;
  const deadline = turn?.deadline ? Date.parse(turn.deadline) : null;
  const now = useNow(deadline !== null);
  if (!turn || deadline === null) return null;
  const left = Math.max(0, deadline - now);
  const part = left / Math.max(1, deadline - Date.parse(turn.began_at));
  const seconds = Math.ceil(left / 1_000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <div className="mt-1 flex items-center gap-4">
      <div className="h-0.5 grow rounded-full bg-hairline">
        <div
          className="h-0.5 origin-left rounded-full transition-transform duration-1000 ease-linear"
          style={{ transform: `scaleX(${Math.min(1, part)})`, background: colourOf(members[turn.speakers[0] ?? ""]) }}
        />
      </div>
      <span role="timer" aria-label={words.moment.left(clock)} className="text-sm text-second tabular-nums">
        {clock}
      </span>
    </div>
  );
}
