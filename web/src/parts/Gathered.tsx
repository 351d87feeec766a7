// Who had theirs in a turn in which everybody writes; a ring is filled when its line is in.
import { useStory } from "../room/context";
import { gathering } from "../room/modes";
import { colourOf, speaking } from "../room/select";
import { useWords } from "../words";
import { Portrait } from "./Portraits";

export function Gathered() {
  const words = useWords();
  const { view } = useStory();
  const { turn } = view;
  if (!turn || !gathering(view)) return null;
  return (
    <ul aria-label={words.turns.whoIsIn} className="mt-1 mb-2 flex flex-wrap gap-2">
      {speaking(view).map((member) => {
        const taken = turn.taken.includes(member.id);
        return (
          <li key={member.id} className="relative">
            <span className="sr-only">{(taken ? words.turns.isIn : words.turns.notYet)(member.name)}</span>
            <span aria-hidden="true">
              {taken ? (
                <Portrait member={member} className="size-8 border-transparent text-paper" fill={colourOf(member)} />
              ) : (
                <Portrait member={member} className="size-8 border-dashed" />
              )}
              {taken && (
                <span className="rising absolute -right-1 -bottom-1 flex size-4 items-center justify-center rounded-full bg-paper">
                  <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 fill-none stroke-ink stroke-2">
                    <path d="M2 6.5 5 9.5 10 3" />
                  </svg>
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
