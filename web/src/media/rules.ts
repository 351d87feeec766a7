// What the host chose about pictures and voices, in words.
import { MEDIA_KINDS, type MediaKind, type MediaRules, RULES } from "../protocol";
import type { Words } from "../words";

/** The host's switch of each kind (as rooms/media.py). */
export const SWITCH = {
  plate: "plates",
  cover: "cover",
  portrait: "portraits",
  voice: "voices",
  recording: "recordings",
} as const satisfies Record<MediaKind, keyof MediaRules>;

export const EVERY = [1, 2, 3, 5, 8, 12];

/** Only what differs from the usual. */
export function mediaInWords(media: MediaRules, words: Words): string[] {
  const say = words.house.said;
  const off = MEDIA_KINDS.filter((kind) => !media[SWITCH[kind]]).map((kind) => words.media.kinds[kind]);
  const told: (string | false)[] = [
    off.length > 0 && say.off(words.list(off)),
    media.plates && media.plates_when === "every" && say.platesEvery(media.plates_every),
    media.plates && media.plates_when === "scene" && say.platesScene,
    media.voices && media.aloud && say.aloud,
    media.style !== null && say.pictures(words.media.styles[media.style]),
    media.palette !== RULES.media.palette && say.palette(words.media.palettes[media.palette]),
  ];
  return told.filter((line) => line !== false);
}
