// What is read aloud after what, and in whose voice: answered from the view alone.
import type { Media, MediaFile, Member, Passage, RoomView } from "../protocol";
import { onPage } from "../room/select";

/** The house reads, or somebody does: a member's id. */
export type Reader = string;
export const HOUSE: Reader = "house";

/** The story as it is read; what is unfinished is not read yet. */
export const heardStory = (view: Pick<RoomView, "passages" | "branches" | "branch">): Passage[] =>
  onPage(view).filter((passage) => passage.status === "complete");

const ORDER = { ready: 0, working: 1, waiting: 2, failed: 3 } as const;

/** What there is of a passage in one voice, of the words that are read now: what can be heard first, the newest first. */
function shelved(passage: Passage, kind: Media["kind"], by?: string): Media | null {
  const media = passage.media.filter(
    (held) => held.kind === kind && held.version === passage.version && (by === undefined || held.by === by),
  );
  return media.sort((one, other) => ORDER[one.state] - ORDER[other.state] || other.id - one.id)[0] ?? null;
}

/**
 * The sound of a passage: the chosen person's, else the house's. Null: the house has to be asked.
 *
 * @param voices Whether the house reads here; where it does not, anybody's recording is better than silence.
 */
export function soundOf(passage: Passage, reader: Reader, voices: boolean): Media | null {
  const own = reader === HOUSE ? null : shelved(passage, "recording", reader);
  if (own?.state === "ready") return own;
  const house = shelved(passage, "voice");
  if (house?.state === "ready" || voices) return house;
  const anybody = shelved(passage, "recording");
  return anybody?.state === "ready" ? anybody : house;
}

/** Those who read something of the story aloud, in the order of their seats. */
export function readers(view: RoomView): Member[] {
  const heard = new Set<string | null>();
  for (const passage of heardStory(view))
    for (const media of passage.media)
      if (media.kind === "recording" && media.state === "ready" && media.version === passage.version)
        heard.add(media.by);
  return Object.values(view.members).filter(({ id }) => heard.has(id));
}

/** Whether there is something to hear here, or somebody who would read it. */
export const audible = (view: RoomView): boolean => view.rules.media.voices || readers(view).length > 0;

/** What one's browser can play, best first; null: none of it. */
export const playable = (media: Media, plays: (type: string) => boolean): MediaFile | null =>
  media.made?.files.find(({ type }) => type.startsWith("audio/") && plays(TYPES[type] ?? type)) ?? null;

const TYPES: Readonly<Record<string, string>> = { "audio/ogg": "audio/ogg; codecs=opus" };

export const timingsOf = (media: Media): MediaFile | null =>
  media.made?.files.find(({ type }) => type === "application/json") ?? null;
