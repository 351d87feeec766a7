// A woven passage before it is the story: those whose lines are in it say whether it is what their characters did.
import { type FormEvent, useState } from "react";
import { limits } from "../limits";
import type { Passage, Vote } from "../protocol";
import { question } from "../room/asked";
import { useConnection, useRoom, useStory } from "../room/context";
import { leads } from "../room/select";
import { textOf } from "../room/story";
import { toAnswer, weavers } from "../room/weave";
import { useWords } from "../words";
import { Button, Field, TextArea } from "./basics";
import { TimeLine } from "./TimeLine";
import { Woven } from "./Woven";

const FINE = 1;
const NO = 0;

export function WeaveCard({ vote }: { vote: Vote }) {
  const words = useWords();
  const story = useStory();
  const { outbox } = useConnection();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const here = useRoom((state) => state.here);
  const { view } = story;
  const passage = view.passages.find(({ id }) => id === vote.passage);
  if (!passage) return null;
  const say = words.weave;
  const me = weavers(view, passage).find(({ id }) => id === you);
  const asked = me?.status === "in" && me.role !== "reader";
  const waited = toAnswer(view, passage, here).map(({ id, name }) => (id === you ? say.yours(name) : name));
  const ends = Date.parse(vote.closes_at);
  return (
    <section aria-labelledby="vote" className="mt-5 rounded-md border border-hairline px-4 py-4 font-quiet sm:px-5">
      <h2 id="vote" className="font-story text-xl leading-snug">
        {asked ? question(story, vote, words) : say.text}
      </h2>
      <p className="text-sm text-second">
        {say.about} {waited.length > 0 ? say.waits(words.list(waited)) : say.answered}
      </p>
      <TimeLine began={ends - view.rules.vote_seconds * 1_000} ends={ends} colour="var(--accent)" />
      <div lang={view.language} className="mt-4">
        <Woven passage={passage} at={passage.version} text={textOf(story, passage.id, passage.version)} told />
      </div>
      {asked && <Answer vote={vote} passage={passage} />}
      {live && leads(view, you) && (
        <p className="flex justify-end">
          <Button kind="bare" className="-mr-3" onClick={() => void outbox.send("vote.close", { vote: vote.id })}>
            {words.votes.countNow}
          </Button>
        </p>
      )}
    </section>
  );
}

function Answer({ vote, passage }: { vote: Vote; passage: Passage }) {
  const words = useWords();
  const say = words.weave;
  const { outbox } = useConnection();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const ballot = useRoom((state) => state.ballot);
  const [objecting, setObjecting] = useState(false);
  const mine = (you ? vote.hands[you] : undefined) ?? ballot;
  const cast = (option: number) => outbox.send("vote.cast", { vote: vote.id, option });
  const told = mine === FINE ? say.youFine : mine === NO ? say.youObject : "";
  return (
    <div className="mt-3">
      <p role="status" className="text-sm text-second">
        {told}
      </p>
      {objecting ? (
        <Objection passage={passage} onCast={() => cast(NO)} onClose={() => setObjecting(false)} />
      ) : (
        <div className="mt-2 flex flex-wrap gap-2">
          <Button
            kind={mine === FINE ? "quiet" : "main"}
            disabled={!live}
            aria-pressed={mine === FINE}
            onClick={() => void cast(FINE)}
          >
            {mine === FINE && <span aria-hidden="true">✓</span>} {say.fine}
          </Button>
          <Button
            disabled={!live}
            aria-pressed={mine === NO}
            className="py-2 text-left"
            onClick={() => setObjecting(true)}
          >
            {mine === NO && <span aria-hidden="true">✓</span>} {say.object}
          </Button>
        </div>
      )}
    </div>
  );
}

interface ObjectionProps {
  passage: Passage;
  onCast: () => Promise<unknown>;
  onClose: () => void;
}

/** What one gives as a reason stands in the margin before one's vote is cast: that may be the last. */
function Objection({ passage, onCast, onClose }: ObjectionProps) {
  const words = useWords();
  const say = words.weave;
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const [why, setWhy] = useState("");
  const [busy, setBusy] = useState(false);
  const muted = you ? view.members[you]?.muted : true;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const said = why.trim() ? await outbox.send("note.post", { passage: passage.id, text: why }) : { ok: true };
    if (said.ok) {
      await onCast();
      onClose();
    } else setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-2 space-y-3 border-l-2 border-accent pl-4">
      <p className="text-sm font-medium">{say.object}</p>
      {!muted && (
        <Field label={say.why} hint={say.whyAbout}>
          {(control) => (
            <TextArea
              {...control}
              ref={firstOf}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
              maxLength={limits.chat_chars}
              placeholder={say.whyHint}
              rows={2}
              lang={view.language}
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button type="submit" kind="main" disabled={busy}>
          {say.objectGo}
        </Button>
      </div>
    </form>
  );
}

/** It was asked for: one may write at once. */
const firstOf = (area: HTMLTextAreaElement | null) => area?.focus();
