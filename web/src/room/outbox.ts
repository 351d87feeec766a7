// Commands on their way. Each is sent with the same op until it is answered, also by the next page after a reload.
import { newOp, recall, remember } from "../device";
import type { Answer, CommandMap, CommandName, Refusal } from "../protocol";
import type { Store } from "../store";
import type { Pending, RoomState } from "./state";

type Ask = <N extends CommandName>(name: N, payload: CommandMap[N]) => Promise<Answer> | null;
export type Wish<N extends CommandName> = Omit<CommandMap[N], "op">;

/** Writing that must not be lost with the page. */
const KEPT = new Set<CommandName>([
  "turn.submit",
  "passage.edit",
  "chat.post",
  "choice.offer",
  "note.post",
  "suggestion.post",
]);
/** Not answers, but ways to say: once more, a little later. */
const AGAIN = new Set(["busy", "too_fast", "restarting"]);
const AGAIN_MS = 1_000;

export class Outbox {
  private readonly resolvers = new Map<string, (answer: Answer) => void>();
  private readonly onItsWay = new Set<string>();
  private readonly shown = new Map<string, number>();
  /** The ops that this page has sent, or found from a page before it. */
  private readonly known = new Set<string>();
  private notices = 0;

  constructor(
    private readonly room: string,
    private readonly store: Store<RoomState>,
    private readonly ask: Ask,
  ) {
    const pending = recall<Pending[]>(this.key("outbox"), []);
    for (const { op } of pending) this.known.add(op);
    store.set({
      pending,
      draft: recall(this.key("draft"), ""),
      note: recall(this.key("note"), ""),
    });
  }

  /** Send and forget nothing: resolves with the answer, and shows a refusal to the writer. */
  send<N extends CommandName>(name: N, wish: Wish<N>): Promise<Answer> {
    const pending: Pending = { op: newOp(), name, payload: { ...wish }, kept: KEPT.has(name) };
    return new Promise((resolve) => {
      this.known.add(pending.op);
      this.resolvers.set(pending.op, resolve);
      this.keep([...this.store.get().pending, pending]);
      void this.deliver(pending);
    });
  }

  /** For what is lossy: typing and shown drafts. Nobody waits for the answer. */
  whisper<N extends CommandName>(name: N, wish: Wish<N>): void {
    void this.once(name, wish).catch(() => undefined);
  }

  /** Asked once, and a refusal is shown by whoever asks. null: there is no connection now. */
  async once<N extends CommandName>(name: N, wish: Wish<N>): Promise<Answer | null> {
    return this.ask(name, { op: newOp(), ...wish } as CommandMap[N]);
  }

  flush(): void {
    for (const pending of this.store.get().pending) void this.deliver(pending);
  }

  /** Events up to `seq` are on the page: what they answer needs no placeholder any more. */
  reached(seq: number): void {
    const done = [...this.shown].filter(([, at]) => at <= seq).map(([op]) => op);
    for (const op of done) this.forget(op);
  }

  setDraft(draft: string): void {
    this.store.set({ draft });
    remember(this.key("draft"), draft);
  }

  /** Words that come back: before whatever was written meanwhile. */
  giveBack(text: string): void {
    const draft = this.store.get().draft;
    this.setDraft(draft.trim() ? `${text}\n\n${draft}` : text);
  }

  setNote(note: string): void {
    this.store.set({ note });
    remember(this.key("note"), note);
  }

  /** What a vote came to has been read. */
  read(): void {
    this.store.set({ decided: null });
  }

  dismiss(): void {
    this.store.set({ notice: null });
  }

  /** Commands of one name go one after the other, so that passages keep their order whatever happens on the way. */
  private async deliver(pending: Pending): Promise<void> {
    const first = this.store.get().pending.find((one) => one.name === pending.name && !this.shown.has(one.op));
    if (first?.op !== pending.op || this.onItsWay.has(pending.op)) return;
    this.onItsWay.add(pending.op);
    const answer = await this.attempt(pending);
    this.onItsWay.delete(pending.op);
    if (answer === null) return;
    if (answer === "again" || (answer.kind === "refusal" && AGAIN.has(answer.code))) {
      setTimeout(() => void this.deliver(pending), pauseOf(answer));
    } else {
      this.settle(pending, answer);
    }
  }

  /** null: there is no connection now, and the next one flushes. */
  private async attempt(pending: Pending): Promise<Answer | "again" | null> {
    const payload = { op: pending.op, ...pending.payload };
    return this.ask(pending.name as CommandName, payload as never)?.catch(() => "again" as const) ?? null;
  }

  private settle(pending: Pending, answer: Answer): void {
    if (answer.kind === "refusal") this.refused(pending, answer);
    if (answer.kind === "receipt" && answer.seq > (this.store.get().story?.view.seq ?? 0)) {
      this.shown.set(pending.op, answer.seq);
      this.remember();
    } else {
      this.forget(pending.op);
    }
    this.resolvers.get(pending.op)?.(answer);
    this.resolvers.delete(pending.op);
    this.flush();
  }

  private refused(pending: Pending, refusal: Refusal): void {
    const text = pending.payload.text;
    if (pending.name === "turn.submit" && typeof text === "string") this.giveBack(text);
    this.notices += 1;
    this.store.set({ notice: { id: this.notices, refusal, about: pending.name } });
  }

  private forget(op: string): void {
    this.shown.delete(op);
    this.keep(this.store.get().pending.filter((pending) => pending.op !== op));
  }

  private keep(pending: readonly Pending[]): void {
    this.store.set({ pending });
    this.remember();
  }

  /** What other tabs of the room keep in the same place stays there. */
  private remember(): void {
    const others = recall<Pending[]>(this.key("outbox"), []).filter((pending) => !this.known.has(pending.op));
    const unanswered = this.store.get().pending.filter((pending) => pending.kept && !this.shown.has(pending.op));
    remember(this.key("outbox"), [...others, ...unanswered]);
  }

  private key(what: string): string {
    return `room:${this.room}:${what}`;
  }
}

function pauseOf(answer: Answer | "again"): number {
  const seconds = answer !== "again" && answer.kind === "refusal" ? answer.args.seconds : undefined;
  return typeof seconds === "number" ? seconds * 1_000 : AGAIN_MS;
}
