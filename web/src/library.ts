// Stories that are kept, over HTTP: shelves, books, trees, links and whole rooms as files.
import { ask, fetched, read, room } from "./api";
import { newOp } from "./device";
import type {
  Answer,
  Archived,
  CommandMap,
  CommandName,
  Imported,
  Links,
  MakeLink,
  Me,
  NewCode,
  NewLink,
  Opened,
  RoomCard,
  Snapshot,
  Stories,
  StoryPage,
  Tree,
} from "./protocol";

/** What was read here before, where the house cannot be reached, is marked by the service worker. */
export interface Kept<T> {
  readonly told: T;
  readonly copy: boolean;
}

async function askKept<T>(path: string): Promise<Kept<T>> {
  const answer = await fetched("GET", path);
  return { told: await read<T>(answer), copy: answer.headers.has("x-offline-copy") };
}

/** What the shelf shows at first. */
export const SHELF = { sort: "recent", state: "open" } as const;

/** An address with those of the parameters that say something. */
function asking(path: string, parameters: Record<string, string | number | null>): string {
  const said = Object.entries(parameters).filter(([, value]) => value !== null && value !== "");
  const query = new URLSearchParams(said.map(([name, value]) => [name, String(value)]));
  return said.length > 0 ? `${path}?${query}` : path;
}

export const library = {
  me: () => askKept<Me>("/api/me"),
  /** The room as it is now, with who one is in it. */
  view: (id: string) => ask<Snapshot>("GET", `${room(id)}/view`),
  /** A command without a socket. */
  tell: <N extends CommandName>(id: string, name: N, wish: Omit<CommandMap[N], "op">) =>
    ask<Answer>("POST", `${room(id)}/commands/${name}`, { op: newOp(), ...wish }),
  tree: (id: string) => askKept<Tree>(`${room(id)}/tree`),
  story: (id: string, branch: number | null, cursor: string) =>
    askKept<StoryPage>(asking(`${room(id)}/story`, { branch, cursor })),
  shared: (token: string, cursor: string) =>
    askKept<StoryPage>(asking(`/api/read/${encodeURIComponent(token)}/story`, { cursor })),

  stories: (search: string, sort: string, state: string, cursor: string) =>
    askKept<Stories>(asking("/api/stories", { search, sort, state, cursor })),
  archive: (id: string, archived: boolean) =>
    ask<Archived>("POST", `/api/stories/${encodeURIComponent(id)}/${archived ? "archive" : "unarchive"}`),

  /** What an invitation opens, as the card of a room that is entered with it. */
  invitation: async (token: string): Promise<RoomCard> => {
    const opened = await ask<Opened>("GET", `/api/links/${encodeURIComponent(token)}`);
    return { ...opened, id: opened.room ?? "", code: token, member: false };
  },
  links: (id: string) => ask<Links>("GET", `${room(id)}/links`),
  makeLink: (id: string, wish: MakeLink) => ask<NewLink>("POST", `${room(id)}/links`, wish),
  revokeLink: (id: string, link: string) => ask<unknown>("DELETE", `${room(id)}/links/${encodeURIComponent(link)}`),
  newCode: (id: string) => ask<NewCode>("POST", `${room(id)}/code`),
  bring: (op: string, file: Blob) => ask<Imported>("POST", asking("/api/rooms/import", { op }), file),
  file: (id: string) => `${room(id)}/export`,
  words: (id: string, format: "md" | "txt") => `${room(id)}/story.${format}`,
};
