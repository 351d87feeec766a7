// The passages of a story as a book shows them.
import { memo } from "react";
import { look } from "../look";
import { Picture } from "../media/Picture";
import { type Address, madeBy } from "../media/pictures";
import type { Author, Made, ReadPassage } from "../protocol";
import { useStore } from "../store";
import { useWords } from "../words";
import type { Block, SetPassage } from "./typeset";

interface Props {
  book: readonly SetPassage<ReadPassage>[];
  authors: readonly Author[];
  address: Address;
}

/** Sheets that are out of sight are not laid out, which is what lets a novel open at once. */
const SHEET = 20;

export function Pages({ book, authors, address }: Props) {
  const names = useStore(look, (held) => held.names);
  const sheets = Array.from({ length: Math.ceil(book.length / SHEET) }, (_, n) =>
    book.slice(n * SHEET, (n + 1) * SHEET),
  );
  return sheets.map((sheet) => (
    <div key={sheet[0]?.passage.id} className="book-sheet">
      {sheet.map(({ passage, blocks }) => (
        <Page
          key={passage.id}
          id={passage.id}
          blocks={blocks}
          author={passage.author === null ? null : (authors[passage.author] ?? null)}
          named={names}
          plate={passage.plate}
          address={address}
        />
      ))}
    </div>
  ));
}

interface PageProps {
  id: number;
  blocks: readonly Block[];
  author: Author | null;
  named: boolean;
  plate: Made | null;
  address: Address;
}

const Page = memo(function Page({ id, blocks, author, named, plate, address }: PageProps) {
  const words = useWords();
  const colour = author ? `var(--author-${author.colour % 8})` : "var(--second)";
  return (
    <article
      id={`p${id}`}
      data-passage={id}
      className="book-page"
      style={{ "--author": colour } as React.CSSProperties}
    >
      {named && <p className="book-author">{author?.name ?? words.coauthor}</p>}
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a passage that is read does not change.
        <Part key={index} block={block} />
      ))}
      {plate && (
        <figure className="plate">
          <span className="plate-frame">
            <Picture made={plate} address={address} sizes="(min-width: 46rem) 40rem, calc(100vw - 3.5rem)" />
          </span>
          <figcaption className="plate-caption">{madeBy(plate, words)}</figcaption>
        </figure>
      )}
    </article>
  );
});

export function Part({ block }: { block: Block }) {
  if (block.is === "chapter") return <h2 className="book-chapter">{block.title}</h2>;
  if (block.is === "break") return <hr className="book-break" />;
  return <p className={`book-${block.lead}`}>{block.text}</p>;
}
