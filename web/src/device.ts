// What this browser remembers. Private windows may forbid it; then things last as long as the page.
const memory = new Map<string, string>();

export function recall<T>(key: string, otherwise: T): T {
  try {
    const kept = globalThis.localStorage.getItem(`roundtale:${key}`) ?? memory.get(key);
    return kept ? (JSON.parse(kept) as T) : otherwise;
  } catch {
    const kept = memory.get(key);
    return kept ? (JSON.parse(kept) as T) : otherwise;
  }
}

export function remember(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  memory.set(key, text);
  try {
    globalThis.localStorage.setItem(`roundtale:${key}`, text);
  } catch {
    // Kept in memory above.
  }
}

/** A UUID also where the page is served without https, as in a classroom. */
export function newOp(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A story that was opened on this device. */
export interface Shelved {
  readonly id: string;
  readonly title: string;
  readonly code: string;
  readonly opened: string;
}

const SHELF = 24;

export const shelf = (): readonly Shelved[] => recall<Shelved[]>("stories", []);

export function shelve({ id, title, code }: Omit<Shelved, "opened">): void {
  const story: Shelved = { id, title, code, opened: new Date().toISOString() };
  remember("stories", [story, ...shelf().filter((other) => other.id !== id)].slice(0, SHELF));
}

export function unshelve(id: string): void {
  remember(
    "stories",
    shelf().filter((story) => story.id !== id),
  );
}
