// A quiet bar at the foot of a room, from when somebody begins to listen until they stop.
import { Button } from "../parts/basics";
import { Link } from "../parts/Link";
import { Panel } from "../parts/Panel";
import { useStory } from "../room/context";
import { useWords } from "../words";
import { PaceChoice, SoundTrouble, Transport, VoiceChoice } from "./Controls";
import { useHeard, usePlayer } from "./context";
import { SoundIcon } from "./icons";
import { sayState, useWhat } from "./saying";
import { useMediaSession } from "./session";
import { useReadAlong } from "./useReadAlong";

export function PlayerBar() {
  const words = useWords();
  const player = usePlayer();
  const room = useStory(({ view }) => view.id);
  const { elsewhere, goBack } = useReadAlong(player);
  useMediaSession(player);
  return (
    <section
      aria-label={words.sound.title}
      className="player sticky bottom-0 z-20 border-t border-hairline bg-paper pb-[env(safe-area-inset-bottom)] shadow-[0_-6px_24px_rgb(60_40_10/6%)]"
    >
      <Progress />
      {elsewhere && (
        <Button
          className="absolute bottom-full left-1/2 mb-3 -translate-x-1/2 bg-paper whitespace-nowrap shadow-lg"
          onClick={goBack}
        >
          {words.sound.back}
        </Button>
      )}
      <SoundTrouble className="flex flex-wrap items-center justify-center gap-x-1 border-b border-hairline bg-sheet px-4" />
      <div className="mx-auto grid max-w-[88rem] grid-cols-[auto_1fr_auto] items-center gap-x-2 px-1 py-1 max-sm:pt-1.5 max-sm:gap-y-1 sm:px-5">
        <What />
        <Transport />
        <div className="col-start-3 flex">
          <Panel
            title={words.sound.more}
            button={{
              "aria-label": words.sound.more,
              className: "flex size-11 items-center justify-center rounded-full text-second hover:text-accent",
              children: <SoundIcon name="more" />,
            }}
          >
            <div className="space-y-4">
              <PaceChoice />
              <VoiceChoice />
              <Link
                href={`/listen/${room}`}
                className="inline-block leading-11 text-accent underline underline-offset-4"
              >
                {words.sound.listening}
              </Link>
            </div>
          </Panel>
          <button
            type="button"
            aria-label={words.sound.close}
            title={words.sound.close}
            onClick={() => player.stop()}
            className="flex size-11 items-center justify-center rounded-full text-second hover:text-accent"
          >
            <SoundIcon name="close" />
          </button>
        </div>
      </div>
    </section>
  );
}

function What() {
  const words = useWords();
  const heard = useHeard((held) => held);
  const whole = useStory(({ view }) => view.complete);
  const { passage, voice } = useWhat();
  const state = sayState(words, heard, whole);
  return (
    <p className="col-span-3 flex min-w-0 justify-center gap-x-2 px-3 text-[0.8125rem] text-second sm:col-span-1 sm:col-start-2 sm:row-start-1 sm:justify-start">
      <span className={`truncate ${state ? "max-sm:hidden" : ""}`}>
        {!heard.ended && (voice ? words.sound.what(passage, voice) : passage)}
      </span>
      <span role="status" className="truncate empty:hidden">
        {state}
      </span>
    </p>
  );
}

/** How much of the passage was read. */
function Progress() {
  const player = usePlayer();
  const seconds = useHeard((heard) => heard.seconds);
  const share = player.length > 0 ? Math.min(1, (seconds * 1_000) / player.length) : 0;
  return (
    <span
      aria-hidden="true"
      className="absolute inset-x-0 -top-px h-[2px] origin-left bg-accent"
      style={{ transform: `scaleX(${share})` }}
    />
  );
}
