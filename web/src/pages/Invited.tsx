// Behind a link or a QR code: what story this is, and a seat in it.
import { type FormEvent, useEffect, useState } from "react";
import { api } from "../api";
import { isInvitation, readCode } from "../code";
import { shelve } from "../device";
import { library } from "../library";
import { Button, NameField, Trouble } from "../parts/basics";
import { Front } from "../parts/Front";
import { Link } from "../parts/Link";
import { RulesSaid } from "../parts/RulesSaid";
import { useAsking } from "../parts/useAsking";
import type { RoomCard } from "../protocol";
import { go } from "../route";
import { useLanguageName, useWords } from "../words";

export function Invited({ code }: { code: string }) {
  const words = useWords();
  const languageName = useLanguageName();
  const [card, setCard] = useState<RoomCard | null>(null);
  const [name, setName] = useState("");
  const [looking, missing, look] = useAsking();
  const [joining, trouble, join] = useAsking();

  useEffect(() => {
    look(async () => {
      const found = isInvitation(code) ? library.invitation(code) : api.byCode(readCode(code) ?? code);
      const [known, me] = await Promise.all([found, api.me()]);
      setCard(known);
      setName((typed) => typed || (me.name ?? ""));
    });
  }, [code, look]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!card) return;
    join(async () => {
      await api.nameMe(name);
      shelve(card);
      go(`/r/${card.id}`);
    });
  };

  if (!card) {
    return (
      <Front title={words.join.title}>
        <h1 className="mb-6 font-story text-3xl">{words.join.title}</h1>
        {looking && <p className="late text-second">{words.join.looking}</p>}
        {missing && <Trouble>{missing}</Trouble>}
        {missing && (
          <p className="mt-6">
            <Link href="/join" className="leading-11 text-accent underline underline-offset-4">
              {words.join.another}
            </Link>
          </p>
        )}
      </Front>
    );
  }
  return (
    <Front title={card.title}>
      <article lang={card.language}>
        <h1 className="font-story text-4xl leading-tight font-medium text-balance">{card.title}</h1>
        <p className="mt-4 font-story text-lg text-second italic">{card.premise}</p>
      </article>
      <p className="mt-4 text-sm text-second">
        {card.members.length > 0 && `${words.join.writers(words.list(card.members))}. `}
        {card.host && `${words.join.hosted(card.host)}.`}
      </p>
      <p className="mt-1 text-sm text-second">
        {words.genres[card.genre]} · {languageName(card.language)} · {words.modes[card.mode].name}:{" "}
        {words.modes[card.mode].about}
      </p>
      {card.complete && <p className="mt-4 text-sm">{words.ending.invited}</p>}
      <RulesSaid rules={card.rules} mode={card.mode} />
      <form onSubmit={submit} className="mt-10 max-w-96 space-y-4 border-t border-hairline pt-8">
        <NameField value={name} onChange={setName} />
        {trouble && <Trouble>{trouble}</Trouble>}
        <Button type="submit" kind="main" disabled={joining}>
          {joining ? words.join.going : card.member ? words.join.back : words.join.go}
        </Button>
      </form>
    </Front>
  );
}
