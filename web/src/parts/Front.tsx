// The frame of every screen that is not a room.
import type { ReactNode } from "react";
import { useWords } from "../words";
import { Link } from "./Link";
import { LookMenu } from "./LookMenu";
import { useTitle } from "./useTitle";

export function Front({ title, children }: { title: string; children: ReactNode }) {
  const words = useWords();
  useTitle(title);
  return (
    <>
      <header className="flex items-center justify-between px-4 py-2 sm:px-7">
        <Link href="/" className="font-story text-lg leading-11 italic hover:text-accent">
          Roundtale
        </Link>
        <nav aria-label={words.stories.title} className="flex items-center gap-2">
          <Link href="/stories" className="min-h-11 px-3 text-sm leading-11 text-second hover:text-accent">
            {words.stories.title}
          </Link>
          <LookMenu />
        </nav>
      </header>
      <main className="mx-auto w-full max-w-160 px-5 pt-6 pb-20 sm:pt-12" aria-label={title || words.start.title}>
        {children}
      </main>
    </>
  );
}
