// The head of the pages around a room: back to the story, and from one of them to the others.
import type { ReactNode } from "react";
import { useWords } from "../words";
import { Link } from "./Link";
import { LookMenu } from "./LookMenu";
import { useTitle } from "./useTitle";

interface Props {
  /** The page's own name, shown by the browser beside the story's. */
  name: string;
  title: string;
  language?: string | undefined;
  /** Null: where one has no seat there is nothing to go back or on to. */
  room: string | null;
  at?: "read" | "tree" | "replay" | "keep";
  children?: ReactNode;
}

export function TopBar({ name, title, language, room, at, children }: Props) {
  const words = useWords();
  useTitle(title ? `${name}: ${title}` : name);
  const others = [
    ["read", words.stories.read],
    ["tree", words.tree.short],
    ["replay", words.replay.short],
    ["keep", words.keep.short],
  ] as const;
  return (
    <header className="flex flex-wrap items-center gap-x-3 border-b border-hairline bg-paper px-3 py-1.5 sm:px-7 print:hidden">
      <Link
        href={room ? `/r/${room}` : "/"}
        lang={room ? language : undefined}
        className="min-w-0 grow basis-40 truncate font-story text-lg leading-11 italic hover:text-accent"
      >
        {room ? title || "…" : "Roundtale"}
      </Link>
      {room && (
        <nav aria-label={words.tree.pages} className="order-last flex w-full gap-1 sm:order-none sm:w-auto">
          {others.map(([key, label]) => (
            <Link
              key={key}
              href={`/${key}/${room}`}
              aria-current={key === at ? "page" : undefined}
              className="min-w-11 rounded-sm px-2 text-center text-sm leading-11 text-second hover:text-accent aria-[current]:text-ink aria-[current]:shadow-[inset_0_-2px_0_var(--accent)]"
            >
              {label}
            </Link>
          ))}
        </nav>
      )}
      {children}
      <LookMenu />
    </header>
  );
}

/** What such a page says while it has nothing to show yet. */
export function Waiting({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="late mx-auto max-w-160 px-7 py-20 text-center font-story text-lg text-second italic">
      {children}
    </p>
  );
}
