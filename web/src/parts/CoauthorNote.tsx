import { useState } from "react";
import { recall, remember } from "../device";
import { useStory } from "../room/context";
import { useWords } from "../words";
import { Button } from "./basics";

const provider = document.querySelector<HTMLMetaElement>('meta[name="coauthor"]')?.content || "improv";

/** What the co-author is: said once at length, and always in short. */
export function CoauthorNote() {
  const words = useWords();
  const [known, setKnown] = useState(() => recall("knows-coauthor", "") === provider);
  if (!useStory().view.rules.coauthor) return null;
  if (known) {
    return (
      <p className="mt-6 text-center font-quiet text-sm text-second">
        {capital(words.coauthor)} · {words.coauthorLabel(provider)}
      </p>
    );
  }
  return (
    <aside
      aria-label={words.coauthor}
      className="mt-6 flex flex-wrap items-center gap-3 border-l-2 border-accent pl-4 font-quiet text-sm"
    >
      <p className="max-w-[30rem] grow basis-64 text-second">{words.coauthorNote(provider)}</p>
      <Button
        onClick={() => {
          remember("knows-coauthor", provider);
          setKnown(true);
        }}
      >
        {words.understood}
      </Button>
    </aside>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
