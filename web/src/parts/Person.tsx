import { type FormEvent, useState } from "react";
import type { Member } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { gathering } from "../room/modes";
import { colourOf, missing } from "../room/select";
import { useWords } from "../words";
import { Button, Field, firstFocus, TextInput } from "./basics";
import { Dialog } from "./Dialog";
import { PersonActs, useActs } from "./PersonActs";

export function Person({ member }: { member: Member }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const here = useRoom((state) => state.here.has(member.id));
  const typing = useRoom((state) => state.typing.has(member.id));
  const acts = useActs(member);
  const mine = member.id === you;
  const remarks = [
    member.character && words.house.playing(member.character),
    view.host === member.id ? words.people.host : member.role !== "writer" && words.people.roles[member.role],
    typing && !mine && words.people.writing,
    !typing && !gathering(view) && missing(view).some(({ id }) => id === member.id) && words.people.turn,
    member.muted && words.people.muted,
    member.status === "banned" && words.people.banned,
    member.status === "in" && !here && !mine && words.people.away,
  ].filter(Boolean);
  const faint = member.status !== "in" || (!here && !mine);
  return (
    <li>
      <div className={`flex items-center gap-2.5 text-sm ${acts.length > 0 || mine ? "min-h-11" : "min-h-9"}`}>
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
        {mine && <Character member={member} />}
        {acts.length > 0 && (
          <button
            type="button"
            aria-expanded={open}
            aria-label={words.people.actions(member.name)}
            onClick={() => setOpen(!open)}
            className="size-11 shrink-0 text-lg leading-none text-second hover:text-accent"
          >
            ⋯
          </button>
        )}
      </div>
      {open && acts.length > 0 && <PersonActs member={member} acts={acts} onDone={() => setOpen(false)} />}
    </li>
  );
}

const LONGEST = 40;

/** Whom one plays oneself. */
function Character({ member }: { member: Member }) {
  const words = useWords();
  const { outbox } = useConnection();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const take = async (character: string | null) => {
    const answer = await outbox.send("character.take", { character });
    if (answer.ok) setOpen(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) void take(name.trim());
  };
  return (
    <>
      <button
        type="button"
        aria-label={words.house.play}
        title={words.house.play}
        onClick={() => {
          setName(member.character ?? "");
          setOpen(true);
        }}
        className="flex size-11 shrink-0 items-center justify-center text-second hover:text-accent"
      >
        <Mask />
      </button>
      {open && (
        <Dialog title={words.house.play} onClose={() => setOpen(false)}>
          <form onSubmit={submit} className="space-y-4">
            <Field label={words.house.playLabel} hint={words.house.playHint}>
              {(control) => (
                <TextInput
                  {...control}
                  ref={firstFocus}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                  maxLength={LONGEST}
                />
              )}
            </Field>
            <div className="flex flex-wrap justify-end gap-2">
              {member.character && <Button onClick={() => void take(null)}>{words.house.playNobody}</Button>}
              <Button type="submit" kind="main" disabled={!name.trim()}>
                {words.house.playGo}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}

function Mask() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="size-4 fill-none stroke-current stroke-[1.4]">
      <path d="M3 5c2.3.9 4.600 1.300 7 1.300S14.700 5.900 17 5c.3 6.500-1.800 11-7 11S2.700 11.500 3 5ZM6 9.300c.8-.7 1.900-.7 2.700 0M11.300 9.300c.8-.7 1.900-.7 2.700 0M7.500 12.600c1.500 1 3.500 1 5 0" />
    </svg>
  );
}
