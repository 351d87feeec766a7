// One recording of one passage, from the first press to the moment it is kept.
import { useCallback, useEffect, useRef, useState } from "react";
import { Refused } from "../api";
import { newOp } from "../device";
import type { Refusal } from "../protocol";
import { LONGEST, Microphone, NoMicrophone, type Silence, send } from "./recording";

export interface Take {
  readonly sound: AudioBuffer;
  readonly op: string;
}

export type Stage =
  | { readonly is: "ready" }
  | { readonly is: "asking" }
  | { readonly is: "mute"; readonly why: Silence }
  | { readonly is: "count"; readonly left: number }
  | { readonly is: "recording" | "paused" }
  | { readonly is: "took"; readonly take: Take }
  | { readonly is: "sending"; readonly take: Take; readonly percent: number }
  | { readonly is: "unsent"; readonly take: Take; readonly refusal: Refusal | null }
  | { readonly is: "kept" };

const COUNT_FROM = 3;
const TICK_MS = 1_000;

export interface Recording {
  readonly stage: Stage;
  readonly microphone: Microphone | null;
  /** Something would be lost. */
  readonly unsaved: boolean;
  begin: () => void;
  pause: () => void;
  goOn: () => void;
  stop: () => void;
  keep: () => void;
}

/** @param onKept Called once the house has it. */
export function useRecorder(room: string, passage: number, version: number, onKept: () => void): Recording {
  const [stage, setStage] = useState<Stage>({ is: "ready" });
  const [microphone, setMicrophone] = useState<Microphone | null>(null);
  const gone = useRef(false);

  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  useEffect(() => () => microphone?.close(), [microphone]);

  const begin = useCallback(async () => {
    setStage({ is: "asking" });
    try {
      const opened = await Microphone.open();
      if (gone.current) return opened.close();
      setMicrophone(opened);
      setStage({ is: "count", left: COUNT_FROM });
    } catch (problem) {
      setStage({ is: "mute", why: problem instanceof NoMicrophone ? problem.why : "notHere" });
    }
  }, []);

  const stop = useCallback(async () => {
    if (!microphone) return;
    microphone.hear(false);
    const sound = await microphone.take();
    setMicrophone(null);
    setStage({ is: "took", take: { sound, op: newOp() } });
  }, [microphone]);

  useEffect(() => {
    if (stage.is !== "count") return;
    const timer = setTimeout(() => {
      if (stage.left > 1) return setStage({ is: "count", left: stage.left - 1 });
      microphone?.hear(true);
      setStage({ is: "recording" });
    }, TICK_MS);
    return () => clearTimeout(timer);
  }, [stage, microphone]);

  useEffect(() => {
    if (stage.is !== "recording" || !microphone) return;
    const timer = setInterval(() => microphone.seconds >= LONGEST && void stop(), TICK_MS / 4);
    return () => clearInterval(timer);
  }, [stage, microphone, stop]);

  const keep = async () => {
    if (stage.is !== "took" && stage.is !== "unsent") return;
    const { take } = stage;
    setStage({ is: "sending", take, percent: 0 });
    try {
      await send(take.sound, { op: take.op, room, passage, version }, (percent) =>
        setStage({ is: "sending", take, percent }),
      );
      setStage({ is: "kept" });
      onKept();
    } catch (problem) {
      setStage({ is: "unsent", take, refusal: problem instanceof Refused ? problem.refusal : null });
    }
  };

  const unsaved = !["ready", "asking", "mute", "count", "kept"].includes(stage.is);
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsaved]);

  return {
    stage,
    microphone,
    unsaved,
    begin: () => void begin(),
    pause: () => {
      microphone?.hear(false);
      setStage({ is: "paused" });
    },
    goOn: () => {
      microphone?.hear(true);
      setStage({ is: "recording" });
    },
    stop: () => void stop(),
    keep: () => void keep(),
  };
}
