import { useId } from "react";
import { MODES, type ModeName } from "../protocol";
import { useWords } from "../words";

interface Props {
  mode: ModeName;
  onChange: (mode: ModeName) => void;
}

/** All ways to take turns, each with what it means. */
export function ModeChoice({ mode, onChange }: Props) {
  const words = useWords();
  const id = useId();
  return (
    <fieldset>
      <legend className="text-sm font-medium">{words.start.mode}</legend>
      <div className="mt-1.5 grid gap-1 rounded-md border border-hairline p-1 sm:grid-cols-2">
        {MODES.map((key) => (
          <label
            key={key}
            className="min-h-11 rounded-sm px-3 py-1.5 text-sm text-second has-checked:bg-sheet has-checked:text-ink has-checked:shadow-[inset_0_-2px_0_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={id}
              className="sr-only"
              checked={key === mode}
              onChange={() => onChange(key)}
              aria-labelledby={`${id}-${key}`}
              aria-describedby={`${id}-${key}-about`}
            />
            <span id={`${id}-${key}`} className="block font-medium">
              {words.modes[key].name}
            </span>
            <span id={`${id}-${key}-about`} className="block text-second">
              {words.modes[key].about}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
