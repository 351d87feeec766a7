// Asks the house for voices, each once, and remembers what it said no to.
import type { Passage, Refusal } from "../protocol";
import type { Room } from "./heard";

/** Not a no, but: a little later. */
const AGAIN = new Set(["busy", "too_fast", "restarting"]);
const AGAIN_MS = 2_000;

export class Asking {
  /** Passages in their versions that were asked for, and have not shown up yet. */
  private readonly asked = new Map<string, Refusal | null>();

  constructor(
    private readonly room: Room,
    private readonly answered: () => void,
  ) {}

  want(passage: Passage): void {
    const name = key(passage);
    if (this.asked.has(name)) return;
    this.asked.set(name, null);
    const later = (ms: number) => {
      this.asked.delete(name);
      setTimeout(this.answered, ms);
    };
    void this.room.ask(passage.id).then(
      (answer) => {
        if (!answer) later(AGAIN_MS);
        else if (answer.kind !== "refusal") return;
        else if (AGAIN.has(answer.code)) later(Number(answer.args.seconds ?? 0) * 1_000 || AGAIN_MS);
        else {
          this.asked.set(name, answer);
          this.answered();
        }
      },
      () => later(AGAIN_MS),
    );
  }

  refusal(passage: Passage): Refusal | null {
    return this.asked.get(key(passage)) ?? null;
  }

  /** It is on its way, or here: if it is taken away one may ask again. */
  seen(passage: Passage): void {
    this.asked.delete(key(passage));
  }

  forget(): void {
    this.asked.clear();
  }
}

const key = ({ id, version }: Passage) => `${id}/${version}`;
