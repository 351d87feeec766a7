// A story for ears: dark, large controls, and the words beside them for whoever looks up.
import { useEffect } from "react";
import { show } from "../look";
import { Button, Trouble } from "../parts/basics";
import { Link } from "../parts/Link";
import { Prose } from "../parts/PassageView";
import { useTitle } from "../parts/useTitle";
import { useConnection, useStory } from "../room/context";
import { textOf } from "../room/story";
import { PaceChoice, SoundTrouble, Transport, VoiceChoice } from "../sound/Controls";
import { heardIn, useHeard, usePlayer } from "../sound/context";
import { audible, heardStory } from "../sound/playlist";
import { SleepChoice } from "../sound/SleepChoice";
import { sayState, useWhat } from "../sound/saying";
import { useMediaSession } from "../sound/session";
import { clock } from "../sound/timings";
import { useReadAlong } from "../sound/useReadAlong";
import { useWords } from "../words";

export function Listening() {
  const words = useWords();
  const player = usePlayer();
  const view = useStory((story) => story.view);
  const on = useHeard((heard) => heard.on);
  useTitle(`${words.sound.listening}: ${view.title}`);
  useMediaSession(player);
  useNight();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="px-3 pt-[env(safe-area-inset-top)] sm:px-7">
        <Link href={`/r/${view.id}`} className="inline-flex min-h-16 items-center text-second hover:text-accent">
          ← {words.sound.toStory}
        </Link>
      </header>
      <main aria-label={words.sound.listening} className="mx-auto flex w-full max-w-160 grow flex-col px-5 sm:px-7">
        <div className="grow pb-8">
          <Cover />
          <h1 lang={view.language} className="text-center font-story text-3xl font-medium text-balance">
            {view.title}
          </h1>
          {on ? <Read /> : <Doors />}
        </div>
        {on && <Desk />}
      </main>
    </div>
  );
}

/** Whatever light the reader likes elsewhere. */
function useNight(): void {
  useEffect(() => {
    document.documentElement.dataset.paper = "night";
    return show;
  }, []);
}

function Cover() {
  const connection = useConnection();
  const cover = useStory(({ view }) => view.media.findLast(({ kind, state }) => kind === "cover" && state === "ready"));
  const file = cover?.made?.files.find(({ type }) => type.startsWith("image/"));
  if (!file) return null;
  return (
    <img
      src={heardIn(connection).address(file.id)}
      alt={cover?.made?.alt ?? ""}
      width={file.width}
      height={file.height}
      className="mx-auto mb-6 max-h-[26dvh] w-auto rounded-md shadow-2xl"
    />
  );
}

/** Nothing sounds before somebody asks for it. */
function Doors() {
  const words = useWords().sound;
  const player = usePlayer();
  const view = useStory((story) => story.view);
  const off = useWords().refusals.media_off({ media: "voice" });
  const queue = heardStory(view);
  const place = player.place();
  const kept = queue.findIndex(({ id }) => id === place?.passage);
  if (!audible(view)) return <Trouble>{off}</Trouble>;
  if (queue.length === 0) return <p className="mt-10 text-center text-second">{words.empty}</p>;
  return (
    <div className="flex min-h-[50dvh] flex-col items-center justify-center gap-4">
      <Button kind="main" className="min-h-20 px-10 text-lg!" onClick={() => player.begin()}>
        {place && kept > 0 ? words.resume(kept + 1) : words.begin}
      </Button>
      {place && kept > 0 && (
        <Button className="min-h-16 px-8" onClick={() => player.beginAnew()}>
          {words.fromStart}
        </Button>
      )}
    </div>
  );
}

/** What is heard, in words; the one that is heard now is lit. */
function Read() {
  const words = useWords();
  const player = usePlayer();
  const at = useHeard((heard) => heard.passage);
  const view = useStory((story) => story.view);
  const queue = heardStory(view);
  const index = queue.findIndex(({ id }) => id === at);
  const text = useStory((story) => textOf(story, at ?? 0, queue[index]?.version ?? 0));
  const { elsewhere, goBack } = useReadAlong(player);
  return (
    <>
      <p className="mt-2 mb-8 text-center text-sm text-second">
        {index >= 0 && words.sound.at(index + 1, queue.length)}
      </p>
      <article data-passage={at ?? undefined} lang={view.language} className="text-lg">
        <Prose text={text} />
      </article>
      {elsewhere && (
        <p className="sticky bottom-72 text-center">
          <Button className="bg-paper shadow-lg" onClick={goBack}>
            {words.sound.back}
          </Button>
        </p>
      )}
    </>
  );
}

function Desk() {
  const words = useWords();
  const heard = useHeard((held) => held);
  const whole = useStory(({ view }) => view.complete);
  const { passage, voice } = useWhat();
  return (
    <section
      aria-label={words.sound.title}
      className="sticky bottom-0 -mx-5 border-t border-hairline bg-paper px-5 pt-3 pb-[max(1rem,env(safe-area-inset-bottom))] sm:-mx-7 sm:px-7"
    >
      <SoundTrouble className="mb-2 flex flex-wrap items-center justify-center gap-x-2 rounded-md bg-sheet px-3" />
      <p className="text-center text-sm text-second">
        {!heard.ended && (voice ? words.sound.what(passage, voice) : passage)}{" "}
        <span role="status" className="text-ink">
          {sayState(words, heard, whole)}
        </span>
      </p>
      <PlaceInPassage />
      <div className="flex justify-center">
        <Transport large />
      </div>
      <div className="mt-3 grid grid-cols-3 gap-2 sm:gap-3 [&_label]:truncate [&_label]:text-second [&_select]:min-h-16 [&_select]:px-2">
        <PaceChoice />
        <VoiceChoice />
        <SleepChoice />
      </div>
    </section>
  );
}

function PlaceInPassage() {
  const words = useWords().sound;
  const player = usePlayer();
  const seconds = useHeard((heard) => heard.seconds);
  const media = useHeard((heard) => heard.media);
  const length = media?.made?.seconds ?? 0;
  const told = words.time(clock(seconds), clock(length));
  return (
    <input
      type="range"
      aria-label={words.place}
      aria-valuetext={told}
      min={0}
      max={Math.max(1, length)}
      step={0.1}
      value={Math.min(seconds, length)}
      disabled={length === 0}
      onChange={(event) => player.seek(Number(event.target.value) * 1_000)}
      className="replay-slider block h-11 w-full"
    />
  );
}
