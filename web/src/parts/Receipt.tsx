// How a passage of the co-author's came about: who asked, what it was given, what wrote it, and for how much.
import { type ReactNode, useEffect, useState } from "react";
import { ask, room } from "../api";
import type { CoauthorReceipt, Passage, Tried } from "../protocol";
import { useRoom, useStory } from "../room/context";
import { figures } from "../room/receipt";
import { useLocale, useWords, type Words } from "../words";
import { Trouble, Unfold } from "./basics";
import { Dialog } from "./Dialog";
import { dollars } from "./money";
import { useAsking } from "./useAsking";

interface Props {
  passage: Passage;
  version: number;
  onClose: () => void;
}

export function Receipt({ passage, version, onClose }: Props) {
  const words = useWords();
  const { id } = useStory().view;
  const [receipt, setReceipt] = useState<CoauthorReceipt | null>(null);
  const [, trouble, begin] = useAsking();
  const path = `${room(id)}/passages/${passage.id}/receipt?version=${version}`;
  useEffect(() => begin(async () => setReceipt(await ask<CoauthorReceipt>("GET", path))), [begin, path]);
  return (
    <Dialog title={words.receipt.title} onClose={onClose} drawer>
      {receipt ? <Told receipt={receipt} /> : trouble ? <Trouble>{trouble}</Trouble> : <p>{words.receipt.fetching}</p>}
    </Dialog>
  );
}

function Told({ receipt }: { receipt: CoauthorReceipt }) {
  const words = useWords();
  const say = words.receipt;
  const members = useStory(({ view }) => view.members);
  const you = useRoom((state) => state.you);
  const at = new Intl.DateTimeFormat(useLocale(), { dateStyle: "medium", timeStyle: "short" });
  // Whose line was the last of a round did not ask for its weaving.
  const asker = receipt.given.lines > 0 ? null : receipt.asked_by;
  const checked = receipt.checked as keyof typeof say.checked;
  return (
    <div className="space-y-5 text-sm">
      <p className="text-second">
        {asker === null ? say.unasked : asker === you ? say.askedYou : say.asked(members[asker]?.name ?? "?")}{" "}
        <time dateTime={receipt.at}>{at.format(new Date(receipt.at))}</time>
      </p>
      <Part title={say.by}>
        <p>{words.coauthorLabel(receipt.provider)}</p>
        {receipt.model && <p className="font-mono text-xs wrap-anywhere text-second">{receipt.model}</p>}
      </Part>
      <Part title={say.given}>
        <ul className="list-disc pl-5 marker:text-hairline">
          {given(receipt, words).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Part>
      <Part title={say.check}>
        <p>{say.checked[checked] ?? say.checked.open}</p>
      </Part>
      <Part title={say.figures}>
        <Sums receipt={receipt} />
      </Part>
      {receipt.tried.length > 1 && (
        <Part title={say.tries}>
          <ol className="list-decimal pl-5 marker:text-second">
            {receipt.tried.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: requests are past, and stay in their order.
              <li key={index}>{worded(one, words)}</li>
            ))}
          </ol>
        </Part>
      )}
      {receipt.prompt !== null && (
        <Unfold summary={say.prompt}>
          <p className="text-second">{say.promptAbout}</p>
          <pre className="text-xs whitespace-pre-wrap wrap-anywhere">{receipt.prompt}</pre>
        </Unfold>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-0.5 text-xs font-semibold text-second">{title}</h3>
      {children}
    </section>
  );
}

function given({ given: what }: CoauthorReceipt, words: Words): string[] {
  const say = words.receipt;
  const told: (string | false)[] = [
    what.passages > 0 && say.passages(what.passages),
    what.summed_up > 0 && say.summedUp(what.summed_up),
    what.facts > 0 && say.facts(what.facts),
    what.lines > 0 && say.lines(what.lines),
    what.versions > 0 && say.versions(what.versions),
    what.hint && say.hint,
    what.note && say.note,
  ];
  const all = told.filter((line) => line !== false);
  return all.length > 0 ? all : [say.nothing];
}

function Sums({ receipt }: { receipt: CoauthorReceipt }) {
  const words = useWords();
  const say = words.receipt;
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale);
  const seconds = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  const { read, cached, written, firstMs, wholeMs } = figures(receipt);
  const time = (ms: number | null) => (ms === null ? say.uncounted : say.seconds(seconds.format(ms / 1_000)));
  const tokens = (count: number | null) => (count === null ? say.uncounted : say.tokens(number.format(count)));
  const price = receipt.dollars;
  const tokenless = receipt.model === "" && read === null;
  const counted: [string, string][] = [
    [say.read, read !== null && cached > 0 ? say.readOf(number.format(read), number.format(cached)) : tokens(read)],
    [say.written, tokens(written)],
  ];
  const lines: [string, string][] = [
    ...(tokenless ? [] : counted),
    [say.first, time(firstMs)],
    [say.whole, time(wholeMs)],
    [say.price, price === null ? say.unknown : price === 0 ? say.free : dollars(price, locale)],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
      {lines.map(([name, told]) => (
        <div key={name} className="contents">
          <dt className="text-second">{name}</dt>
          <dd className="text-right tabular-nums">{told}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a newer server tells stands as it came. */
function worded({ provider, model, purpose, outcome }: Tried, words: Words): string {
  const { purposes, outcomes, failed } = words.receipt;
  const why = purposes[purpose as keyof typeof purposes] ?? purpose;
  const came = outcomes[outcome as keyof typeof outcomes] ?? `${failed} (${outcome})`;
  return words.labelled([model || provider, why].join(", "), came);
}
