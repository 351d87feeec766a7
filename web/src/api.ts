// The house over HTTP: same origin, a cookie says who this browser is.

import { isInvitation } from "./code";
import type { EventPage, Me, NewRoom, PassagePage, Refusal, RoomCard, Ticket } from "./protocol";

/** The house said no. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** The house could not be reached, or did not make sense. */
export class Unreachable extends Error {}

type Method = "GET" | "POST" | "DELETE";

const PATIENCE_MS = 10_000;
/** Whole stories on slow lines. */
const FILE_PATIENCE_MS = 300_000;

export async function fetched(method: Method, path: string, body?: object, ms = PATIENCE_MS): Promise<Response> {
  const file = body instanceof Blob;
  const patience = AbortSignal.timeout(file ? FILE_PATIENCE_MS : ms);
  const init: RequestInit = { method, credentials: "same-origin", signal: patience };
  if (file) Object.assign(init, { body, headers: { "content-type": "application/octet-stream" } });
  else if (body) Object.assign(init, { body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  return fetch(path, init).catch(() => {
    throw new Unreachable();
  });
}

export async function read<T>(answer: Response): Promise<T> {
  if (answer.status === 204) return undefined as T;
  const told: unknown = await answer.json().catch(() => {
    throw new Unreachable();
  });
  if (isRefusal(told)) throw new Refused(told);
  if (!answer.ok) throw new Unreachable();
  return told as T;
}

export async function ask<T>(method: Method, path: string, body?: object, ms?: number): Promise<T> {
  return read<T>(await fetched(method, path, body, ms));
}

function isRefusal(told: unknown): told is Refusal {
  return typeof told === "object" && told !== null && "kind" in told && told.kind === "refusal";
}

export const room = (id: string) => `/api/rooms/${encodeURIComponent(id)}`;

export const api = {
  me: () => ask<Me>("GET", "/api/me"),
  nameMe: (name: string) => ask<Me>("POST", "/api/me", { name }),
  create: (wish: NewRoom) => ask<RoomCard>("POST", "/api/rooms", wish),
  byCode: (code: string) => ask<RoomCard>("GET", `/api/codes/${encodeURIComponent(code)}`),
  card: (id: string) => ask<RoomCard>("GET", room(id)),
  /** `key`: the code or the invitation that whoever has no seat yet shows. */
  ticket: (id: string, key: string | null) =>
    ask<Ticket>("POST", `${room(id)}/ticket`, !key ? {} : isInvitation(key) ? { invite: key } : { code: key }),
  before: (id: string, passage: number) => ask<PassagePage>("GET", `${room(id)}/passages?before=${passage}`),
  after: (id: string, seq: number) => ask<EventPage>("GET", `${room(id)}/events?after=${seq}`),
  qr: (id: string) => `${room(id)}/qr.svg`,
};

export type Api = typeof api;
