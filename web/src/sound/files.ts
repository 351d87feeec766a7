// The files of what is read aloud: which of them this browser plays, when their words are spoken, and those of later.
import type { Media, MediaFile } from "../protocol";
import type { Room } from "./heard";
import { playable, timingsOf } from "./playlist";
import { type Spoken, sentenceStarts, sentenceTimes, spokenWords, type Timings } from "./timings";

export class Files {
  private readonly ahead = new Set<number>();
  private reading = new AbortController();

  constructor(
    private readonly room: Room,
    private readonly plays: (type: string) => boolean,
  ) {}

  sound(media: Media): MediaFile | null {
    return playable(media, this.plays);
  }

  /** When the words are spoken; null: nobody knows, or nobody asks any more. */
  async words(media: Media, text: string, language: string): Promise<{ words: Spoken[]; sentences: number[] } | null> {
    this.leave();
    this.reading = new AbortController();
    const { signal } = this.reading;
    const file = timingsOf(media);
    if (!file) return null;
    const timings = await this.timings(file, signal).catch(() => null);
    if (!timings || signal.aborted) return null;
    const words = spokenWords(text, timings);
    return { words, sentences: sentenceTimes(words, sentenceStarts(text, language)) };
  }

  /** Nobody waits for words any more. */
  leave(): void {
    this.reading.abort();
  }

  /** The browser keeps it until it is played. */
  fetchAhead(media: Media): void {
    if (this.ahead.has(media.id)) return;
    this.ahead.add(media.id);
    for (const file of [this.sound(media), timingsOf(media)])
      if (file)
        fetch(this.room.address(file.id))
          .then((answer) => answer.blob())
          .catch(() => undefined);
  }

  private async timings(file: MediaFile, signal: AbortSignal): Promise<Timings> {
    const answer = await fetch(this.room.address(file.id), { signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }
}
