import { useConnection, useRoom, useStory } from "../room/context";
import { atWork, mayWrite } from "../room/select";
import { useWords } from "../words";

/** Ways on, each like the last line of a page, with who offers it. */
export function ChoiceCards() {
  const words = useWords();
  const { view } = useStory();
  const { outbox } = useConnection();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const busy = useRoom((state) => state.pending.some((pending) => pending.name === "choice.pick"));
  const { choices, turn } = view;
  // While the room votes on them, they are the cards of the vote.
  if (!choices || !turn || atWork(view) || view.vote?.kind === "choice") return null;
  const may = live && !busy && mayWrite(view, you);
  return (
    <section aria-label={words.choices.title} className="mt-5">
      <ul className="grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]">
        {choices.options.map((option, index) => {
          const by = view.members[choices.by[index] ?? ""]?.name;
          return (
            <li key={option} className="flex">
              <button
                type="button"
                disabled={!may}
                aria-label={by ? `${words.choices.take(option)} ${words.votes.from(by)}` : words.choices.take(option)}
                onClick={() => {
                  const wish = { turn: turn.number, passage: choices.passage, option: index };
                  void outbox.send("choice.pick", wish);
                }}
                className="flex min-h-11 w-full flex-col justify-between gap-1 rounded-md border border-hairline bg-sheet/60 px-4 py-3 text-left hover:border-accent disabled:border-hairline sm:min-h-20"
              >
                <span lang={view.language} className="font-story leading-snug text-ink italic">
                  {option}
                </span>{" "}
                {by && <span className="font-quiet text-xs text-second">{words.votes.from(by)}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {!may && <p className="mt-2 font-quiet text-sm text-second">{words.choices.wait}</p>}
    </section>
  );
}
