// What one takes away from a story, and whom one lets in: files, links, the code.
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { api } from "../api";
import { spaced } from "../code";
import { library } from "../library";
import { Button, Select, Trouble } from "../parts/basics";
import { Confirm } from "../parts/Dialog";
import { TopBar } from "../parts/TopBar";
import { useAsking } from "../parts/useAsking";
import type { Link as Given, MakeLink, NewLink, RoomCard, Snapshot } from "../protocol";
import { go } from "../route";
import { useLocale, useWords } from "../words";

export function Keep({ id }: { id: string }) {
  const words = useWords();
  const [now, setNow] = useState<Snapshot | null>(null);
  const [card, setCard] = useState<RoomCard | null>(null);
  const [, trouble, ask] = useAsking();
  useEffect(() => {
    ask(async () => {
      const [view, known] = await Promise.all([library.view(id), api.card(id)]);
      setNow(view);
      setCard(known);
    });
  }, [id, ask]);
  const leads = now !== null && (now.room.host === now.you || now.room.members[now.you]?.role === "cohost");
  return (
    <>
      <TopBar name={words.keep.short} title={now?.room.title ?? ""} language={now?.room.language} room={id} at="keep" />
      <main aria-label={words.keep.title} className="mx-auto w-full max-w-160 px-5 pt-8 pb-20 sm:pt-12">
        <h1 className="font-story text-3xl">{words.keep.title}</h1>
        {trouble && <Trouble>{trouble}</Trouble>}
        {now && <TakeAway id={id} leads={leads} />}
        {now && card && leads && (
          <>
            <Links id={id} />
            <Code id={id} known={card.code} />
          </>
        )}
        {now && !leads && <p className="mt-10 text-second">{words.keep.leaderOnly}</p>}
      </main>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-10 border-t border-hairline pt-6">
      <h2 className="mb-2 font-story text-xl">{title}</h2>
      {children}
    </section>
  );
}

const DOWNLOAD =
  "inline-flex min-h-11 items-center rounded-full border border-edge/60 px-5 text-sm font-medium hover:border-accent hover:text-accent";

function TakeAway({ id, leads }: { id: string; leads: boolean }) {
  const words = useWords();
  return (
    <Section title={words.keep.take}>
      {leads && (
        <div className="mb-6">
          <a href={library.file(id)} download className={DOWNLOAD}>
            {words.keep.file}
          </a>
          <p className="mt-2 text-sm text-second">{words.keep.fileAbout}</p>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <a href={library.words(id, "md")} download className={DOWNLOAD}>
          {words.keep.markdown}
        </a>
        <a href={library.words(id, "txt")} download className={DOWNLOAD}>
          {words.keep.text}
        </a>
        <Button onClick={() => go(`/read/${id}`)}>{words.keep.print}</Button>
      </div>
      <p className="mt-2 text-sm text-second">{words.keep.words}</p>
    </Section>
  );
}

const HOURS = { always: null, day: 24, week: 24 * 7 } as const;
type Lasting = keyof typeof HOURS;

/** What a link says of itself: one to read, or one to join as a writer or a reader. */
const kindOf = (link: Pick<Given, "kind" | "role">) => (link.kind === "read" ? "read" : link.role);

function Links({ id }: { id: string }) {
  const words = useWords();
  const [links, setLinks] = useState<readonly Given[] | null>(null);
  const [made, setMade] = useState<NewLink | null>(null);
  const [lasting, setLasting] = useState<Lasting>("always");
  const [busy, trouble, ask] = useAsking();
  const again = useCallback(async () => setLinks((await library.links(id)).links), [id]);
  useEffect(() => ask(again), [again, ask]);
  const make = (wish: MakeLink) =>
    ask(async () => {
      setMade(await library.makeLink(id, { ...wish, hours: HOURS[lasting] }));
      await again();
    });
  const revoke = (link: Given) =>
    ask(async () => {
      await library.revokeLink(id, link.id);
      if (made?.id === link.id) setMade(null);
      await again();
    });
  const groups = [
    { kind: "read" as const, title: words.keep.links, about: words.keep.linksAbout },
    { kind: "invite" as const, title: words.keep.invites, about: words.keep.invitesAbout },
  ];
  return (
    <>
      {groups.map(({ kind, title, about }) => (
        <Section key={kind} title={title}>
          <p className="text-second">{about}</p>
          <div className="mt-4 flex flex-wrap items-center gap-2">
            {kind === "read" ? (
              <Button disabled={busy} onClick={() => make({ kind })}>
                {words.keep.makeRead}
              </Button>
            ) : (
              <>
                <Button disabled={busy} onClick={() => make({ kind, role: "writer" })}>
                  {words.keep.makeWriter}
                </Button>
                <Button disabled={busy} onClick={() => make({ kind, role: "reader" })}>
                  {words.keep.makeReader}
                </Button>
              </>
            )}
            <Select
              aria-label={words.keep.lasts}
              value={lasting}
              onChange={(event) => setLasting(event.target.value as Lasting)}
              className="mt-0! w-auto!"
            >
              {(Object.keys(HOURS) as Lasting[]).map((key) => (
                <option key={key} value={key}>
                  {words.keep.lasting[key]}
                </option>
              ))}
            </Select>
          </div>
          {made?.kind === kind && <Fresh link={made} />}
          <ul className="mt-4">
            {links
              ?.filter((link) => link.kind === kind)
              .map((link) => (
                <GivenLink key={link.id} link={link} onRevoke={() => revoke(link)} />
              ))}
          </ul>
          {links && !links.some((link) => link.kind === kind) && (
            <p className="text-sm text-second">{words.keep.none}</p>
          )}
        </Section>
      ))}
      {trouble && <Trouble>{trouble}</Trouble>}
    </>
  );
}

function Fresh({ link }: { link: NewLink }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const address = `${location.origin}/${link.kind === "read" ? "s" : "j"}/${link.token}`;
  const copy = () => navigator.clipboard.writeText(address).then(() => setCopied(true));
  return (
    <div className="mt-4 rounded-md bg-sheet px-4 py-3">
      <p className="text-sm text-second">{words.keep.once}</p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <input
          readOnly
          aria-label={words.keep.kinds[kindOf(link)]}
          value={address}
          onFocus={(event) => event.target.select()}
          className="min-h-11 min-w-0 grow basis-56 rounded-md border border-edge bg-paper px-3"
        />
        <Button kind="main" onClick={() => void copy()}>
          {copied ? words.keep.copied : words.keep.copy}
        </Button>
      </div>
    </div>
  );
}

function GivenLink({ link, onRevoke }: { link: Given; onRevoke: () => void }) {
  const words = useWords();
  const locale = useLocale();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const said = [
    words.keep.made(day.format(new Date(link.created_at))),
    link.expires_at && words.keep.until(day.format(new Date(link.expires_at))),
    words.keep.used(link.uses),
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 border-b border-hairline py-1 last:border-0">
      <span>
        <span className="font-medium">{words.keep.kinds[kindOf(link)]}</span>
        <span className="text-sm text-second"> · {said.join(" · ")}</span>
      </span>
      <Button kind="bare" onClick={onRevoke}>
        {words.keep.revoke}
      </Button>
    </li>
  );
}

function Code({ id, known }: { id: string; known: string }) {
  const words = useWords();
  const [code, setCode] = useState(known);
  const [asking, setAsking] = useState(false);
  const [busy, trouble, ask] = useAsking();
  const rotate = () => ask(async () => setCode((await library.newCode(id)).code));
  return (
    <Section title={words.keep.code}>
      <div className="flex flex-wrap items-center gap-4">
        <output className="text-xl tracking-widest">{spaced(code)}</output>
        <Button disabled={busy} onClick={() => setAsking(true)}>
          {words.keep.rotate}
        </Button>
      </div>
      {trouble && <Trouble>{trouble}</Trouble>}
      {asking && (
        <Confirm ask={words.keep.rotateAsk} yes={words.keep.rotate} onYes={rotate} onClose={() => setAsking(false)} />
      )}
    </Section>
  );
}
