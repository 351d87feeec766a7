// After some minutes, or at the end of a passage, the reading stops.

export const SLEEPS = [10, 20, 30, 60] as const;

/** A moment in ms, or the end of what is read now. */
export type SleepAt = number | "passage" | null;

export class Sleep {
  private at: SleepAt = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly fallAsleep: () => void,
    private readonly tell: (at: SleepAt) => void,
  ) {}

  /** @param wish In so many minutes. */
  set(wish: number | "passage" | null): void {
    clearTimeout(this.timer);
    this.at = typeof wish === "number" ? Date.now() + wish * 60_000 : wish;
    if (typeof this.at === "number") this.timer = setTimeout(() => this.check(), this.at - Date.now());
    this.tell(this.at);
  }

  /** Also asked while it sounds: phones in a pocket are slow with timers. */
  check(): void {
    if (typeof this.at !== "number" || Date.now() < this.at) return;
    this.set(null);
    this.fallAsleep();
  }

  /** Whether the end of this passage was waited for. */
  endsWithPassage(): boolean {
    if (this.at !== "passage") return false;
    this.set(null);
    return true;
  }
}
