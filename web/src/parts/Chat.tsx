// The aside: what is said beside the story.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { limits } from "../limits";
import type { Member } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { colourOf } from "../room/select";
import { useLocale, useWords } from "../words";
import { Button } from "./basics";

export function Chat() {
  const words = useWords();
  const { view, chat } = useStory();
  const you = useRoom((state) => state.you);
  const pending = useRoom((state) => state.pending);
  const end = useRef<HTMLDivElement>(null);
  const sending = pending.filter((item) => item.name === "chat.post");
  const lines = chat.length + sending.length;
  useEffect(() => {
    if (lines > 0 && end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [lines]);
  return (
    <section aria-label={words.chat.title} className="flex min-h-0 grow flex-col">
      <h2 className="mb-2 text-xs font-semibold">{words.chat.title}</h2>
      <div
        ref={end}
        role="log"
        aria-label={words.chat.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="min-h-16 grow space-y-1.5 overflow-y-auto text-sm"
      >
        {lines === 0 && <p className="text-second italic">{words.chat.empty}</p>}
        {chat.map((line) => (
          <Line
            key={line.id}
            member={line.member === null ? null : view.members[line.member]}
            text={line.text}
            at={line.at}
          />
        ))}
        {sending.map((item) => (
          <Line key={item.op} member={you ? view.members[you] : undefined} text={String(item.payload.text)} />
        ))}
      </div>
      <Say />
    </section>
  );
}

/** @param member null: the co-author. */
function Line({ member, text, at }: { member: Member | undefined | null; text: string; at?: string }) {
  const words = useWords();
  const time = new Intl.DateTimeFormat(useLocale(), { timeStyle: "short" });
  return (
    <p className={at ? "" : "text-second"} title={at && time.format(new Date(at))}>
      <b className="font-semibold" style={{ color: colourOf(member ?? undefined) }}>
        {member === null ? words.coauthor : (member?.name ?? "?")}
      </b>{" "}
      <span className="whitespace-pre-line">{text}</span>
    </p>
  );
}

function Say() {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const [text, setText] = useState("");
  if (you && view.members[you]?.muted) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (!said) return;
    setText("");
    void outbox.send("chat.post", { text: said }).then((answer) => {
      if (!answer.ok) setText((typed) => typed || said);
    });
  };
  return (
    <form onSubmit={submit} className="mt-3 flex gap-2">
      <input
        aria-label={words.chat.label}
        placeholder={words.chat.hint}
        value={text}
        onChange={(event) => setText(event.target.value)}
        maxLength={limits.chat_chars}
        autoComplete="off"
        className="min-h-11 min-w-0 grow rounded-full border border-edge bg-transparent px-4 text-sm"
      />
      <Button type="submit" disabled={!text.trim()}>
        {words.chat.send}
      </Button>
    </form>
  );
}
