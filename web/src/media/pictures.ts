// What there is of a picture, where its files are, and who may do what about it.
import type { Made, Media, MediaKind, Passage, RoomView } from "../protocol";
import { leads, onPage } from "../room/select";
import type { Words } from "../words";
import { SWITCH } from "./rules";

/** Where a file of the house is found. */
export type Address = (file: string) => string;

export const inRoom =
  (room: string): Address =>
  (file) =>
    `/api/rooms/${encodeURIComponent(room)}/media/${encodeURIComponent(file)}`;

/** For whoever reads by a link. */
export const byLink =
  (token: string): Address =>
  (file) =>
    `/api/read/${encodeURIComponent(token)}/media/${encodeURIComponent(file)}`;

export type Ready = Media & { readonly made: Made };

export interface Takes {
  /** Those that are there, in the order in which they came. */
  readonly ready: readonly Ready[];
  /** The newest that is waited for. */
  readonly busy: Media | undefined;
  /** The newest that could not be made. */
  readonly failed: Media | undefined;
}

export const sameName = (one: string | null, other: string | null): boolean =>
  (one ?? "").toLowerCase() === (other ?? "").toLowerCase();

/** Every take of a plate, the cover, or one character's portrait. */
export function takes(shelf: readonly Media[], kind: MediaKind, character: string | null = null): Takes {
  const same = shelf.filter((media) => media.kind === kind && sameName(media.character, character));
  return {
    ready: same.filter(isReady),
    busy: same.findLast(({ state }) => state === "waiting" || state === "working"),
    failed: same.findLast(({ state }) => state === "failed"),
  };
}

export const isReady = (media: Media): media is Ready => media.state === "ready" && media.made !== null;

export const hasPlate = (passage: Passage): boolean => passage.media.some(({ kind }) => kind === "plate");

export interface Hung {
  readonly picture: Ready;
  readonly passage: Passage | null;
}

/** The plates of the story as it is read. */
export const plates = (view: RoomView): Hung[] =>
  onPage(view).flatMap((passage) => takes(passage.media, "plate").ready.map((picture) => ({ picture, passage })));

const PICTURES = new Set<MediaKind>(["plate", "cover", "portrait"]);

/** Whether style and palette are held (as rooms/media.py). */
export const held = (view: RoomView): boolean =>
  [...view.media, ...view.passages.flatMap(({ media }) => media)].some(
    ({ kind, state }) => PICTURES.has(kind) && state !== "failed",
  );

/** Whether one may ask for such a thing here. */
export function mayAsk(view: RoomView, you: string | null, kind: MediaKind): boolean {
  const me = view.members[you ?? ""];
  return me?.status === "in" && me.role !== "reader" && view.rules.media[SWITCH[kind]];
}

/** Whether one may take it away, or cancel it. */
export const mayTakeAway = (view: RoomView, you: string | null, media: Media, passage: Passage | null): boolean =>
  you !== null && (leads(view, you) || media.by === you || passage?.author === you);

/** Its sizes for the browser to choose from. */
export const sourceSet = (made: Made, address: Address): string =>
  made.files.map((file) => `${address(file.id)} ${file.width}w`).join(", ");

/** What a browser takes that knows no sizes: the middle one. */
export const middle = (made: Made) => made.files[Math.floor((made.files.length - 1) / 2)];

export const largest = (made: Made) => made.files.at(-1);

export const madeBy = ({ provider, model }: Made, words: Words): string =>
  provider === "drawn" ? words.media.drawn : words.media.by(model || provider);

const MIDDLE = 140;

/** Whether the upper third is light, by the colours that stand for it: a title over it is set in ink, else in paper. */
export function isLight(colours: readonly number[]): boolean {
  const upper = colours.slice(0, Math.ceil(colours.length / 3));
  const light = upper.map((one) => 0.299 * (one >> 16) + 0.587 * ((one >> 8) & 255) + 0.114 * (one & 255));
  return light.reduce((sum, one) => sum + one, 0) / Math.max(1, light.length) > MIDDLE;
}
