// What the co-author has cost this room today, for its host.
import { useEffect, useState } from "react";
import { ask, room } from "../api";
import type { Spending } from "../protocol";
import { useStory } from "../room/context";
import { useLocale, useWords } from "../words";
import { dollars } from "./money";

export function Meter() {
  const words = useWords();
  const say = words.meter;
  const locale = useLocale();
  const { id } = useStory().view;
  const [spending, setSpending] = useState<Spending | null>(null);
  useEffect(() => {
    ask<Spending>("GET", `${room(id)}/spending`).then(setSpending, () => undefined);
  }, [id]);
  if (!spending) return null;
  const { spent, budget, level, unknown } = spending;
  const sum = dollars(spent, locale);
  const told = budget > 0 ? say.of(sum, dollars(budget, locale)) : spent > 0 ? say.unbounded(sum) : say.nothing;
  return (
    <section aria-labelledby="meter" className="text-sm">
      <div className="flex flex-wrap justify-between gap-x-4">
        <h4 id="meter" className="font-medium">
          {say.title}
        </h4>
        <p className="text-second tabular-nums">{told}</p>
      </div>
      {budget > 0 && (
        <div aria-hidden="true" className="mt-1.5 h-1 overflow-hidden rounded-full bg-hairline">
          <div
            className="h-full rounded-full bg-accent"
            style={{ width: `${Math.min(100, (100 * spent) / budget)}%` }}
          />
        </div>
      )}
      {level !== "full" && <p className="mt-1">{say.level[level]}</p>}
      {unknown > 0 && <p className="mt-1 text-second">{say.unknown(unknown)}</p>}
    </section>
  );
}
