import type { ModeName, Rules } from "../protocol";
import { inWords } from "../room/house";
import { useWords } from "../words";

/** The house rules that differ from the usual, in words; nothing where none does. */
export function RulesSaid({ rules, mode }: { rules: Rules; mode: ModeName }) {
  const words = useWords();
  const lines = inWords(rules, words, mode);
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="rules" className="mt-6 text-sm">
      <h2 id="rules" className="font-semibold">
        {words.house.title}
      </h2>
      <ul className="mt-1 list-disc space-y-0.5 pl-5 text-second marker:text-hairline">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
