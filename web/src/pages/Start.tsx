import { useState } from "react";
import { shelf, unshelve } from "../device";
import { Front } from "../parts/Front";
import { Link } from "../parts/Link";
import { StartForm } from "../parts/StartForm";
import { useLocale, useWords } from "../words";
import { Bring } from "./Bring";
import { CodeForm } from "./Join";

export function Start() {
  const words = useWords();
  return (
    <Front title="">
      <h1 className="font-story text-4xl leading-tight font-medium text-balance">{words.start.title}</h1>
      <p className="mt-3 mb-10 font-story text-lg text-second italic">{words.tagline}</p>
      <StartForm />
      <section className="mt-14 border-t border-hairline pt-8" aria-labelledby="have-code">
        <h2 id="have-code" className="mb-4 font-story text-xl">
          {words.start.join}
        </h2>
        <CodeForm />
      </section>
      <Bring />
      <Stories />
    </Front>
  );
}

/** The others are on the shelf. */
const SHOWN = 5;

function Stories() {
  const words = useWords();
  const locale = useLocale();
  const [stories, setStories] = useState(shelf);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  if (stories.length === 0) return null;
  return (
    <section className="mt-14 border-t border-hairline pt-8" aria-labelledby="stories">
      <h2 id="stories" className="mb-2 font-story text-xl">
        {words.start.stories}
      </h2>
      <ul>
        {stories.slice(0, SHOWN).map((story) => (
          <li key={story.id} className="flex items-center gap-3 border-b border-hairline last:border-0">
            <Link
              href={`/r/${story.id}`}
              className="flex min-h-12 grow flex-wrap items-center gap-x-4 hover:text-accent"
            >
              <span className="font-story text-lg italic">{story.title}</span>
              <time dateTime={story.opened} className="text-sm text-second">
                {day.format(new Date(story.opened))}
              </time>
            </Link>
            <button
              type="button"
              aria-label={words.start.forget(story.title)}
              className="size-11 text-xl text-second hover:text-accent"
              onClick={() => {
                unshelve(story.id);
                setStories(shelf());
              }}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <p className="mt-2">
        <Link href="/stories" className="leading-11 text-accent underline underline-offset-4">
          {words.stories.open}
        </Link>
      </p>
    </section>
  );
}
