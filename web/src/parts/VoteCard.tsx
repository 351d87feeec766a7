// The room is asked: options as cards, hands as they rise, and the time as a line that shortens.
import { type KeyboardEvent, useRef } from "react";
import type { Vote } from "../protocol";
import { type Option, options, question } from "../room/asked";
import { useConnection, useRoom, useStory } from "../room/context";
import { leads, takesPart } from "../room/select";
import { useWords } from "../words";
import { Button } from "./basics";
import { Hands } from "./Portraits";
import { TimeLine } from "./TimeLine";
import { WeaveCard } from "./WeaveCard";

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function VoteCard() {
  const vote = useStory(({ view }) => view.vote);
  if (!vote) return null;
  return vote.kind === "weave" ? <WeaveCard key={vote.id} vote={vote} /> : <Ballot vote={vote} />;
}

function Ballot({ vote }: { vote: Vote }) {
  const words = useWords();
  const story = useStory();
  const { outbox } = useConnection();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const ballot = useRoom((state) => state.ballot);
  const list = useRef<HTMLUListElement>(null);
  const { view } = story;
  const cards = options(story, vote, words, view.choices?.options ?? []);
  const may = live && takesPart(view, you);
  const mine = (you ? vote.hands[you] : undefined) ?? ballot;
  const cast = (option: number) => void outbox.send("vote.cast", { vote: vote.id, option });
  const ends = Date.parse(vote.closes_at);
  const asker = vote.by ? view.members[vote.by]?.name : undefined;
  const keys = (event: KeyboardEvent) => {
    const picked = cards[Number(event.key) - 1];
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = STEPS[event.key];
    if (picked && may) cast(picked.option);
    else if (step && at >= 0) buttons[(at + step + buttons.length) % buttons.length]?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <section aria-labelledby="vote" className="mt-5 rounded-md border border-hairline px-4 py-4 font-quiet sm:px-5">
      <h2 id="vote" className="font-story text-xl leading-snug">
        {question(story, vote, words)}
      </h2>
      <p className="text-sm text-second">
        {asker && <>{words.votes.by(asker)} </>}
        {words.votes.voted(vote.cast.length)} {vote.secret && words.votes.secret}
      </p>
      <TimeLine began={ends - view.rules.vote_seconds * 1_000} ends={ends} colour="var(--accent)" />
      <ul ref={list} onKeyDown={keys} className={`mt-3 grid gap-3 ${columns(cards)}`}>
        {cards.map((card, index) => (
          <li key={card.option} className="flex">
            <Card
              card={card}
              number={index + 1}
              mine={mine === card.option}
              may={may}
              onPick={() => cast(card.option)}
            />
          </li>
        ))}
      </ul>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4">
        <p className="text-sm text-second">
          {may ? (mine === null ? words.votes.keys : words.votes.mayChange) : words.votes.readers}{" "}
          {cards.some((card) => card.told) ? words.votes.ties : words.votes.half}
        </p>
        {live && (leads(view, you) || vote.by === you) && (
          <Button
            kind="bare"
            className="-mr-3 ml-auto"
            onClick={() => void outbox.send("vote.close", { vote: vote.id })}
          >
            {words.votes.countNow}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Lines of a story stand side by side where that leaves no hole. */
const columns = (cards: readonly Option[]): string => {
  if (!cards.some((card) => card.told)) return "grid-cols-2";
  return cards.length % 2 ? "" : "sm:grid-cols-2";
};

interface CardProps {
  card: Option;
  number: number;
  mine: boolean;
  may: boolean;
  onPick: () => void;
}

function Card({ card, number, mine, may, onPick }: CardProps) {
  const words = useWords();
  const { view } = useStory();
  const { vote } = view;
  const raised = Object.entries(vote?.hands ?? {}).filter(([, option]) => option === card.option);
  const members = raised.map(([id]) => view.members[id]).filter((member) => member !== undefined);
  const by = card.by === null ? words.coauthor : card.by && view.members[card.by]?.name;
  return (
    <button
      type="button"
      disabled={!may}
      aria-pressed={mine}
      onClick={onPick}
      className="flex min-h-11 w-full flex-col gap-2 rounded-md border border-hairline bg-sheet/60 px-4 py-3 text-left hover:border-accent disabled:hover:border-hairline aria-pressed:border-accent aria-pressed:shadow-[inset_0_-2px_0_var(--accent)]"
    >
      <span
        lang={card.told ? view.language : undefined}
        className={card.told ? "grow font-story leading-snug whitespace-pre-line" : "grow font-medium"}
      >
        <span aria-hidden="true" className="float-right ml-2 font-quiet text-xs leading-5 text-second tabular-nums">
          {number}
        </span>
        {card.text}
      </span>
      {by && <span className="text-sm text-second">{words.votes.from(by)}</span>}
      {vote && !vote.secret && (
        <span className="flex min-h-6 flex-wrap items-center gap-2 text-sm text-second">
          <Hands members={members} />
          {words.votes.hands(members.length)}
          {members.length > 0 && <span className="sr-only">: {words.list(members.map((member) => member.name))}</span>}
        </span>
      )}
      {vote?.secret && mine && <span className="text-sm font-medium">{words.votes.yours}</span>}
    </button>
  );
}
