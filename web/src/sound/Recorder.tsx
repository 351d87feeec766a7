// "Read it yourself": the words large, the level in sight, and nothing sent before its reader likes it.
import { useEffect, useRef, useState } from "react";
import { Button, Trouble } from "../parts/basics";
import { Confirm, Dialog } from "../parts/Dialog";
import type { Passage } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { paragraphs } from "../room/select";
import { textOf } from "../room/story";
import { useWords, wordRefusal } from "../words";
import { usePlayer } from "./context";
import { LONGEST, type Microphone, playBack } from "./recording";
import { clock } from "./timings";
import { type Recording, useRecorder } from "./useRecorder";

export function Recorder({ passage, onClose }: { passage: Passage; onClose: () => void }) {
  const words = useWords();
  const player = usePlayer();
  const connection = useConnection();
  // The words of now, whatever becomes of the passage meanwhile.
  const [{ id, version }] = useState(passage);
  const text = useStory((story) => textOf(story, id, version));
  const language = useStory(({ view }) => view.language);
  const you = useRoom((state) => state.you);
  const media = useStory(({ view }) => view.passages.find((held) => held.id === id)?.media);
  const mine = (media ?? []).filter(
    ({ kind, by, version: of }) => kind === "recording" && by === you && of === version,
  );
  const [before, setBefore] = useState<readonly number[]>([]);
  const recording = useRecorder(connection.seat.room, id, version, () => {
    for (const media of before) void connection.outbox.send("media.remove", { media });
  });
  const { stage } = recording;
  const [leaving, setLeaving] = useState(false);
  useEffect(() => player.pause(), [player]);

  if (leaving)
    return (
      <Confirm ask={words.record.sure} yes={words.record.throwAway} onYes={onClose} onClose={() => setLeaving(false)} />
    );
  return (
    <Dialog title={words.record.open} onClose={() => (recording.unsaved ? setLeaving(true) : onClose())}>
      <div
        lang={language}
        className="story-text max-h-[45dvh] overflow-y-auto text-[1.375rem]! sm:text-2xl!"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must do so by keyboard too.
        tabIndex={0}
      >
        {paragraphs(text).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of one version stay where they are.
          <p key={index} className="mb-3">
            {line}
          </p>
        ))}
      </div>
      <div className="mt-4 border-t border-hairline pt-4">
        {stage.is === "ready" && (
          <>
            <p className="mb-1">{words.record.about}</p>
            <p className="mb-4 text-sm text-second">{words.record.askFirst}</p>
            {mine.length > 0 && <p className="mb-4 text-sm text-second">{words.record.mine}</p>}
          </>
        )}
        <Now recording={recording} onBegin={() => setBefore(mine.map((media) => media.id))} />
        {stage.is === "ready" &&
          mine.map((media) => (
            <Button
              key={media.id}
              kind="bare"
              onClick={() => void connection.outbox.send("media.remove", { media: media.id })}
            >
              {words.record.remove}
            </Button>
          ))}
      </div>
    </Dialog>
  );
}

/** What one can do at this moment of it. */
function Now({ recording, onBegin }: { recording: Recording; onBegin: () => void }) {
  const words = useWords();
  const say = words.record;
  const { stage } = recording;
  const begin = () => {
    onBegin();
    recording.begin();
  };
  switch (stage.is) {
    case "ready":
      return (
        <Button kind="main" className="min-h-12 px-8" onClick={begin}>
          {say.begin}
        </Button>
      );
    case "asking":
      return <p role="status">{say.asking}</p>;
    case "mute":
      return (
        <>
          <Trouble>{say[stage.why]}</Trouble>
          <Button className="mt-4" onClick={begin}>
            {words.sound.again}
          </Button>
        </>
      );
    case "count":
      return (
        <p role="status" className="text-center">
          <span className="sr-only">{say.count(stage.left)}</span>
          <span aria-hidden="true" className="font-story text-6xl text-accent tabular-nums">
            {stage.left}
          </span>
        </p>
      );
    case "recording":
    case "paused":
      return recording.microphone && <Hearing microphone={recording.microphone} recording={recording} />;
    case "kept":
      return <p role="status">{say.kept}</p>;
    default:
      return <Taken recording={recording} onAgain={begin} />;
  }
}

/** So long may nothing be heard before it is said. */
const QUIET_MS = 3_000;
const HEARD = 0.12;

function Hearing({ microphone, recording }: { microphone: Microphone; recording: Recording }) {
  const say = useWords().record;
  const bar = useRef<HTMLSpanElement>(null);
  const [seconds, setSeconds] = useState(0);
  const [quiet, setQuiet] = useState(false);
  const on = recording.stage.is === "recording";
  useEffect(() => {
    let heard = performance.now();
    let frame = requestAnimationFrame(function show(now) {
      frame = requestAnimationFrame(show);
      const level = microphone.level();
      if (bar.current) bar.current.style.transform = `scaleX(${level})`;
      if (level > HEARD || !on) heard = now;
      setQuiet(now - heard > QUIET_MS);
      setSeconds(Math.floor(microphone.seconds));
    });
    return () => cancelAnimationFrame(frame);
  }, [microphone, on]);
  const left = LONGEST - seconds;
  return (
    <>
      <p className="mb-2 flex items-center gap-2 text-sm">
        <span aria-hidden="true" className={`size-3 rounded-full ${on ? "bg-accent" : "border border-edge"}`} />
        <span role="status">{on ? say.recording : say.paused}</span>
        <span className="ml-auto text-second tabular-nums">
          {clock(seconds)}
          {left <= 60 && ` · ${say.left(clock(left))}`}
        </span>
      </p>
      <div aria-hidden="true" title={say.level} className="h-3 overflow-hidden rounded-full bg-sheet">
        <span ref={bar} className="block h-full origin-left scale-x-0 rounded-full bg-accent" />
      </div>
      <p role="status" className="mt-1 min-h-5 text-sm text-second">
        {quiet && say.quiet}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button kind="main" className="min-h-12 px-6" onClick={recording.stop}>
          {say.stop}
        </Button>
        <Button className="min-h-12" onClick={on ? recording.pause : recording.goOn}>
          {on ? say.pause : say.goOn}
        </Button>
      </div>
    </>
  );
}

function Taken({ recording, onAgain }: { recording: Recording; onAgain: () => void }) {
  const words = useWords();
  const say = words.record;
  const { stage } = recording;
  const take = "take" in stage ? stage.take : null;
  const [stop, setStop] = useState<(() => void) | null>(null);
  useEffect(() => () => stop?.(), [stop]);
  if (!take) return null;
  const sending = stage.is === "sending";
  const full = take.sound.duration >= LONGEST;
  const listen = () => {
    if (stop) return setStop(null);
    const silence = playBack(take.sound, () => setStop(null));
    setStop(() => silence);
  };
  return (
    <>
      {stage.is === "unsent" && (
        <div className="mb-3">
          <Trouble>{stage.refusal ? wordRefusal(words, stage.refusal) : say.unsent}</Trouble>
        </div>
      )}
      <p role="status" className="mb-3 text-sm text-second">
        {sending
          ? say.sending(stage.percent)
          : `${say.length(clock(take.sound.duration))}${full ? `. ${say.full}` : ""}`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button kind="main" className="min-h-12 px-6" disabled={sending} onClick={recording.keep}>
          {stage.is === "unsent" ? say.sendAgain : say.keep}
        </Button>
        <Button className="min-h-12" onClick={listen}>
          {stop ? say.stopListening : say.listen}
        </Button>
        <Button className="min-h-12" disabled={sending} onClick={onAgain}>
          {say.again}
        </Button>
      </div>
    </>
  );
}
