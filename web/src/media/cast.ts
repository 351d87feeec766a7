// Who is in a story, as pictures show and voices read them.
import type { Cast, RoomView } from "../protocol";
import { sameName } from "./pictures";

export interface Figure extends Cast {
  readonly character: string;
  /** Who plays them; null: the co-author; undefined: nobody. */
  readonly player: string | null | undefined;
}

/** Those that people play, whom the co-author plays, and whom anybody named; each once, however it is spelled. */
export function figures(view: RoomView, named: readonly string[]): Figure[] {
  const players = Object.values(view.members).filter(({ status, character }) => status === "in" && character);
  const { plays } = view.rules.manner;
  const names = [
    ...players.map(({ character }) => character),
    view.rules.coauthor ? plays : null,
    ...view.cast.map(({ character }) => character),
    ...view.media.filter(({ kind }) => kind === "portrait").map(({ character }) => character),
    ...named,
  ];
  const known = new Map<string, string>();
  for (const name of names) if (name && !known.has(name.toLowerCase())) known.set(name.toLowerCase(), name);
  return [...known.values()].map((character) => {
    const player = players.find((member) => sameName(member.character, character));
    const own = plays !== null && view.rules.coauthor && sameName(plays, character);
    return { ...castOf(view, character), character, player: player?.name ?? (own ? null : undefined) };
  });
}

/** How a character looks and speaks; null: who narrates. */
export const castOf = (view: RoomView, character: string | null): Cast =>
  view.cast.find((held) => sameName(held.character, character)) ?? { character, look: "", voice: null };
