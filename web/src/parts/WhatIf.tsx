// A question to the co-author beside the story. It is answered aside, where everybody can read it.
import { type FormEvent, useState } from "react";
import { limits } from "../limits";
import { useConnection, useRoom, useStory } from "../room/context";
import { takesPart } from "../room/select";
import { useWords } from "../words";
import { Button, Field, firstFocus, TextArea } from "./basics";
import { AsideInk, Line } from "./Chat";
import { Dialog } from "./Dialog";
import { useWide } from "./useWide";

export function WhatIf() {
  const words = useWords();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const [asking, setAsking] = useState(false);
  // Kept when the dialog is closed before it was asked.
  const [question, setQuestion] = useState("");
  const muted = you ? view.members[you]?.muted : true;
  if (!view.rules.coauthor || view.frozen || muted || !takesPart(view, you)) return null;
  return (
    <>
      <Button kind="bare" disabled={!live} onClick={() => setAsking(true)}>
        {words.aside.open}
      </Button>
      {asking && <Asking question={question} onChange={setQuestion} onClose={() => setAsking(false)} />}
    </>
  );
}

interface Props {
  question: string;
  onChange: (question: string) => void;
  onClose: () => void;
}

/** Where the talk is not in sight, the answer is read here. */
function Asking({ question, onChange, onClose }: Props) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const wide = useWide();
  const [asked, setAsked] = useState<number | null>(null);
  const { generation } = view;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await outbox.send("coauthor.ask", { text: question });
    if (!answer.ok) return;
    onChange("");
    if (wide) onClose();
    else setAsked("seq" in answer ? answer.seq : view.seq);
  };
  return (
    <Dialog title={words.aside.title} onClose={onClose}>
      {asked !== null ? (
        <Answer asked={asked} />
      ) : (
        <form onSubmit={(event) => void submit(event)} className="space-y-4">
          <Field label={words.aside.label} hint={words.aside.about}>
            {(control) => (
              <TextArea
                {...control}
                ref={firstFocus}
                value={question}
                onChange={(event) => onChange(event.target.value)}
                placeholder={words.aside.hint}
                maxLength={limits.chat_chars}
                rows={2}
                lang={view.language}
              />
            )}
          </Field>
          <p role="status" className="text-sm text-second">
            {generation && (generation.kind === "aside" ? words.aside.answering : words.aside.busy)}
          </p>
          <div className="flex justify-end">
            <Button type="submit" kind="main" disabled={!question.trim() || generation !== null}>
              {words.aside.go}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** @param asked The seq by which the question was said. */
function Answer({ asked }: { asked: number }) {
  const words = useWords();
  const { view, chat } = useStory();
  const from = chat.findLastIndex((line) => line.aside && line.member !== null && line.id <= asked);
  const told = chat.slice(Math.max(0, from)).filter((line) => line.aside);
  return (
    <div role="log" aria-label={words.chat.log} className="space-y-3 text-sm">
      {told.map((line) => (
        <Line key={line.id} line={line} member={line.member === null ? null : view.members[line.member]} />
      ))}
      <AsideInk />
      <p className="text-second">{words.aside.about}</p>
    </div>
  );
}
