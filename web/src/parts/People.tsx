// Who is here, and what the host may do about it.
import { useState } from "react";
import type { Member } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { colourOf } from "../room/select";
import { useWords, type Words } from "../words";
import { Button } from "./basics";
import { Confirm } from "./Dialog";
import { HostPanel } from "./HostPanel";

export function People() {
  const words = useWords();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const [settings, setSettings] = useState(false);
  const hosting = view.host === you;
  const members = Object.values(view.members);
  const inside = members.filter((member) => member.status === "in");
  const closed = members.filter((member) => member.status === "banned");
  return (
    <section aria-label={words.people.title}>
      <h2 className="mb-1 text-xs font-semibold">{words.people.title}</h2>
      <ul>
        {inside.map((member) => (
          <Person key={member.id} member={member} hosting={hosting} />
        ))}
      </ul>
      {hosting && closed.length > 0 && (
        <>
          <h3 className="mt-3 text-xs font-semibold text-second">{words.people.gone}</h3>
          <ul>
            {closed.map((member) => (
              <Person key={member.id} member={member} hosting />
            ))}
          </ul>
        </>
      )}
      {hosting && (
        <Button className="mt-3" onClick={() => setSettings(true)}>
          {words.people.settings}
        </Button>
      )}
      {settings && <HostPanel onClose={() => setSettings(false)} />}
    </section>
  );
}

function Person({ member, hosting }: { member: Member; hosting: boolean }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const here = useRoom((state) => state.here.has(member.id));
  const typing = useRoom((state) => state.typing.has(member.id));
  const mine = member.id === you;
  const remarks = [
    view.host === member.id && words.people.host,
    typing && !mine && words.people.writing,
    !typing && view.turn?.speakers.includes(member.id) && words.people.turn,
    member.muted && words.people.muted,
    member.status === "banned" && words.people.banned,
    member.status === "in" && !here && !mine && words.people.away,
  ].filter((remark) => remark !== false && remark !== undefined);
  const faint = member.status !== "in" || (!here && !mine);
  return (
    <li>
      <div className={`flex items-center gap-2.5 text-sm ${hosting ? "min-h-11" : "min-h-9"}`}>
        <span
          aria-hidden="true"
          className={`size-2.5 shrink-0 rounded-full ${faint ? "opacity-50" : ""}`}
          style={{ background: colourOf(member) }}
        />
        <span className={`min-w-0 grow ${faint ? "text-second" : ""}`}>
          {member.name}
          {mine && ` (${words.people.you})`}
          {remarks.length > 0 && <span className="text-second"> · {remarks.join(" · ")}</span>}
        </span>
        {hosting && !mine && (
          <button
            type="button"
            aria-expanded={open}
            aria-label={words.people.actions(member.name)}
            onClick={() => setOpen(!open)}
            className="size-11 text-lg leading-none text-second hover:text-accent"
          >
            ⋯
          </button>
        )}
      </div>
      {open && hosting && <Actions member={member} onDone={() => setOpen(false)} />}
    </li>
  );
}

type Act = "host.pass" | "member.kick" | "member.ban";

const asking: Record<Act, (words: Words, name: string) => [ask: string, yes: string]> = {
  "host.pass": (words, name) => [words.people.handAsk(name), words.people.hand],
  "member.kick": (words, name) => [words.people.kickAsk(name), words.people.kick],
  "member.ban": (words, name) => [words.people.banAsk(name), words.people.ban],
};

function Actions({ member, onDone }: { member: Member; onDone: () => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const [sure, setSure] = useState<Act | null>(null);
  const done = (sending: Promise<unknown>) => void sending.then(onDone);
  const id = { member: member.id };
  if (member.status === "banned") {
    return (
      <Button kind="bare" onClick={() => done(outbox.send("member.unban", id))}>
        {words.people.unban}
      </Button>
    );
  }
  return (
    <div className="mb-2 ml-2 flex flex-wrap border-l border-hairline pl-1">
      <Button kind="bare" onClick={() => done(outbox.send("member.mute", { ...id, muted: !member.muted }))}>
        {member.muted ? words.people.unmute : words.people.mute}
      </Button>
      {(["host.pass", "member.kick", "member.ban"] as const).map((act) => (
        <Button key={act} kind="bare" onClick={() => setSure(act)}>
          {asking[act](words, member.name)[1]}
        </Button>
      ))}
      {sure && (
        <Confirm
          ask={asking[sure](words, member.name)[0]}
          yes={asking[sure](words, member.name)[1]}
          onYes={() => done(outbox.send(sure, id))}
          onClose={() => setSure(null)}
        />
      )}
    </div>
  );
}
