import { useState } from "react";
import { api } from "../api";
import { spaced } from "../code";
import type { RoomCard } from "../protocol";
import { useWords } from "../words";
import { Button } from "./basics";
import { Link } from "./Link";
import { Panel } from "./Panel";

/** Three ways in: a code to say aloud, a link to send, a QR code to show. */
export function Invite({ card }: { card: RoomCard }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const link = `${location.origin}/j/${spaced(card.code)}`;
  const copy = async () => {
    await navigator.clipboard?.writeText(link).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <Panel
      title={words.invite.title}
      onOpenChange={() => setCopied(false)}
      button={{
        className:
          "flex min-h-11 shrink-0 items-center gap-2 rounded-full border border-hairline px-3.5 text-sm font-medium hover:border-accent hover:text-accent",
        children: (
          <>
            {words.header.invite}
            <span className="hidden text-second sm:inline">{spaced(card.code)}</span>
          </>
        ),
      }}
    >
      <p className="text-sm text-second">{words.invite.how}</p>
      <p className="my-3 text-center text-2xl font-semibold tracking-widest tabular-nums">{spaced(card.code)}</p>
      <div className="mx-auto w-44 rounded-md bg-white p-2">
        <img src={api.qr(card.id)} alt={words.invite.qr} width={160} height={160} className="block w-full" />
      </div>
      <label className="mt-3 block text-sm font-medium">
        {words.invite.link}
        <input
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
          className="mt-1 block min-h-11 w-full rounded-md border border-edge bg-transparent px-3 text-sm font-normal"
        />
      </label>
      {"clipboard" in navigator && (
        <Button className="mt-3 w-full" onClick={() => void copy()}>
          <span aria-live="polite">{copied ? words.invite.copied : words.invite.copyLink}</span>
        </Button>
      )}
      <Link
        href={`/keep/${card.id}`}
        className="mt-2 block text-center text-sm leading-11 text-second hover:text-accent"
      >
        {words.invite.more}
      </Link>
    </Panel>
  );
}
