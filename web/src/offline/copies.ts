// The stories that can be read without a network. The service worker keeps them; see web/worker/worker.ts.
const STORIES = "stories";
const ROOM = /^\/api\/rooms\/([^/]+)\/story$/;

async function copies(): Promise<{ cache: Cache; kept: [Request, string][] } | null> {
  if (!("caches" in window)) return null;
  const cache = await caches.open(STORIES);
  const kept = (await cache.keys()).map((request) => [request, roomOf(request.url)] as [Request, string]);
  return { cache, kept: kept.filter(([, room]) => room) };
}

const roomOf = (url: string): string => ROOM.exec(new URL(url).pathname)?.[1] ?? "";

export async function keptStories(): Promise<ReadonlySet<string>> {
  return new Set((await copies())?.kept.map(([, room]) => room));
}

/** Where one may not read any more. */
export async function dropCopy(room: string): Promise<void> {
  const held = await copies();
  await Promise.all((held?.kept ?? []).filter(([, of]) => of === room).map(([request]) => held?.cache.delete(request)));
}
