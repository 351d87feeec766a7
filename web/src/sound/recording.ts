// A passage read into the microphone: heard, kept in memory, and sent when its reader likes it.
import { room as addressOf, Refused, Unreachable } from "../api";
import { limits } from "../limits";
import type { Refusal, RoomView } from "../protocol";
import capture from "./capture?worker&url";
import { joined, resampled, wav } from "./wav";

/** Whether one may read passages of this story aloud. What is said cannot be checked, so not where readers are young. */
export function mayRecord(view: RoomView, you: string | null): boolean {
  const me = view.members[you ?? ""];
  const writes = me?.status === "in" && !me.muted && me.role !== "reader";
  return writes && view.rules.media.recordings && view.rules.age === "adult";
}

/** A moment less than the house takes, in seconds. */
export const LONGEST = limits.recording_seconds - 1;

/** Why there is no microphone; they are entries of the page's words. */
export type Silence = "refused" | "missing" | "insecure" | "notHere";

export class NoMicrophone extends Error {
  constructor(readonly why: Silence) {
    super(why);
  }
}

/** The microphone, open until it is closed. */
export class Microphone {
  private readonly pieces: Float32Array[] = [];
  private hearing = false;
  private readonly analyser: AnalyserNode;
  private readonly window: Float32Array<ArrayBuffer>;

  private constructor(
    private readonly context: AudioContext,
    private readonly stream: MediaStream,
    node: AudioWorkletNode,
  ) {
    const source = context.createMediaStreamSource(stream);
    this.analyser = new AnalyserNode(context, { fftSize: 2048 });
    this.window = new Float32Array(this.analyser.fftSize);
    source.connect(this.analyser);
    source.connect(node);
    // A worklet that leads nowhere is not asked to work; it says nothing itself.
    node.connect(context.destination);
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      if (this.hearing) this.pieces.push(data);
    };
  }

  /** Called in answer to a press. Throws `NoMicrophone`. */
  static async open(): Promise<Microphone> {
    if (!globalThis.isSecureContext) throw new NoMicrophone("insecure");
    if (!("AudioWorkletNode" in globalThis) || !navigator.mediaDevices) throw new NoMicrophone("notHere");
    const context = new AudioContext();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true },
      });
      await context.audioWorklet.addModule(capture);
      await context.resume();
      return new Microphone(context, stream, new AudioWorkletNode(context, "capture"));
    } catch (problem) {
      void context.close();
      throw new NoMicrophone(silenceOf(problem));
    }
  }

  hear(on: boolean): void {
    this.hearing = on;
  }

  /** Seconds that were kept. */
  get seconds(): number {
    return this.pieces.reduce((length, piece) => length + piece.length, 0) / this.context.sampleRate;
  }

  /** How loud it is now, 0 to 1, as ears tell it. */
  level(): number {
    this.analyser.getFloatTimeDomainData(this.window);
    const power = this.window.reduce((sum, sample) => sum + sample * sample, 0) / this.window.length;
    const decibels = 10 * Math.log10(power + 1e-10);
    return Math.max(0, Math.min(1, (decibels + 60) / 54));
  }

  close(): void {
    this.hearing = false;
    for (const track of this.stream.getTracks()) track.stop();
    void this.context.close().catch(() => undefined);
  }

  /** What was kept, at the rate of the house. */
  take(): Promise<AudioBuffer> {
    return resampled(joined(this.pieces), this.context.sampleRate);
  }
}

function silenceOf(problem: unknown): Silence {
  const name = problem instanceof DOMException ? problem.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotFoundError" || name === "NotReadableError" || name === "OverconstrainedError"
    ? "missing"
    : "notHere";
}

/** Plays a take to its reader. Returns what stops it. */
export function playBack(take: AudioBuffer, onEnd: () => void): () => void {
  const context = new AudioContext();
  const source = new AudioBufferSourceNode(context, { buffer: take });
  source.connect(context.destination);
  source.onended = () => {
    void context.close();
    onEnd();
  };
  source.start();
  return () => source.stop();
}

interface Sent {
  /** The same again when it is sent again: it is kept once. */
  readonly op: string;
  readonly room: string;
  readonly passage: number;
  readonly version: number;
}

/** Throws `Refused` or `Unreachable`. `fetch` cannot say how much went out, so this is the older way. */
export function send(take: AudioBuffer, to: Sent, onPercent: (percent: number) => void): Promise<void> {
  const request = new XMLHttpRequest();
  request.open("POST", `${addressOf(to.room)}/passages/${to.passage}/recordings?op=${to.op}&version=${to.version}`);
  request.responseType = "json";
  request.setRequestHeader("content-type", "audio/wav");
  request.upload.onprogress = ({ loaded, total }) => onPercent(Math.round((100 * loaded) / Math.max(1, total)));
  return new Promise((resolve, reject) => {
    request.onload = () => {
      const told = request.response as Refusal | null;
      if (request.status < 300) resolve();
      else reject(told?.kind === "refusal" ? new Refused(told) : new Unreachable());
    };
    request.onerror = request.onabort = request.ontimeout = () => reject(new Unreachable());
    request.send(wav(take.getChannelData(0), take.sampleRate));
  });
}
