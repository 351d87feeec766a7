// Reads a story aloud, passage after passage: one audio element, and what has to be there next.
import type { Media, Passage } from "../protocol";
import { type Story, textOf } from "../room/story";
import { Store } from "../store";
import { Asking } from "./asking";
import { Files } from "./files";
import { type Heard, type Room, SILENT, type Trouble } from "./heard";
import { Memory, type Place } from "./memory";
import { heardStory, type Reader, soundOf } from "./playlist";
import { Sleep } from "./sleep";
import { step, wordAt } from "./timings";

export class Player {
  readonly heard: Store<Heard>;
  private readonly audio = new Audio();
  private readonly sleep: Sleep;
  private readonly leave: () => void;
  private readonly asking: Asking;
  private readonly files: Files;
  /** Where to go on in the sound that is being fetched. */
  private from = 0;
  private fetchedAgain = false;
  private failures = 0;
  private readonly memory: Memory;

  constructor(private readonly room: Room) {
    this.memory = new Memory(room.id);
    const { speed, reader } = this.memory;
    this.heard = new Store<Heard>({ ...SILENT, speed, reader, sleep: null });
    this.sleep = new Sleep(
      () => this.pause(),
      (sleep) => this.heard.set({ sleep }),
    );
    this.asking = new Asking(room, () => this.tend());
    this.files = new Files(room, (type) => this.audio.canPlayType(type) !== "");
    this.audio.preload = "auto";
    const hear = (name: string, then: () => void) => this.audio.addEventListener(name, then);
    hear("playing", () => this.sounds());
    hear("waiting", () => this.heard.set({ waiting: true }));
    hear("timeupdate", () => this.passes());
    hear("ended", () => this.done());
    hear("pause", () => this.paused());
    hear("error", () => this.broke());
    hear("loadedmetadata", () => this.settle());
    let seen = room.story()?.view;
    this.leave = room.subscribe(() => {
      const view = room.story()?.view;
      if (view === seen) return;
      seen = view;
      this.tend();
    });
  }

  /** From a passage on, or from where one was. Browsers let sound begin only in answer to a press. */
  begin(passage?: number): void {
    const place = this.place();
    if (!this.heard.get().on) this.audio.load();
    this.heard.set({ on: true, playing: true, trouble: null, ended: false });
    if (passage !== undefined) this.goTo(passage);
    else void this.reach(place);
  }

  /** Wherever one was. */
  beginAnew(): void {
    this.memory.place = null;
    this.begin();
  }

  /** Nothing sounds any more. */
  stop(): void {
    this.keepPlace();
    this.files.leave();
    this.sleep.set(null);
    this.heard.set(SILENT);
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
  }

  close(): void {
    if (this.heard.get().on) this.stop();
    this.leave();
  }

  toggle(): void {
    if (this.heard.get().playing) this.pause();
    else this.play();
  }

  play(): void {
    const { ended, passage } = this.heard.get();
    this.heard.set({ playing: true, trouble: null });
    if (ended && passage !== null) this.goTo(passage);
    else this.tend();
    if (this.heard.get().media) this.sound();
  }

  pause(): void {
    this.heard.set({ playing: false });
    this.audio.pause();
    this.keepPlace();
  }

  /** A sentence back or on; beyond its ends, a passage. */
  sentence(by: -1 | 1): void {
    const to = step(this.heard.get().sentences, this.ms, by, this.length);
    if (to === null || !this.heard.get().media) this.skip(by);
    else this.seek(to);
  }

  /** A passage back or on. */
  skip(by: -1 | 1): void {
    const { passage, seconds } = this.heard.get();
    const queue = this.queue();
    const at = queue.findIndex(({ id }) => id === passage);
    const other = queue[at + by];
    if (by < 0 && (seconds > 3 || !other)) this.goTo(passage ?? 0);
    else if (other) this.goTo(other.id);
    else this.finish();
  }

  seek(ms: number): void {
    this.audio.currentTime = ms / 1_000;
    this.heard.set({ seconds: ms / 1_000 });
  }

  /** To the word at a place of the text that is read. */
  toWord(place: number): void {
    const word = this.heard.get().words.find(({ start, end }) => start <= place && place < end);
    if (word) this.seek(word.from);
  }

  setSpeed(speed: number): void {
    this.memory.speed = speed;
    this.heard.set({ speed });
    this.audio.playbackRate = speed;
  }

  setReader(reader: Reader): void {
    this.memory.reader = reader;
    this.heard.set({ reader, media: null });
    this.from = 0;
    this.tend();
  }

  setSleep(at: number | "passage" | null): void {
    this.sleep.set(at);
  }

  /** What could not be heard, once more. */
  async again(): Promise<void> {
    const { trouble } = this.heard.get();
    if (!trouble) return;
    this.failures = 0;
    this.asking.forget();
    this.heard.set({ trouble: null, playing: true, ended: false });
    const kept = this.heard.get().passage;
    if (trouble.media !== null && trouble.why !== "unplayable") {
      const answer = await this.room.retry(trouble.media);
      if (answer?.kind === "refusal") return this.heard.set({ trouble: { ...trouble, why: answer } });
    }
    if (this.heard.get().passage === kept) this.goTo(trouble.passage);
  }

  /** Milliseconds of the passage that were heard, exactly. */
  get ms(): number {
    return this.audio.currentTime * 1_000;
  }

  get length(): number {
    return Number.isFinite(this.audio.duration) ? this.audio.duration * 1_000 : 0;
  }

  queue(): Passage[] {
    const story = this.room.story();
    return story ? heardStory(story.view) : [];
  }

  place(): Place | null {
    return this.memory.place;
  }

  /** To where one was, or to the beginning, which may be far above what the page holds. */
  private async reach(place: Place | null): Promise<void> {
    this.heard.set({ waiting: true });
    for (let story = this.room.story(); story?.earlier; story = this.room.story()) {
      if (place && place.passage >= (story.view.passages[0]?.id ?? 0)) break;
      if ((await this.room.earlier().catch(() => "away")) === "away") return this.stop();
    }
    const to = place?.passage ?? this.queue()[0]?.id;
    if (!this.heard.get().on) return;
    if (to === undefined) this.finish();
    else this.goTo(to, place?.seconds);
  }

  private after(passage: number | null): Passage | undefined {
    const queue = this.queue();
    return queue[queue.findIndex(({ id }) => id === passage) + 1];
  }

  private goTo(passage: number, seconds = 0): void {
    this.files.leave();
    this.audio.pause();
    this.from = seconds;
    this.heard.set({
      passage,
      media: null,
      seconds,
      words: [],
      sentences: [],
      ended: false,
      waiting: true,
      percent: 0,
    });
    this.tend();
  }

  /** Whatever the room says: is what should sound here, and what comes next under way? */
  private tend(): void {
    const { on, passage, ended, playing, reader } = this.heard.get();
    const story = this.room.story();
    if (!on || passage === null || !story) return;
    const queue = heardStory(story.view);
    const at = queue.findIndex(({ id }) => id === passage);
    const now = queue[at];
    const next = now ? queue[at + 1] : queue.find(({ id }) => id > passage);
    if (!now || ended) {
      if (next && (!now || playing)) this.goTo(next.id);
      else if (!ended) this.finish();
      return;
    }
    const { voices } = story.view.rules.media;
    const media = this.current(now) ?? soundOf(now, reader, voices);
    if (media?.state === "ready") this.load(story, now, media);
    else this.awaits(now, media);
    if (next && this.heard.get().playing) {
      const later = soundOf(next, reader, voices);
      if (!later && voices) this.asking.want(next);
      else if (later?.state === "ready") this.files.fetchAhead(later);
    }
  }

  /** What sounds goes on sounding, whatever else is made of the same words. */
  private current(passage: Passage): Media | undefined {
    const id = this.heard.get().media?.id;
    return passage.media.find((media) => media.id === id && media.version === passage.version);
  }

  private awaits(passage: Passage, media: Media | null): void {
    if (this.heard.get().media) {
      this.audio.pause();
      this.heard.set({ media: null, words: [], sentences: [], seconds: 0 });
      this.from = 0;
    }
    const refused = this.asking.refusal(passage);
    if (media?.state === "failed") this.fails({ passage: passage.id, media: media.id, why: media.why ?? "broken" });
    else if (!media && refused) this.fails({ passage: passage.id, media: null, why: refused });
    else {
      this.show({ waiting: true, percent: media?.percent ?? 0 });
      if (media) this.asking.seen(passage);
      else this.asking.want(passage);
    }
  }

  /** One passage that could not be read is passed over; after a second one, or a no of the house, somebody has to say. */
  private fails(trouble: Trouble): void {
    this.failures += 1;
    const next = this.after(trouble.passage);
    this.heard.set({ trouble });
    if (typeof trouble.why === "object" || this.failures > 1) this.heard.set({ playing: false, waiting: false });
    else if (next && this.heard.get().playing) this.goTo(next.id);
    else this.heard.set({ playing: false, waiting: false, ended: !next });
  }

  private load(story: Story, passage: Passage, media: Media): void {
    if (this.heard.get().media?.id === media.id) return;
    const file = this.files.sound(media);
    if (!file) {
      this.fails({ passage: passage.id, media: media.id, why: "unplayable" });
      return;
    }
    this.asking.seen(passage);
    this.fetchedAgain = false;
    this.heard.set({ media, waiting: true, words: [], sentences: [] });
    this.audio.src = this.room.address(file.id);
    this.audio.defaultPlaybackRate = this.heard.get().speed;
    if (this.heard.get().playing) this.sound();
    else this.heard.set({ waiting: false });
    const text = textOf(story, passage.id, passage.version);
    void this.learnWords(media, text, story.view.language);
  }

  /** Without the times of its words the passage as a whole is shown as read. */
  private async learnWords(media: Media, text: string, language: string): Promise<void> {
    const learned = await this.files.words(media, text, language);
    if (learned) this.heard.set(learned);
  }

  private sound(): void {
    this.audio.play().catch((problem: unknown) => {
      const refused = problem instanceof DOMException && problem.name === "NotAllowedError";
      if (refused) this.heard.set({ playing: false, waiting: false });
    });
  }

  private settle(): void {
    this.audio.playbackRate = this.heard.get().speed;
    if (this.from > 0 && this.from < this.audio.duration) this.audio.currentTime = this.from;
    this.from = 0;
  }

  private sounds(): void {
    this.failures = 0;
    this.show({ waiting: false });
    this.tend();
  }

  private passes(): void {
    if (!this.heard.get().media) return;
    this.show({ seconds: this.audio.currentTime });
    this.sleep.check();
    if (this.memory.stale) this.keepPlace();
  }

  /** A headset was taken off, or another program wants to be heard. */
  private paused(): void {
    const { playing, media } = this.heard.get();
    if (playing && media && !this.audio.ended && this.audio.readyState > 1) this.pause();
  }

  private done(): void {
    const next = this.after(this.heard.get().passage);
    if (this.sleep.endsWithPassage()) this.heard.set({ playing: false });
    if (next) this.goTo(next.id);
    else this.finish();
  }

  private finish(): void {
    this.audio.pause();
    this.heard.set({ ended: true, waiting: false, seconds: 0, words: [], sentences: [] });
    this.keepPlace();
  }

  /** A link to a file is good for some minutes; after a long pause it is asked for anew. */
  private broke(): void {
    const { media, passage, seconds } = this.heard.get();
    if (!media || passage === null) return;
    if (this.fetchedAgain) {
      this.fails({ passage, media: media.id, why: "unplayable" });
      return;
    }
    this.fetchedAgain = true;
    this.from = seconds;
    this.audio.load();
    if (this.heard.get().playing) this.sound();
  }

  private keepPlace(): void {
    const { passage, seconds, ended } = this.heard.get();
    if (passage !== null) this.memory.place = ended ? null : { passage, seconds };
  }

  /** Only what is new: a store tells everybody of each change. */
  private show(changes: Partial<Heard>): void {
    const held = this.heard.get();
    if (Object.entries(changes).some(([name, value]) => held[name as keyof Heard] !== value)) this.heard.set(changes);
  }
}

/** The word that is heard now; -1: none. */
export const heardWord = (player: Player): number => wordAt(player.heard.get().words, player.ms);
