import { useConnection, useRoom, useStory } from "../room/context";
import { mayWrite } from "../room/select";
import { useWords } from "../words";

/** Ways on, each like the last line of a page. */
export function ChoiceCards() {
  const words = useWords();
  const { view } = useStory();
  const { outbox } = useConnection();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const busy = useRoom((state) => state.pending.some((pending) => pending.name === "choice.pick"));
  const { choices, turn } = view;
  if (!choices || !turn || view.generation) return null;
  const may = live && !busy && mayWrite(view, you);
  return (
    <section aria-label={words.choices.title} className="mt-5">
      <ul lang={view.language} className="grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]">
        {choices.options.map((option, index) => (
          <li key={option} className="flex">
            <button
              type="button"
              disabled={!may}
              aria-label={words.choices.take(option)}
              onClick={() => {
                const wish = { turn: turn.number, passage: choices.passage, option: index };
                void outbox.send("choice.pick", wish);
              }}
              className="flex min-h-11 w-full sm:min-h-20 items-start rounded-md border border-hairline bg-sheet/60 px-4 py-3 text-left font-story leading-snug text-ink italic hover:border-accent disabled:border-hairline"
            >
              {option}
            </button>
          </li>
        ))}
      </ul>
      {!may && <p className="mt-2 font-quiet text-sm text-second">{words.choices.wait}</p>}
    </section>
  );
}
