// Applies a room's events one after the other, whatever order and gaps they arrive in.
import { Refused } from "../api";
import type { Answer, AnyEvent, AnySignal } from "../protocol";
import type { Store } from "../store";
import { afterEvent, afterSignal, atThisMoment } from "./happen";
import type { RoomState } from "./state";
import { fromSnapshot } from "./story";

export class Following {
  /** Events that wait while what came before them is asked for. */
  private early: AnyEvent[] | null = null;

  constructor(
    private readonly store: Store<RoomState>,
    private readonly sync: (after: number, patience?: number) => Promise<Answer>,
    private readonly applied: (event: AnyEvent) => void,
    private readonly lost: () => void,
  ) {}

  get seq(): number {
    return this.store.get().story?.view.seq ?? 0;
  }

  /** From here on events wait, until `begin` says from where to go on. */
  wait(): void {
    this.early ??= [];
  }

  begin(answer: Answer): void {
    this.take(answer);
    const events = (this.early ?? []).sort((one, other) => one.seq - other.seq);
    this.early = null;
    for (const event of events) this.receive(event);
  }

  receive(event: AnyEvent): void {
    if (this.early) {
      this.early.push(event);
    } else if (event.seq === this.seq + 1) {
      // An event was on its way for a while, so the nearest clock is the one that is furthest ahead.
      const skew = Math.max(this.store.get().skew, Date.parse(event.at) - Date.now());
      this.store.set({ skew });
      this.apply(event);
    } else if (event.seq > this.seq) {
      void this.fill();
      this.receive(event);
    }
  }

  /** Whether what the page holds is of this history; otherwise it begins anew. */
  within(epoch: string): boolean {
    const known = this.store.get().epoch;
    if (known !== null && known !== epoch) this.store.set({ story: null });
    this.store.set({ epoch });
    return known === null || known === epoch;
  }

  hear(signal: AnySignal): void {
    const next = afterSignal(this.store.get(), signal, Date.now());
    if (next !== "gap") this.store.set(next);
    else void this.fill();
  }

  apply(event: AnyEvent): void {
    this.store.set(afterEvent(this.store.get(), event));
    this.applied(event);
  }

  /** Asks for what is missing, if anything is. Who gets no answer within `patience` ms has lost the connection. */
  async fill(patience?: number): Promise<void> {
    if (this.early) return;
    this.wait();
    try {
      this.begin(await this.sync(this.seq, patience));
    } catch {
      this.lost();
    }
  }

  private take(answer: Answer): void {
    if (answer.kind === "refusal") throw new Refused(answer);
    if (answer.kind === "receipt") return;
    const skew = Date.parse(answer.now.at) - Date.now();
    if (answer.kind === "snapshot") {
      const reset = { story: fromSnapshot(answer), epoch: answer.epoch, you: answer.you, skew, drafts: new Map() };
      this.store.set(atThisMoment({ ...this.store.get(), ...reset }, answer.now));
      return;
    }
    for (const event of answer.events) if (event.seq > this.seq) this.apply(event);
    this.store.set(atThisMoment({ ...this.store.get(), skew }, answer.now));
  }
}
