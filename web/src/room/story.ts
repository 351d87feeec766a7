// A room's view with the words beside it.
import type { AnyEvent, ChatLine, PassagePage, PassageText, RoomView, Snapshot } from "../protocol";
import { reduce } from "./reduce";

type Texts = Readonly<Record<string, string>>;

export interface Story {
  readonly view: RoomView;
  readonly texts: Texts;
  readonly chat: readonly ChatLine[];
  /** Whether the server holds passages before the first one here. */
  readonly earlier: boolean;
}

export const key = (passage: number, version: number) => `${passage}/${version}`;

export function textOf(story: Story, passage: number, version: number): string {
  return story.texts[key(passage, version)] ?? "";
}

export function fromSnapshot(answer: Snapshot): Story {
  return { view: answer.room, texts: shelve({}, answer.texts), chat: answer.chat, earlier: answer.earlier };
}

export function fold(story: Story | null, event: AnyEvent): Story {
  const view = reduce(story?.view ?? null, event);
  const before = story ?? { texts: {}, chat: [], earlier: false };
  switch (event.type) {
    case "passage.added":
      return { ...before, view, texts: shelve(before.texts, [textIn(event.passage.id, event.seq, event.text)]) };
    case "passage.revised":
    case "leaf.added":
      return { ...before, view, texts: shelve(before.texts, [textIn(event.passage, event.seq, event.text)]) };
    case "note.added":
      return { ...before, view, texts: shelve(before.texts, [textIn(event.passage, event.note.id, event.text)]) };
    case "chat.posted": {
      const line = { id: event.seq, member: event.member, at: event.at, text: event.text, aside: event.aside };
      return { ...before, view, chat: [...before.chat, line] };
    }
    default:
      return { ...before, view };
  }
}

/** Older passages, put before those already here. */
export function prepend(story: Story, page: PassagePage): Story {
  const first = story.view.passages[0]?.id ?? Number.POSITIVE_INFINITY;
  const older = page.passages.filter((passage) => passage.id < first);
  return {
    ...story,
    view: { ...story.view, passages: [...older, ...story.view.passages] },
    texts: shelve(story.texts, page.texts),
    earlier: page.earlier,
  };
}

const textIn = (passage: number, version: number, text: string): PassageText => ({ passage, version, text });

function shelve(texts: Texts, added: readonly PassageText[]): Texts {
  return { ...texts, ...Object.fromEntries(added.map((item) => [key(item.passage, item.version), item.text])) };
}
