// Brings a checker to this browser when it is first asked for. The draft goes to the checker's worker and no further:
// the policy that the server sends with the worker (server/page.py) lets it reach no network at all.
import affixes from "../../node_modules/dictionary-fr/index.aff?url";
import dictionary from "../../node_modules/dictionary-fr/index.dic?url";
import harper from "../../node_modules/harper.js/dist/harper_wasm_slim_bg.wasm?url";
import hunspell from "../../node_modules/hunspell-wasm/wasm/hunspell.wasm?url";
import type { Language } from "../protocol";
import { trustedScript } from "../trusted";
import { BYTES } from "./bytes";
import english from "./english?worker&url";
import type { Check, Finding } from "./finding";
import french from "./french?worker&url";
import type { FromWorker, ToWorker } from "./serve";

interface Kit {
  readonly worker: string;
  readonly files: readonly string[];
}

const KITS: Readonly<Record<Language, Kit>> = {
  en: { worker: english, files: [harper] },
  fr: { worker: french, files: [hunspell, affixes, dictionary] },
};

export interface Checker {
  readonly check: Check;
  close(): void;
}

/**
 * `onShare` hears how much of the checker is here, 0 to 1.
 * Throws when it cannot be fetched, or `signal` says that nobody waits for it any more.
 */
export async function openChecker(
  language: Language,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Checker> {
  const kit = KITS[language];
  let had = 0;
  const heard = (bytes: number) => {
    had += bytes;
    onShare(Math.min(1, had / BYTES[language]));
  };
  const files = await Promise.all(kit.files.map((url) => fetched(url, heard, signal)));
  signal.throwIfAborted();
  return started(new Worker(trustedScript(kit.worker), { type: "module" }), files);
}

async function fetched(url: string, heard: (bytes: number) => void, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(url, { signal });
  if (!answer.ok || !answer.body) throw new Error(`${answer.status}`);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = answer.body.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    if (!value) continue;
    chunks.push(value);
    heard(value.byteLength);
  }
  return new Blob(chunks, { type: url.includes(".wasm") ? "application/wasm" : "text/plain" });
}

function started(worker: Worker, files: readonly Blob[]): Checker {
  const waiting = new Map<number, { done: (found: Finding[]) => void; failed: (why: Error) => void }>();
  let asked = 0;
  const tell = (message: ToWorker) => worker.postMessage(message);
  const fail = (why: string) => {
    for (const { failed } of waiting.values()) failed(new Error(why));
    waiting.clear();
  };
  worker.onerror = (event) => fail(event.message);
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if ("failed" in data) return fail(data.failed);
    waiting.get(data.id)?.done(data.findings);
    waiting.delete(data.id);
  };
  tell({ files });
  const check: Check = (text, names) =>
    new Promise((done, failed) => {
      asked += 1;
      waiting.set(asked, { done, failed });
      tell({ id: asked, text, names });
    });
  return { check, close: () => worker.terminate() };
}
