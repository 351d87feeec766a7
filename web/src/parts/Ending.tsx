// The finished state of a room: the end, who wrote it, and where it is kept.
import { useConnection, useRoom, useStory } from "../room/context";
import { authors, leads } from "../room/select";
import { useWords } from "../words";
import { Button } from "./basics";

const LINK =
  "inline-flex min-h-11 items-center rounded-full border border-edge/60 px-5 text-sm font-medium hover:border-accent hover:text-accent";

export function Ending() {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const wrote = new Set(view.passages.flatMap((passage) => [passage.author, ...passage.authors]));
  const names = authors(view)
    .filter((member) => wrote.has(member.id))
    .map((member) => member.name);
  if (wrote.has(null)) names.push(words.coauthor);
  return (
    <section aria-label={words.moment.title} className="mt-12 text-center">
      <p role="status" lang={view.language} className="font-story text-2xl italic">
        {words.ending.title}
      </p>
      {names.length > 0 && <p className="mt-2 text-sm text-second">{words.ending.by(words.list(names))}</p>}
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        <a href={`/read/${view.id}`} className={LINK}>
          {words.ending.read}
        </a>
        <a href={`/replay/${view.id}`} className={LINK}>
          {words.ending.replay}
        </a>
        {live && leads(view, you) && (
          <Button kind="bare" onClick={() => void outbox.send("story.reopen", {})}>
            {words.ending.reopen}
          </Button>
        )}
      </div>
    </section>
  );
}
