// What is chosen on the map, and what one may do there.
import { type FormEvent, useState } from "react";
import { library } from "../library";
import { Button, Field, Select, Switch, TextInput, Trouble } from "../parts/basics";
import { Confirm } from "../parts/Dialog";
import { Link } from "../parts/Link";
import { useAsking } from "../parts/useAsking";
import type { CommandMap, CommandName, Leaf } from "../protocol";
import { go } from "../route";
import { useWords } from "../words";
import { branchIds, branchName, opening } from "./branches";
import type { Stop } from "./layout";
import type { Grown } from "./useTree";

interface Props {
  room: string;
  grown: Grown;
  stop: Stop<Leaf>;
  again: () => Promise<void>;
}

const LONGEST_NAME = 60;

type Tell = <N extends CommandName>(name: N, wish: Omit<CommandMap[N], "op">, said?: string) => void;

export function Chosen({ room, grown, stop, again }: Props) {
  const words = useWords();
  const [said, setSaid] = useState<string | null>(null);
  const [busy, trouble, ask] = useAsking();
  const { tree, me, leads } = grown;
  const leaf = stop.passages.at(-1);
  const writes = me?.status === "in" && me.role !== "reader";
  const tell: Tell = (name, wish, done = words.tree.done) => {
    setSaid(null);
    ask(async () => {
      await library.tell(room, name, wish);
      await again();
      setSaid(done);
    });
  };
  const here = `/read/${room}?branch=${stop.branch}${leaf ? `#p${leaf.id}` : ""}`;
  const mine = tree.branches.find((branch) => branch.id === stop.branch)?.by === me?.id && me !== null;
  return (
    <section aria-label={branchName(tree, stop.branch, words)} className="space-y-5">
      <div>
        <p className="text-sm text-second">
          {words.labelled(words.tree.branch, branchName(tree, stop.branch, words))}
          {stop.branch === tree.branch && ` · ${words.tree.current}`}
        </p>
        <Excerpt stop={stop} grown={grown} />
      </div>
      <p>
        <Link href={here} className="leading-11 text-accent underline underline-offset-4">
          {leaf ? words.tree.read : words.tree.readBranch}
        </Link>
      </p>
      {tree.branches.some((branch) => branch.id !== 0) && (
        <CompareWith room={room} grown={grown} branch={stop.branch} />
      )}
      {writes && <Fork key={stop.key} after={leaf?.id ?? 0} leads={leads} busy={busy} tell={tell} />}
      {(leads || mine) && <Rename key={stop.branch} grown={grown} branch={stop.branch} busy={busy} tell={tell} />}
      {leads && stop.branch !== tree.branch && <Switching grown={grown} branch={stop.branch} busy={busy} tell={tell} />}
      {trouble && <Trouble>{trouble}</Trouble>}
      <p role="status" className="text-sm text-second">
        {said}
      </p>
    </section>
  );
}

function Excerpt({ stop, grown }: { stop: Stop<Leaf>; grown: Grown }) {
  const words = useWords();
  const leaf = stop.passages.at(-1);
  if (stop.key === "0") return <p className="mt-1 font-story text-lg">{words.tree.beginning}</p>;
  if (!leaf)
    return (
      <p className="mt-1 font-story text-lg italic">{words.tree.nothing(branchName(grown.tree, stop.branch, words))}</p>
    );
  const author = leaf.author === null ? null : grown.tree.authors[leaf.author];
  const colour = author ? `var(--author-${author.colour % 8})` : "var(--second)";
  const aside = [
    leaf.status === "partial" && words.tree.unfinished,
    leaf.reactions > 0 && words.tree.hearts(leaf.reactions),
  ].filter(Boolean);
  return (
    <div className="mt-2 border-l-2 pl-3" style={{ borderColor: colour }}>
      <p className="text-sm font-semibold" style={{ color: colour }}>
        {author?.name ?? words.coauthor}
      </p>
      <p lang={grown.view?.language} className="font-story text-lg leading-snug">
        {opening(leaf.opening)}
      </p>
      {aside.length > 0 && <p className="mt-1 text-sm text-second">{aside.join(" · ")}</p>}
    </div>
  );
}

function CompareWith({ room, grown, branch }: { room: string; grown: Grown; branch: number }) {
  const words = useWords();
  const others = branchIds(grown.tree.branches).filter((id) => id !== branch);
  const [picked, setPicked] = useState<number | null>(null);
  const other = others.find((id) => id === picked) ?? others.find((id) => id === grown.tree.branch) ?? others[0];
  return (
    <Field label={words.tree.compare}>
      {(control) => (
        <span className="flex flex-wrap items-end gap-2">
          <Select
            {...control}
            value={other}
            onChange={(event) => setPicked(Number(event.target.value))}
            className="min-w-0! max-w-56 grow basis-32"
          >
            {others.map((id) => (
              <option key={id} value={id}>
                {branchName(grown.tree, id, words)}
              </option>
            ))}
          </Select>
          <Button onClick={() => go(`/tree/${room}?compare=${branch},${other}`)}>{words.tree.compareGo}</Button>
        </span>
      )}
    </Field>
  );
}

interface DoingProps {
  busy: boolean;
  tell: Tell;
}

function Fork({ after, leads, busy, tell }: DoingProps & { after: number; leads: boolean }) {
  const words = useWords();
  const [name, setName] = useState("");
  const [goes, setGoes] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) tell("branch.fork", { after, branch_name: name.trim(), go: goes });
  };
  return (
    <details className="rounded-md border border-hairline px-4">
      <summary className="leading-11 font-medium">{words.tree.fork}</summary>
      <form onSubmit={submit} className="space-y-3 pb-4">
        <Field label={words.tree.forkName}>
          {(control) => (
            <TextInput
              {...control}
              value={name}
              onChange={(event) => setName(event.target.value)}
              placeholder={words.tree.forkHint}
              maxLength={LONGEST_NAME}
              required
            />
          )}
        </Field>
        {leads && <Switch label={words.tree.forkGo} checked={goes} onChange={setGoes} />}
        <Button type="submit" kind="main" disabled={busy || !name.trim()}>
          {words.tree.forkYes}
        </Button>
      </form>
    </details>
  );
}

function Rename({ grown, branch, busy, tell }: DoingProps & { grown: Grown; branch: number }) {
  const words = useWords();
  const known = branchName(grown.tree, branch, words);
  const [name, setName] = useState(known);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) tell("branch.rename", { branch, branch_name: name.trim() });
  };
  return (
    <details className="rounded-md border border-hairline px-4">
      <summary className="leading-11 font-medium">{words.tree.rename}</summary>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2 pb-4">
        <TextInput
          aria-label={words.tree.forkName}
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={LONGEST_NAME}
          className="min-w-0 grow basis-40"
          required
        />
        <Button type="submit" disabled={busy || !name.trim() || name.trim() === known}>
          {words.tree.renameYes}
        </Button>
      </form>
    </details>
  );
}

function Switching({ grown, branch, busy, tell }: DoingProps & { grown: Grown; branch: number }) {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  return (
    <p>
      <Button kind="main" disabled={busy} onClick={() => setAsking(true)}>
        {words.tree.switch}
      </Button>
      {asking && (
        <Confirm
          ask={words.tree.switchAsk(branchName(grown.tree, branch, words))}
          yes={words.tree.switch}
          onYes={() => tell("branch.switch", { branch })}
          onClose={() => setAsking(false)}
        />
      )}
    </p>
  );
}
