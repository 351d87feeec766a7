// One's own shelf: every story in which one has a seat.
import { useCallback, useEffect, useState } from "react";
import { unshelve } from "../device";
import { library, SHELF } from "../library";
import { dropCopy, keptStories } from "../offline/copies";
import { Button, Field, Segments, Select, TextInput, Trouble } from "../parts/basics";
import { Confirm } from "../parts/Dialog";
import { Front } from "../parts/Front";
import { Link } from "../parts/Link";
import { Panel } from "../parts/Panel";
import { useAsking } from "../parts/useAsking";
import type { StoryCard } from "../protocol";
import { go } from "../route";
import { useLocale, useWords } from "../words";

const SORTS = ["recent", "title", "begun"] as const;
const STATES = ["open", "complete", "archived", "all"] as const;
type Sort = (typeof SORTS)[number];
type State = (typeof STATES)[number];
/** As long as one types on. */
const TYPING_MS = 300;

interface Shelf {
  readonly stories: readonly StoryCard[];
  readonly next: string | null;
  readonly copy: boolean;
}

export function Stories() {
  const words = useWords();
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState<Sort>(SHELF.sort);
  const [state, setState] = useState<State>(SHELF.state);
  const { shelf, trouble, more, again } = useShelf(search, sort, state);
  const kept = useKept(shelf);

  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const plain = !search && state === SHELF.state;
  return (
    <Front title={words.stories.title}>
      <h1 className="font-story text-4xl leading-tight font-medium">{words.stories.title}</h1>
      {shelf?.copy && (
        <p role="status" className="mt-4 rounded-md bg-sheet px-4 py-2.5 text-sm text-second">
          {words.stories.offline}
        </p>
      )}
      <search className="mt-6 space-y-4">
        <div className="flex flex-wrap gap-4">
          <div className="grow basis-60">
            <Field label={words.stories.search}>
              {(control) => (
                <TextInput
                  {...control}
                  type="search"
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                  placeholder={words.stories.searchHint}
                  maxLength={100}
                />
              )}
            </Field>
          </div>
          <Field label={words.stories.sort}>
            {(control) => (
              <Select {...control} value={sort} onChange={(event) => setSort(event.target.value as Sort)}>
                {SORTS.map((key) => (
                  <option key={key} value={key}>
                    {words.stories.sorts[key]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Segments
          legend={words.stories.state}
          value={state}
          options={STATES.map((key) => [key, words.stories.states[key]])}
          onChange={setState}
        />
      </search>
      {trouble && (
        <div className="mt-8">
          <Trouble>{trouble}</Trouble>
        </div>
      )}
      {!shelf && !trouble && <p className="late mt-10 text-second">{words.stories.counting}</p>}
      {shelf && shelf.stories.length > 0 && (
        <ul aria-label={words.stories.title} className="mt-6">
          {shelf.stories.map((story) => (
            <Spine key={story.id} story={story} kept={kept.has(story.id)} again={again} />
          ))}
        </ul>
      )}
      {shelf?.stories.length === 0 &&
        (plain ? <Empty /> : <p className="mt-10 text-second">{words.stories.noneFound}</p>)}
      {shelf?.next && (
        <p className="mt-6 text-center">
          <Button onClick={more}>{words.stories.older}</Button>
        </p>
      )}
    </Front>
  );
}

function useShelf(search: string, sort: Sort, state: State) {
  const [shelf, setShelf] = useState<Shelf | null>(null);
  const [, trouble, ask] = useAsking();
  const [asked, setAsked] = useState(0);
  const again = useCallback(() => setAsked((times) => times + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: who asks again asks for what is chosen now
  useEffect(() => {
    let late = false;
    ask(async () => {
      const { told, copy } = await library.stories(search, sort, state, "");
      if (!late) setShelf({ ...told, copy });
    });
    return () => {
      late = true;
    };
  }, [search, sort, state, asked, ask]);
  const more = () => {
    ask(async () => {
      const { told } = await library.stories(search, sort, state, shelf?.next ?? "");
      const longer = { stories: [...(shelf?.stories ?? []), ...told.stories], next: told.next };
      setShelf((now) => (now && now === shelf ? { ...now, ...longer } : now));
    });
  };
  return { shelf, trouble, more, again };
}

/** Those that can be read without a network. */
function useKept(shelf: Shelf | null): ReadonlySet<string> {
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (shelf) keptStories().then(setKept, () => undefined);
  }, [shelf]);
  return kept;
}

function Spine({ story, kept, again }: { story: StoryCard; kept: boolean; again: () => void }) {
  const words = useWords();
  const locale = useLocale();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const others = story.members - story.names.length;
  const names = others > 0 ? [...story.names, words.book.others(others)] : story.names;
  const marks = [
    story.complete && words.stories.complete,
    story.archived && words.stories.archived,
    kept && words.stories.copy,
  ].filter((mark) => mark !== false);
  return (
    <li className="flex items-start gap-2 border-b border-hairline py-4 last:border-0">
      <div className="min-w-0 grow">
        <Link href={`/r/${story.id}`} className="group block min-h-11">
          <span className="flex flex-wrap items-baseline gap-x-3">
            <span lang={story.language} className="font-story text-xl italic group-hover:text-accent">
              {story.title}
            </span>
            {story.your_turn && <b className="text-sm font-semibold text-accent">● {words.stories.yourTurn}</b>}
          </span>
          <span lang={story.language} className="mt-0.5 line-clamp-2 font-story text-second">
            {story.premise}
          </span>
        </Link>
        <p className="mt-1.5 text-sm text-second">
          {[words.list(names), words.stories.passages(story.passages), day.format(new Date(story.changed_at)), ...marks]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <More story={story} again={again} />
    </li>
  );
}

function More({ story, again }: { story: StoryCard; again: () => void }) {
  const words = useWords();
  const [leaving, setLeaving] = useState(false);
  const [busy, trouble, ask] = useAsking();
  const change = (work: () => Promise<unknown>) =>
    ask(async () => {
      await work();
      again();
    });
  return (
    <>
      <Panel
        title={words.stories.more(story.title)}
        button={{
          "aria-label": words.stories.more(story.title),
          className:
            "flex size-11 shrink-0 items-center justify-center rounded-full text-xl text-second hover:text-accent",
          children: "⋯",
        }}
      >
        <div className="flex flex-col items-stretch gap-1 [&>*]:justify-start">
          <Button kind="bare" onClick={() => go(`/r/${story.id}`)}>
            {words.stories.goOn}
          </Button>
          <Button kind="bare" onClick={() => go(`/read/${story.id}`)}>
            {words.stories.read}
          </Button>
          <Button kind="bare" onClick={() => go(`/tree/${story.id}`)}>
            {words.tree.title}
          </Button>
          <Button kind="bare" onClick={() => go(`/replay/${story.id}`)}>
            {words.replay.title}
          </Button>
          <Button kind="bare" onClick={() => go(`/keep/${story.id}`)}>
            {words.keep.title}
          </Button>
          <Button kind="bare" disabled={busy} onClick={() => change(() => library.archive(story.id, !story.archived))}>
            {story.archived ? words.stories.unarchive : words.stories.archive}
          </Button>
          <Button kind="bare" disabled={busy} onClick={() => setLeaving(true)}>
            {words.stories.leave}
          </Button>
          {trouble && <Trouble>{trouble}</Trouble>}
        </div>
      </Panel>
      {leaving && (
        <Confirm
          ask={words.stories.leaveAsk(story.title)}
          yes={words.stories.leave}
          onYes={() => change(() => leave(story.id))}
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  );
}

async function leave(id: string): Promise<void> {
  await library.tell(id, "room.leave", {});
  await dropCopy(id);
  unshelve(id);
}

function Empty() {
  const words = useWords();
  return (
    <div className="mt-10 rounded-lg bg-sheet/60 px-6 py-8">
      <p className="font-story text-xl">{words.stories.none}</p>
      <p className="mt-2 max-w-[34rem] text-second">{words.stories.noneMore}</p>
      <p className="mt-5 flex flex-wrap gap-2">
        <Button kind="main" onClick={() => go("/")}>
          {words.stories.start}
        </Button>
        <Button onClick={() => go("/join")}>{words.join.title}</Button>
      </p>
    </div>
  );
}
