// Keeps one room's page connected: a ticket, a socket, and after a loss another ticket.
import { type Api, Refused } from "../api";
import { newOp } from "../device";
import {
  type Answer,
  type AnyEvent,
  type AnySignal,
  type CommandMap,
  type CommandName,
  PROTOCOL_VERSION,
} from "../protocol";
import type { Store } from "../store";
import { Following } from "./following";
import { fade } from "./happen";
import { sealed } from "./modes";
import { Outbox } from "./outbox";
import type { OpenSocket, Socket } from "./socket";
import type { Over, RoomState } from "./state";
import { prepend } from "./story";

const FINAL = new Set(["banned", "no_such_room", "not_here", "room_full", "room_locked", "signed_out"]);
/** What the check says of a name. */
const MISNAMED = new Set(["not_fitting", "too_private", "please_talk"]);
/** Sockets that failed in a row, before reading over HTTP is tried; and how seldom a socket is tried then. */
const READ_AFTER_FAILURES = 2;
const SOCKET_EVERY = 4;
const READ_EVERY_MS = 3_000;
const KNOCK_EVERY_MS = 3_000;
const LONGEST_PAUSE_MS = 6_000;
const CLOCK_MS = 1_000;
/** A socket that seems open has this long to prove it. */
const PROBE_MS = 3_000;

export interface Seat {
  readonly room: string;
  readonly name: string;
  readonly code: string | null;
}

export class Connection {
  readonly outbox: Outbox;
  private readonly following: Following;
  private socket: Socket | null = null;
  private stopped = false;
  private wake: () => void = () => {};
  private clock: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly seat: Seat,
    readonly store: Store<RoomState>,
    private readonly api: Api,
    private readonly open: OpenSocket,
  ) {
    this.outbox = new Outbox(seat.room, store, (name, payload) => this.ask(name, payload));
    this.following = new Following(
      store,
      (after, patience) => this.sync(after, patience),
      (event) => this.applied(event),
      () => this.socket?.close(),
    );
  }

  start(): void {
    this.clock = setInterval(() => this.tick(), CLOCK_MS);
    void this.keepOpen();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.clock);
    this.socket?.close();
    this.wake();
  }

  /** The network came or went, or the page is looked at again: try now, and find out a socket that died in silence. */
  readonly hurry = (): void => {
    if (this.socket) void this.following.fill(PROBE_MS);
    else this.wake();
  };

  async earlier(): Promise<void> {
    const first = this.store.get().story?.view.passages[0];
    if (!first) return;
    const page = await this.api.before(this.seat.room, first.id);
    const held = this.store.get().story;
    if (held) this.store.set({ story: prepend(held, page) });
  }

  async leave(): Promise<void> {
    const answer = await this.outbox.send("room.leave", {});
    if (answer.ok) this.end("left");
  }

  private async keepOpen(): Promise<void> {
    for (let failures = 0; !this.stopped; failures += 1) {
      try {
        const reading = this.store.get().link.is === "reading";
        if (!reading || failures % SOCKET_EVERY === 0) {
          await this.whileOpen(() => {
            failures = 0;
          });
        }
      } catch (problem) {
        if (problem instanceof Refused && problem.refusal.code === "in_the_lobby") {
          await this.inTheLobby();
          failures = -1;
          continue;
        }
        if (problem instanceof Refused) {
          const { code } = problem.refusal;
          const why = MISNAMED.has(code) ? "misnamed" : FINAL.has(code) ? "refused" : null;
          if (why) {
            this.store.set({ link: { is: "over", why, refusal: problem.refusal } });
            this.stop();
          }
        }
      }
      if (this.stopped) return;
      await this.meanwhile(failures);
    }
  }

  /** From ticket to disconnection. */
  private async whileOpen(joined: () => void): Promise<void> {
    const ticket = await this.api.ticket(this.seat.room, this.seat.code);
    if (ticket.protocol !== PROTOCOL_VERSION) return this.end("outdated");
    let hungUp: () => void = () => {};
    const closed = new Promise<void>((resolve) => {
      hungUp = resolve;
    });
    this.following.wait();
    const socket = await this.open(ticket, {
      event: (event) => this.following.receive(event),
      signal: (signal) => this.hear(signal),
      closed: hungUp,
    });
    try {
      if (this.stopped) return;
      this.socket = socket;
      const after = this.store.get().story?.view.seq ?? null;
      const { epoch } = this.store.get();
      this.following.begin(await socket.ask("room.join", { op: newOp(), as_name: this.seat.name, after, epoch }));
      this.outbox.reached(Number.POSITIVE_INFINITY); // whatever was answered before is part of this answer
      if (this.stopped) return;
      this.store.set({ link: { is: "live" } });
      joined();
      this.outbox.flush();
      await closed;
    } finally {
      this.socket = null;
      socket.close();
    }
  }

  /** Until the host lets one in, or turns one away. */
  private async inTheLobby(): Promise<void> {
    this.store.set({ link: { is: "lobby" } });
    while (!this.stopped) {
      await this.pause(KNOCK_EVERY_MS);
      try {
        if ((await this.api.card(this.seat.room)).member) return;
      } catch (problem) {
        if (problem instanceof Refused && problem.refusal.code === "no_such_room") return this.end("declined");
      }
    }
  }

  private async sync(after: number, patience?: number): Promise<Answer> {
    if (!this.socket) throw new Error("no socket");
    const { epoch } = this.store.get();
    return this.socket.ask("room.sync", { op: newOp(), after, epoch }, patience);
  }

  private hear(signal: AnySignal): void {
    if (signal.type === "server.restarting") {
      const { socket } = this;
      setTimeout(() => socket?.close(), signal.delay_ms);
    } else {
      this.following.hear(signal);
    }
  }

  private applied(event: AnyEvent): void {
    this.outbox.reached(event.seq);
    const { you, story } = this.store.get();
    if (event.type === "member.left" && event.member === you)
      this.end(event.status === "withdrawn" ? "left" : event.status);
    // What is sealed is in no event; the house tells it to whom it belongs.
    const line = event.type === "turn.taken" && story !== null && sealed(story.view.mode);
    const ballot = event.type === "vote.cast" && event.option === null;
    if ((line || ballot) && event.member === you) void this.following.fill();
  }

  private end(why: Over): void {
    this.store.set({ link: { is: "over", why } });
    this.stop();
  }

  private async meanwhile(failures: number): Promise<void> {
    const reading = failures >= READ_AFTER_FAILURES && (await this.readOverHttp());
    if (this.stopped) return;
    const link = this.store.get().link;
    if (reading) this.store.set({ link: { is: "reading" } });
    else if (link.is === "live" || link.is === "reading") this.store.set({ link: { is: "away", since: Date.now() } });
    const backoff = Math.min(LONGEST_PAUSE_MS, 400 * 2 ** failures) * (0.5 + Math.random());
    await this.pause(reading ? READ_EVERY_MS : backoff);
  }

  /** Sockets are blocked somewhere on the way: one can still read along. */
  private async readOverHttp(): Promise<boolean> {
    const { following } = this;
    try {
      if (!this.store.get().you) this.store.set({ you: (await this.api.me()).person });
      for (let head = following.seq + 1; following.seq < head && !this.stopped; ) {
        const page = await this.api.after(this.seat.room, following.seq);
        if (!following.within(page.epoch)) continue;
        for (const event of page.events) if (event.seq === following.seq + 1) following.apply(event);
        head = page.events.length > 0 ? page.head : 0;
      }
      return true;
    } catch {
      return false;
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private tick(): void {
    const state = this.store.get();
    const faded = fade(state, Date.now());
    if (faded !== state) this.store.set(faded);
  }

  private ask<N extends CommandName>(name: N, payload: CommandMap[N]): Promise<Answer> | null {
    return this.socket && this.store.get().link.is === "live" ? this.socket.ask(name, payload) : null;
  }
}
