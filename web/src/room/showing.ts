// What others see of one's writing before it is handed in.
import type { Rules, Turn } from "../protocol";
import type { Outbox } from "./outbox";

const TYPING_AGAIN_MS = 4_000;
const TYPING_ENDS_MS = 4_000;
const DRAFT_EVERY_MS = 150;

export class Showing {
  private typingSince = 0;
  private ends: ReturnType<typeof setTimeout> | undefined;
  private next: ReturnType<typeof setTimeout> | undefined;
  private lastDraft = 0;

  constructor(private readonly outbox: Pick<Outbox, "whisper">) {}

  /** Called at each change by a speaker of `turn`. A room with private drafts only learns that one is typing. */
  wrote(text: string, turn: Turn, rules: Rules): void {
    if (text.trim()) this.type();
    else this.rest();
    if (!rules.live_drafts) return;
    clearTimeout(this.next);
    const wait = Math.max(0, this.lastDraft + DRAFT_EVERY_MS - Date.now());
    this.next = setTimeout(() => {
      this.lastDraft = Date.now();
      this.outbox.whisper("draft.show", { turn: turn.number, text });
    }, wait);
  }

  /** Handed in, or put away. */
  rest(): void {
    clearTimeout(this.next);
    clearTimeout(this.ends);
    if (this.typingSince) this.outbox.whisper("typing.set", { typing: false });
    this.typingSince = 0;
  }

  private type(): void {
    clearTimeout(this.ends);
    this.ends = setTimeout(() => this.rest(), TYPING_ENDS_MS);
    if (Date.now() - this.typingSince < TYPING_AGAIN_MS) return;
    this.typingSince = Date.now();
    this.outbox.whisper("typing.set", { typing: true });
  }
}
