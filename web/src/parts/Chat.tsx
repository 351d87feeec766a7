// The aside: what is said beside the story.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { limits } from "../limits";
import type { ChatLine, Member } from "../protocol";
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
  const inked = useRoom(({ ink }) => (view.generation?.kind === "aside" ? (ink?.text.length ?? 0) : 0));
  useEffect(() => {
    if (lines + inked > 0 && end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [lines, inked]);
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
          <Line key={line.id} line={line} member={line.member === null ? null : view.members[line.member]} />
        ))}
        <AsideInk />
        {sending.map((item) => (
          <Line key={item.op} line={{ text: String(item.payload.text) }} member={you ? view.members[you] : undefined} />
        ))}
      </div>
      <Say />
    </section>
  );
}

interface LineProps {
  line: Pick<ChatLine, "text"> & Partial<ChatLine>;
  /** null: the co-author. */
  member: Member | undefined | null;
}

export function Line({ line, member }: LineProps) {
  const words = useWords();
  const { view } = useStory();
  const time = new Intl.DateTimeFormat(useLocale(), { timeStyle: "short" });
  const said = (
    <>
      <b className="font-semibold" style={{ color: colourOf(member ?? undefined) }}>
        {member === null ? words.coauthor : (member?.name ?? "?")}
      </b>{" "}
      <span lang={line.aside ? view.language : undefined} className="whitespace-pre-line">
        {line.text}
      </span>
    </>
  );
  const at = line.at && time.format(new Date(line.at));
  if (line.aside) return <Aside at={at}>{said}</Aside>;
  return (
    <p className={at ? "" : "text-second"} title={at}>
      {said}
    </p>
  );
}

/** What if: not story, and it says so. */
function Aside({ at, children }: { at?: string | undefined; children: ReactNode }) {
  return (
    <div title={at} className="border-l border-dashed border-edge py-0.5 pl-3">
      <p className="text-xs text-second italic">{useWords().aside.mark}</p>
      <p>{children}</p>
    </div>
  );
}

/** The co-author's answer while it comes, and a way to stop it. */
export function AsideInk() {
  const words = useWords();
  const { outbox } = useConnection();
  const generation = useStory(({ view }) => view.generation);
  const language = useStory(({ view }) => view.language);
  const text = useRoom(({ ink }) => (generation?.kind === "aside" ? (ink?.text ?? "") : ""));
  if (generation?.kind !== "aside") return null;
  return (
    <>
      <Aside>
        <b className="font-semibold text-second">{words.coauthor}</b>{" "}
        <span lang={language} className="caret whitespace-pre-line text-wet">
          {text || <i>{words.moment.thinking}</i>}
        </span>
      </Aside>
      {!generation.stopping && (
        <Button kind="bare" onClick={() => void outbox.send("story.stop", { generation: generation.id })}>
          {words.moment.stop}
        </Button>
      )}
    </>
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
