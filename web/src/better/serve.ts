// What the checkers' workers have in common: first come their files, then drafts to read.
import type { Check, Finding } from "./finding";

export type ToWorker =
  | { readonly files: readonly Blob[] }
  | { readonly id: number; readonly text: string; readonly names: readonly string[] };
export type FromWorker = { readonly id: number; readonly findings: Finding[] } | { readonly failed: string };

export function serve(open: (files: readonly Blob[]) => Promise<Check>): void {
  let check: Promise<Check> | undefined;
  const tell = (message: FromWorker) => self.postMessage(message);
  self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
    try {
      if ("files" in data) check = open(data.files);
      else if (check) tell({ id: data.id, findings: await (await check)(data.text, data.names) });
      await check;
    } catch (problem) {
      tell({ failed: String(problem) });
    }
  };
}
