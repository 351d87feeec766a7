// What one may put to the others: a way on, or a question to vote on.
import { type ReactNode, useState } from "react";
import { useConnection, useRoom, useStory } from "../room/context";
import type { Wish } from "../room/outbox";
import { lastPassage, missing, takesPart } from "../room/select";
import { useWords } from "../words";
import { Button } from "./basics";
import { OfferChoice } from "./OfferChoice";
import { closes, Panel } from "./Panel";

export function AskRoom() {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const [offering, setOffering] = useState(false);
  const last = lastPassage(view);
  if (!live || view.frozen || view.vote || !takesPart(view, you)) return null;
  const muted = you ? view.members[you]?.muted : true;
  const ask = (wish: Wish<"vote.call">) => void outbox.send("vote.call", wish);
  const others = missing(view).filter((member) => member.id !== you);
  return (
    <>
      <Panel
        title={words.votes.ask}
        button={{
          className:
            "min-h-11 rounded-full px-3 text-sm font-medium text-second underline-offset-4 hover:text-accent hover:underline",
          children: words.votes.ask,
        }}
      >
        <ul className="-m-2">
          {!muted && last?.status === "complete" && <Item onPick={() => setOffering(true)}>{words.choices.offer}</Item>}
          {view.choices && view.choices.options.length > 1 && (
            <Item onPick={() => ask({ kind: "choice", passage: view.choices?.passage ?? 0 })}>
              {words.votes.callChoice}
            </Item>
          )}
          {last && last.versions.length > 1 && (
            <Item onPick={() => ask({ kind: "version", passage: last.id })}>{words.votes.callVersion}</Item>
          )}
          {others.map((member) => (
            <Item key={member.id} onPick={() => ask({ kind: "skip", member: member.id })}>
              {words.votes.callSkip(member.name)}
            </Item>
          ))}
          {view.branches.some((branch) => branch.id !== 0) && (
            <Item onPick={() => ask({ kind: "branch" })}>{words.votes.callBranch}</Item>
          )}
          <Item onPick={() => ask({ kind: "end" })}>{words.votes.callEnd}</Item>
        </ul>
      </Panel>
      {offering && last && <OfferChoice passage={last.id} onClose={() => setOffering(false)} />}
    </>
  );
}

function Item({ onPick, children }: { onPick: () => void; children: ReactNode }) {
  return (
    <li>
      <Button
        kind="bare"
        className="w-full justify-start text-left"
        onClick={(event) => {
          closes(event);
          onPick();
        }}
      >
        {children}
      </Button>
    </li>
  );
}
