// The service worker: the page itself and the stories that one read are there without a network.
// Only GET answers that say who one is and what one may read are kept; never tickets, codes, links or anything sent.

declare const self: ServiceWorkerGlobalScope;
/** Put in by vite.config.ts: the files of this build, those that are kept once somebody asked for them, and a name. */
declare const __SHELL__: {
  readonly version: string;
  readonly files: readonly string[];
  readonly later: readonly string[];
};

const SHELL = `shell ${__SHELL__.version}`;
const STORIES = "stories";
const LATER = "later";
const ME = "/api/me";
const READING = /^\/api\/(?:stories|rooms\/[^/]+\/(?:story|tree))$/;
/** A network that has not answered by then is treated as none, if there is something to show instead. */
const PATIENCE_MS = 6_000;
const MOST_KEPT = 400;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (pathname === ME) event.respondWith(me(event));
  else if (request.method !== "GET") return;
  else if (request.mode === "navigate" && !pathname.startsWith("/api/")) event.respondWith(page(request));
  else if (pathname.startsWith("/assets/")) event.respondWith(file(event));
  else if (READING.test(pathname)) event.respondWith(reading(event));
});

/** All files of one build or none: while servers change, an index may be of another build than this worker. */
async function install(): Promise<void> {
  const shell = await caches.open(SHELL);
  const index = await fetch("/", { cache: "reload" });
  const html = await index.clone().text();
  const scripts = [...html.matchAll(/src="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? "");
  if (!index.ok || !scripts.every((script) => __SHELL__.files.includes(script))) throw new Error("another build");
  await shell.addAll(__SHELL__.files);
  await shell.put("/", index);
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell ") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  const later = await caches.open(LATER);
  const gone = (await later.keys()).filter(({ url }) => !__SHELL__.later.includes(new URL(url).pathname));
  await Promise.all(gone.map((request) => later.delete(request)));
  await self.clients.claim();
}

/** The newest page there is. Files carry a hash of their content in their names, so no two builds mix. */
async function page(request: Request): Promise<Response> {
  const kept = await (await caches.open(SHELL)).match("/");
  if (!kept) return fetch(request);
  const fresh = await soon(fetch(request)).catch(() => null);
  return fresh && fresh.status < 500 ? fresh : kept;
}

async function file(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const kept = await caches.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && __SHELL__.later.includes(new URL(request.url).pathname))
    event.waitUntil(keepFile(request.url, answer.clone()));
  return answer;
}

/** On a full disk it is fetched again next time. */
async function keepFile(url: string, answer: Response): Promise<void> {
  const later = await caches.open(LATER);
  await later.put(url, answer).catch(() => undefined);
}

/** Who this browser is. When that changes, what another one read here is gone. */
async function me(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const stories = await caches.open(STORIES);
  const answer = await fetch(request).catch(() => null);
  if (!answer) return (request.method === "GET" && (await marked(await stories.match(ME)))) || Response.error();
  if (answer.ok) event.waitUntil(keepMe(answer.clone()));
  return answer;
}

async function keepMe(answer: Response): Promise<void> {
  const { person, name }: { person: string | null; name: string | null } = await answer.json();
  const known = await (await caches.open(STORIES)).match(ME);
  const before: { person: string | null } | undefined = await known?.json();
  if (before && before.person !== person) await caches.delete(STORIES);
  await (await caches.open(STORIES)).put(ME, Response.json({ person, name }));
}

async function reading(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const stories = await caches.open(STORIES);
  const kept = await stories.match(request.url);
  const asked = fetch(request);
  const answer = await (kept ? soon(asked) : asked).catch(() => null);
  if (!answer || answer.status >= 500) return (await marked(kept)) ?? answer ?? Response.error();
  if (answer.ok) event.waitUntil(keep(request.url, answer.clone()));
  else if ([401, 403, 404, 410].includes(answer.status)) event.waitUntil(forget(new URL(request.url).pathname));
  return answer;
}

async function keep(url: string, answer: Response): Promise<void> {
  const stories = await caches.open(STORIES);
  await stories.put(url, answer);
  const old = (await stories.keys()).filter((request) => READING.test(new URL(request.url).pathname));
  await Promise.all(old.slice(0, Math.max(0, old.length - MOST_KEPT)).map((request) => stories.delete(request)));
}

/** One may not read this any more: nor what was kept of it. */
async function forget(path: string): Promise<void> {
  const stories = await caches.open(STORIES);
  const room = path.slice(0, path.lastIndexOf("/") + 1);
  const gone = (await stories.keys()).filter((request) => new URL(request.url).pathname.startsWith(room));
  await Promise.all(gone.map((request) => stories.delete(request)));
}

/** The copy, saying that it is one. */
async function marked(kept: Response | undefined): Promise<Response | undefined> {
  if (!kept) return undefined;
  const headers = new Headers(kept.headers);
  headers.set("x-offline-copy", "1");
  return new Response(await kept.blob(), { status: kept.status, headers });
}

function soon(answer: Promise<Response>): Promise<Response> {
  const late = new Promise<never>((_, failed) => setTimeout(() => failed(new Error("late")), PATIENCE_MS));
  return Promise.race([answer, late]);
}

export {};
