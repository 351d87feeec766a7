// The stories that can be read without a network. The service worker keeps them; see web/worker/worker.ts.
import { type Kept, library, SHELF } from "../library";
import type { StoryPage } from "../protocol";

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

/** Read once, unseen, the whole story, the shelf that leads to it and whose it is: the service worker keeps them. */
export async function keepCopy(room: string, branch: number | null = null): Promise<void> {
  if (!(await controlled())) return;
  await Promise.all([library.me(), library.stories("", SHELF.sort, SHELF.state, "")]);
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { told }: Kept<StoryPage> = await library.story(room, branch, cursor);
    cursor = told.next;
  }
}

/** On the first visit the worker is there only after the page. */
async function controlled(): Promise<boolean> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return false;
  if (!serviceWorker.controller) {
    await new Promise((there) => serviceWorker.addEventListener("controllerchange", there, { once: true }));
  }
  return true;
}
