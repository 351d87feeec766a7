// Two branches side by side, from where they part.
import { useCallback, useMemo } from "react";
import { library } from "../library";
import { Trouble } from "../parts/basics";
import { Link } from "../parts/Link";
import { Waiting } from "../parts/TopBar";
import type { ReadPassage, Tree } from "../protocol";
import { Part } from "../reading/Pages";
import { type Block, setBook } from "../reading/typeset";
import { type Book, useBook } from "../reading/useBook";
import { useWords } from "../words";
import { branchName, part } from "./branches";

interface Props {
  room: string;
  tree: Tree;
  pair: readonly [number, number];
}

export function Compare({ room, tree, pair }: Props) {
  const words = useWords();
  const [one, other] = [useBranch(room, pair[0]), useBranch(room, pair[1])];
  const [same, ones, others] = useMemo(() => part(one.passages, other.passages), [one.passages, other.passages]);
  const ready = one.whole && other.whole;
  if (one.problem ?? other.problem) return <Trouble>{words.unreachable}</Trouble>;
  return (
    <>
      <h1 className="font-story text-3xl text-balance">{words.compare.title}</h1>
      <p className="mt-2 text-second">
        {!ready ? "…" : same.length > 0 ? words.compare.same(same.length) : words.compare.apart}
      </p>
      <p>
        <Link href={`/tree/${room}`} className="leading-11 text-accent underline underline-offset-4">
          {words.compare.back}
        </Link>
      </p>
      {!ready ? (
        <Waiting>{words.reading.opening}</Waiting>
      ) : (
        <>
          <LastShared book={one} passage={same.at(-1)} />
          <div className="mt-6 grid gap-x-14 gap-y-14 margin:grid-cols-2">
            <Side room={room} name={branchName(tree, pair[0], words)} branch={pair[0]} book={one} passages={ones} />
            <Side room={room} name={branchName(tree, pair[1], words)} branch={pair[1]} book={other} passages={others} />
          </div>
        </>
      )}
    </>
  );
}

function useBranch(room: string, branch: number): Book {
  return useBook(useCallback((cursor: string) => library.story(room, branch, cursor), [room, branch]));
}

/** What both have in common ends with this. */
function LastShared({ book, passage }: { book: Book; passage: ReadPassage | undefined }) {
  if (!passage) return null;
  return (
    <div lang={book.head?.language} className="mx-auto mt-8 max-w-160 border-b border-hairline pb-8 text-second">
      <Told passages={[{ ...passage, text: passage.text.trim().split("\n").at(-1) ?? "" }]} />
    </div>
  );
}

interface SideProps {
  room: string;
  name: string;
  branch: number;
  book: Book;
  passages: readonly ReadPassage[];
}

function Side({ room, name, branch, book, passages }: SideProps) {
  const words = useWords();
  return (
    <section aria-label={name} className="min-w-0">
      <h2 className="mb-5 border-b border-hairline pb-2 font-story text-xl">
        <Link href={`/read/${room}?branch=${branch}`} className="leading-11 hover:text-accent">
          {name}
        </Link>
      </h2>
      <div lang={book.head?.language}>
        <Told passages={passages} />
      </div>
      {passages.length === 0 && <p className="font-story text-second italic">{words.compare.nothing}</p>}
    </section>
  );
}

function Told({ passages }: { passages: readonly ReadPassage[] }) {
  return setBook(passages).map(({ passage, blocks }) => (
    <article key={passage.id} className="book-page">
      {blocks.map(flush).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a passage that is read does not change.
        <Part key={index} block={block} />
      ))}
    </article>
  ));
}

/** In the middle of a story there is no drop cap. */
const flush = (block: Block): Block =>
  block.is === "paragraph" && block.lead === "cap" ? { ...block, lead: "flush" } : block;
