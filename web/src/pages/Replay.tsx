// How a story was written: any moment of it, by scrubbing, at any pace.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Refused } from "../api";
import { Button, Select, Trouble } from "../parts/basics";
import { TopBar, Waiting } from "../parts/TopBar";
import { Moment } from "../replay/Moment";
import { nextLine, PACES, type Pace } from "../replay/pace";
import { Timeline } from "../replay/Timeline";
import { lastTold } from "../replay/told";
import { type Fetched, useLog } from "../replay/useLog";
import { type Player, usePlayer } from "../replay/usePlayer";
import { useLocale, useWords, wordRefusal } from "../words";

export function Replay({ id }: { id: string }) {
  const words = useWords();
  const fetched = useLog(id);
  const player = usePlayer(fetched.times, fetched.held);
  const story = fetched.log.at(player.at);
  const end = useRef<HTMLDivElement>(null);
  useKeys(fetched, player);
  // The newest line is what one came to see.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves at each moment.
  useEffect(() => {
    end.current?.scrollIntoView({ block: "end", behavior: "instant" });
  }, [player.at]);
  const view = story?.view;
  return (
    <div className="flex min-h-dvh flex-col">
      <TopBar name={words.replay.short} title={view?.title ?? ""} language={view?.language} room={id} at="replay" />
      <main aria-label={words.replay.title} className="mx-auto w-full max-w-160 grow px-7 pt-10 sm:pt-14">
        <h1 className="sr-only">{words.replay.title}</h1>
        {story && <Moment story={story} />}
        {fetched.problem !== null && <Problem problem={fetched.problem} />}
        {!story && fetched.problem === null && <Waiting>{words.replay.opening}</Waiting>}
        <div ref={end} className="h-56" />
      </main>
      {story && <Controls fetched={fetched} player={player} view={story.view} />}
    </div>
  );
}

interface ControlsProps {
  fetched: Fetched;
  player: Player;
  view: NonNullable<ReturnType<Fetched["log"]["at"]>>["view"];
}

function Controls({ fetched, player, view }: ControlsProps) {
  const words = useWords();
  const locale = useLocale();
  const { log, held, head } = fetched;
  const { at, playing, pace, goTo } = player;
  const [, said] = lastTold(log.events, at, view, words) ?? [null, ""];
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const number = new Intl.NumberFormat(locale);
  const event = log.events[at - 1];
  const symbol = playing ? "❙❙" : at >= held ? "↺" : "▶";
  const name = playing ? words.replay.pause : at >= held ? words.replay.again : words.replay.play;
  return (
    <section
      aria-label={words.replay.title}
      className="sheet fixed inset-x-0 bottom-0 z-20 border-t border-hairline px-3 pt-3 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:px-7"
    >
      <div className="mx-auto max-w-5xl">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
          <p className="font-medium">{said}</p>
          <p className="text-second">{event && <time dateTime={event.at}>{when.format(new Date(event.at))}</time>}</p>
          <Told quiet={playing}>{said}</Told>
        </div>
        <Timeline events={log.events} held={held} at={at} said={said} onMove={goTo} />
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <Button kind="main" className="size-11 px-0!" aria-label={name} onClick={player.toggle}>
            <span aria-hidden="true">{symbol}</span>
          </Button>
          <Button aria-label={words.replay.previous} onClick={() => goTo(nextLine(log.events, at, -1))}>
            <span aria-hidden="true">←</span>
          </Button>
          <Button aria-label={words.replay.next} onClick={() => goTo(nextLine(log.events, at, 1))}>
            <span aria-hidden="true">→</span>
          </Button>
          <Select
            aria-label={words.replay.pace}
            value={pace}
            onChange={(change) => player.setPace(change.target.value as Pace)}
            className="mt-0! w-auto! min-w-0 grow basis-24 sm:grow-0 sm:basis-auto"
          >
            {PACES.map((known) => (
              <option key={known} value={known}>
                {words.replay.paces[known]}
              </option>
            ))}
          </Select>
          <p className={`ml-auto text-right text-sm text-second tabular-nums ${held < head ? "" : "max-sm:hidden"}`}>
            {held < head
              ? words.replay.fetching(number.format(held), number.format(head))
              : words.replay.at(number.format(at), number.format(held))}
          </p>
        </div>
        <p className="sr-only">{words.replay.keys}</p>
      </div>
    </section>
  );
}

const REST_MS = 400;

/** For screen readers, where the moment came to rest: while it plays they would be told too much. */
function Told({ quiet, children }: { quiet: boolean; children: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (quiet) return;
    const timer = setTimeout(() => setSaid(children), REST_MS);
    return () => clearTimeout(timer);
  }, [quiet, children]);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}

/** Space plays and pauses, arrows go from line to line, wherever one is but in a control that has a use for them. */
function useKeys({ log }: Fetched, player: Player): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const on = event.target as HTMLElement;
      if (event.altKey || event.ctrlKey || event.metaKey || on.matches("select, [role=dialog] *")) return;
      const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (by) player.goTo(nextLine(log.events, player.at, by));
      else if (event.key === " " && !on.matches("button, a")) player.toggle();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [log, player]);
}

function Problem({ problem }: { problem: unknown }): ReactNode {
  const words = useWords();
  return <Trouble>{problem instanceof Refused ? wordRefusal(words, problem.refusal) : words.unreachable}</Trouble>;
}
