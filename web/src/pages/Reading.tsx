// A calm page to read a story on: no socket, nothing that moves. For members, and for whoever has a link to read.
import { type ReactNode, useCallback, useEffect, useMemo } from "react";
import { Refused } from "../api";
import { type Kept, library } from "../library";
import { Cover } from "../media/Cover";
import { type Address, byLink, inRoom } from "../media/pictures";
import { keepCopy } from "../offline/copies";
import { Button, Trouble } from "../parts/basics";
import { Link } from "../parts/Link";
import { TopBar, Waiting } from "../parts/TopBar";
import { useWide } from "../parts/useWide";
import type { StoryPage } from "../protocol";
import { Pages } from "../reading/Pages";
import { contentsOf, type Entry, setBook } from "../reading/typeset";
import { type Book, useBook } from "../reading/useBook";
import { useBookmark } from "../reading/useBookmark";
import { useWords, wordRefusal } from "../words";
import "../reading/book.css";

export function Reading({ id, branch }: { id: string; branch: number | null }) {
  const load = useCallback((cursor: string) => library.story(id, branch, cursor), [id, branch]);
  useEffect(() => {
    // What was read before there was a service worker is read again for it.
    if (!navigator.serviceWorker?.controller) void keepCopy(id, branch).catch(() => undefined);
  }, [id, branch]);
  const address = useMemo(() => inRoom(id), [id]);
  return <Volume name={`${id}/${branch ?? ""}`} room={id} load={load} address={address} />;
}

/** Enough of a link to tell it from others. */
const LETTERS = 6;

export function Shared({ token }: { token: string }) {
  const load = useCallback((cursor: string) => library.shared(token, cursor), [token]);
  const address = useMemo(() => byLink(token), [token]);
  // The link itself is remembered nowhere.
  return <Volume name={`link ${token.slice(0, LETTERS)}`} room={null} load={load} address={address} />;
}

interface Props {
  name: string;
  room: string | null;
  load: (cursor: string) => Promise<Kept<StoryPage>>;
  address: Address;
}

function Volume({ name, room, load, address }: Props) {
  const words = useWords();
  const wide = useWide();
  const book = useBook(load);
  const { head, passages } = book;
  const set = useMemo(() => setBook(passages), [passages]);
  const contents = useMemo(() => contentsOf(set), [set]);
  useBookmark(name, passages.length);
  const listed = contents.length > 0;
  return (
    <>
      <TopBar name={words.reading.title} title={head?.title ?? ""} language={head?.language} room={room} at="read">
        {room && (
          <Link href={`/listen/${room}`} className="px-2 text-sm leading-11 text-second hover:text-accent">
            {words.sound.open}
          </Link>
        )}
        {head && (
          <Button kind="bare" className="max-sm:hidden" onClick={() => window.print()}>
            {words.reading.print}
          </Button>
        )}
      </TopBar>
      <div className="mx-auto grid w-full max-w-[88rem] wide:grid-cols-[1fr_minmax(0,var(--column))_1fr] print:block">
        {listed && wide && (
          <aside
            aria-labelledby="contents"
            className="sticky top-4 mr-12 ml-7 max-h-[calc(100dvh-2rem)] w-48 self-start overflow-y-auto pt-14 wide:col-start-1 print:hidden"
          >
            <h2 id="contents" className="mb-2 text-sm font-semibold text-second">
              {words.reading.contents}
            </h2>
            <Contents entries={contents} language={head?.language} />
          </aside>
        )}
        <main className="mx-auto w-full max-w-160 min-w-0 px-7 pt-10 pb-24 sm:pt-14 wide:col-start-2 wide:row-start-1 wide:px-0 print:max-w-none print:p-0">
          {head ? (
            <>
              <TitlePage head={head} copy={book.copy} address={address} />
              {listed && !wide && (
                <details className="-mt-6 mb-12 border-y border-hairline print:hidden">
                  <summary className="leading-11 text-sm text-second">{words.reading.contents}</summary>
                  <Contents entries={contents} language={head.language} />
                </details>
              )}
              <div lang={head.language}>
                <Pages book={set} authors={head.authors} address={address} />
              </div>
              <Ending book={book} head={head} room={room} />
            </>
          ) : (
            !book.problem && <Waiting>{words.reading.opening}</Waiting>
          )}
          {book.problem !== null && <Problem problem={book.problem} shared={room === null} />}
        </main>
      </div>
    </>
  );
}

function TitlePage({ head, copy, address }: { head: StoryPage; copy: boolean; address: Address }) {
  const words = useWords();
  const names = words.list(head.authors.map((author) => author.name));
  return (
    <>
      {copy && (
        <p role="status" className="mb-8 rounded-md bg-sheet px-4 py-2.5 text-center text-sm text-second print:hidden">
          {words.reading.copy}
        </p>
      )}
      {head.cover && (
        <div className="book-cover">
          <Cover
            made={head.cover}
            address={address}
            title={head.title}
            by={names}
            language={head.language}
            sizes="(min-width: 30rem) 22rem, calc(100vw - 3.5rem)"
          />
        </div>
      )}
      <div className="book-title-page mb-14" lang={head.language}>
        <h1 className="text-center font-story text-[clamp(2rem,6vw,2.6rem)] leading-tight font-medium text-balance">
          {head.title}
        </h1>
        {names && (
          <p className="mt-3 text-center text-sm text-second">
            {(head.coauthor ? words.reading.withCoauthor : words.reading.by)(names)}
          </p>
        )}
        {head.premise && (
          <p className="mx-auto mt-6 max-w-[34rem] text-center font-story text-lg leading-relaxed text-second italic text-balance">
            {head.premise}
          </p>
        )}
      </div>
    </>
  );
}

function Ending({ book, head, room }: { book: Book; head: StoryPage; room: string | null }) {
  const words = useWords();
  if (!book.whole) {
    return (
      <p role="status" className="late mt-10 text-center text-sm text-second print:hidden">
        {words.reading.further(book.passages.length)}
      </p>
    );
  }
  const empty = book.passages.length === 0;
  return (
    <footer className="mt-14 text-center">
      <p className="font-story text-lg text-second italic">
        {empty ? words.reading.empty : head.complete ? words.reading.end : words.reading.soFar}
      </p>
      {room && !head.complete && (
        <p className="mt-4 print:hidden">
          <Link href={`/r/${room}`} className="leading-11 text-accent underline underline-offset-4">
            {words.reading.goOn}
          </Link>
        </p>
      )}
    </footer>
  );
}

function Contents({ entries, language }: { entries: readonly Entry[]; language: string | undefined }) {
  const words = useWords();
  return (
    <nav aria-label={words.reading.contents}>
      <ol lang={language}>
        {entries.map((entry) => (
          <li key={entry.passage}>
            <a href={`#p${entry.passage}`} className="block min-h-11 py-2.5 text-sm leading-snug hover:text-accent">
              {entry.title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Problem({ problem, shared }: { problem: unknown; shared: boolean }): ReactNode {
  const words = useWords();
  const gone = problem instanceof Refused && ["no_such_link", "no_such_room"].includes(problem.refusal.code);
  const said = gone
    ? words.reading[shared ? "closed" : "gone"]
    : problem instanceof Refused
      ? wordRefusal(words, problem.refusal)
      : words.unreachable;
  return (
    <div className="py-10">
      <Trouble>{said}</Trouble>
      <p className="mt-6">
        <Link href="/" className="leading-11 text-accent underline underline-offset-4">
          {words.over.home}
        </Link>
      </p>
    </div>
  );
}
