// The house over HTTP: same origin, a cookie says who this browser is.
import type { EventPage, Me, NewRoom, PassagePage, Refusal, RoomCard, Ticket } from "./protocol";

/** The house said no. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** The house could not be reached, or did not make sense. */
export class Unreachable extends Error {}

async function ask<T>(method: "GET" | "POST", path: string, body?: object): Promise<T> {
  const init: RequestInit = { method, credentials: "same-origin", signal: AbortSignal.timeout(10_000) };
  if (body) Object.assign(init, { body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const answer = await fetch(path, init).catch(() => {
    throw new Unreachable();
  });
  const told: unknown = await answer.json().catch(() => {
    throw new Unreachable();
  });
  if (isRefusal(told)) throw new Refused(told);
  if (!answer.ok) throw new Unreachable();
  return told as T;
}

function isRefusal(told: unknown): told is Refusal {
  return typeof told === "object" && told !== null && "kind" in told && told.kind === "refusal";
}

const room = (id: string) => `/api/rooms/${encodeURIComponent(id)}`;

export const api = {
  me: () => ask<Me>("GET", "/api/me"),
  nameMe: (name: string) => ask<Me>("POST", "/api/me", { name }),
  create: (wish: NewRoom) => ask<RoomCard>("POST", "/api/rooms", wish),
  byCode: (code: string) => ask<RoomCard>("GET", `/api/codes/${encodeURIComponent(code)}`),
  card: (id: string) => ask<RoomCard>("GET", room(id)),
  ticket: (id: string, code: string | null) => ask<Ticket>("POST", `${room(id)}/ticket`, code ? { code } : {}),
  before: (id: string, passage: number) => ask<PassagePage>("GET", `${room(id)}/passages?before=${passage}`),
  after: (id: string, seq: number) => ask<EventPage>("GET", `${room(id)}/events?after=${seq}`),
  qr: (id: string) => `${room(id)}/qr.svg`,
};

export type Api = typeof api;
