// What one may do about somebody: remind them, give them the turn, and what only hosts may.
import { useState } from "react";
import type { CommandMap, CommandName, Member, RoomView } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { GATHER } from "../room/modes";
import type { Wish } from "../room/outbox";
import { leads, mayBePlayed, maySteer, missing, takesPart } from "../room/select";
import { useWords, type Words } from "../words";
import { Button } from "./basics";
import { Confirm } from "./Dialog";

export interface Act {
  readonly name: CommandName;
  readonly wish: Wish<CommandName>;
  readonly label: string;
  /** Asked first, where it is not easily undone. */
  readonly ask?: string;
}

export function useActs(member: Member): readonly Act[] {
  const words = useWords();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const here = useRoom((state) => state.here);
  if (!you || member.id === you) return [];
  const played = maySteer(view, you) && able(view) && mayBePlayed(member, here) ? [play(member, words)] : [];
  return [
    ...byAnybody(view, you, member, words),
    ...played,
    ...(leads(view, you) ? byLeaders(view, you, member, words) : []),
  ];
}

function act<N extends CommandName>(name: N, wish: Omit<CommandMap[N], "op">, label: string, ask?: string): Act {
  return { name, wish, label, ...(ask && { ask }) };
}

/** Whether the co-author could begin now. */
const able = (view: RoomView) => view.rules.coauthor && !view.generation;

/** @param member One whose character it may play. */
const play = ({ id, name, character }: Member, words: Words): Act =>
  act("story.continue", { stands_for: id }, words.understudy.ask(character ?? words.understudy.character(name)));

function byAnybody(view: RoomView, you: string, { id, name }: Member, words: Words): Act[] {
  const waits = missing(view).some((member) => member.id === id) && !view.turn?.nudged.includes(id);
  return waits && takesPart(view, you) ? [act("member.nudge", { member: id }, words.turns.nudge(name))] : [];
}

function byLeaders(view: RoomView, you: string, member: Member, words: Words): Act[] {
  const say = words.people;
  const { id, name, role } = member;
  const hosting = view.host === you;
  if (member.status === "banned") return [act("member.unban", { member: id }, say.unban)];
  if (!hosting && (view.host === id || role === "cohost")) return [];
  const acts: Act[] = [];
  const { turn } = view;
  const gives = GATHER[view.mode] === "one" && (turn?.kind === "people" || turn?.kind === "nobody");
  if (turn && gives && !turn.speakers.includes(id) && !member.muted && role !== "reader" && !view.frozen)
    acts.push(act("turn.give", { turn: turn.number, member: id }, words.turns.give));
  acts.push(act("member.mute", { member: id, muted: !member.muted }, member.muted ? say.unmute : say.mute));
  for (const other of ["writer", "reader", "cohost"] as const)
    if (other !== role && (hosting || other !== "cohost"))
      acts.push(act("role.give", { member: id, role: other }, say.make[other]));
  if (hosting) acts.push(act("host.pass", { member: id }, say.hand, say.handAsk(name)));
  acts.push(act("member.kick", { member: id }, say.kick, say.kickAsk(name)));
  acts.push(act("member.ban", { member: id }, say.ban, say.banAsk(name)));
  return acts;
}

interface Props {
  member: Member;
  acts: readonly Act[];
  onDone: () => void;
}

export function PersonActs({ acts, onDone }: Props) {
  const { outbox } = useConnection();
  const [sure, setSure] = useState<Act | null>(null);
  const send = ({ name, wish }: Act) => void outbox.send(name, wish).then(onDone);
  return (
    <div className="mb-2 ml-2 grid border-l border-hairline pl-1 max-wide:grid-cols-2 [&>button]:justify-start [&>button]:text-left">
      {acts.map((one) => (
        <Button key={one.label} kind="bare" onClick={() => (one.ask ? setSure(one) : send(one))}>
          {one.label}
        </Button>
      ))}
      {sure?.ask && <Confirm ask={sure.ask} yes={sure.label} onYes={() => send(sure)} onClose={() => setSure(null)} />}
    </div>
  );
}
