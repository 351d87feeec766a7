import { type FormEvent, useEffect, useState } from "react";
import { api } from "../api";
import { newOp, shelve } from "../device";
import { ownLanguage } from "../languages";
import { GENRES, type Genre, type Language, type ModeName, RULES, type Rules } from "../protocol";
import { inWords } from "../room/house";
import { go } from "../route";
import { useLanguage, useWords } from "../words";
import { BEGINNINGS } from "../words/beginnings";
import { Button, Field, NameField, Select, Trouble, Unfold } from "./basics";
import { HouseRules } from "./HouseRules";
import { LanguageChoice } from "./LanguageChoice";
import { ModeChoice } from "./ModeChoice";
import { useAsking } from "./useAsking";

const LONGEST_PREMISE = 600;

export function StartForm() {
  const words = useWords();
  const spoken = useLanguage();
  const [name, setName] = useState("");
  const [premise, setPremise] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [genre, setGenre] = useState<Genre>("fantasy");
  const [mode, setMode] = useState<ModeName>("free");
  const [rules, setRules] = useState<Rules>(RULES);
  const [op] = useState(newOp);
  const [missing, setMissing] = useState<string | null>(null);
  const [busy, trouble, ask] = useAsking();
  const language = chosen ?? spoken;
  const own = ownLanguage(language);
  const said = inWords(rules, words, mode);

  useEffect(() => {
    api.me().then(
      (me) => setName((typed) => typed || (me.name ?? "")),
      () => undefined,
    );
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lack = !name.trim() ? words.start.nameFirst : !premise.trim() ? words.start.premiseFirst : null;
    setMissing(lack);
    if (lack) return;
    ask(async () => {
      await api.nameMe(name);
      const title = (own ? BEGINNINGS[own] : []).find((one) => one.premise === premise)?.title ?? null;
      const card = await api.create({ op, name, premise: premise.trim(), title, language, genre, mode, rules });
      shelve(card);
      go(`/r/${card.id}`);
    });
  };

  return (
    <form onSubmit={submit} noValidate className="space-y-7">
      <NameField value={name} onChange={setName} />
      <div>
        <Field label={words.start.premise}>
          {(control) => (
            <textarea
              {...control}
              value={premise}
              onChange={(event) => setPremise(event.target.value)}
              maxLength={LONGEST_PREMISE}
              rows={3}
              required
              lang={language}
              placeholder={words.start.premiseHint}
              className="story-text mt-1.5 block field-sizing-content min-h-28 w-full resize-none rounded-md border border-edge bg-sheet/60 px-4 py-3"
            />
          )}
        </Field>
        {own && <Offered language={own} chosen={premise} onChoose={setPremise} />}
      </div>
      <details className="rounded-md border border-hairline px-4">
        <summary className="leading-11 text-second">{words.start.more}</summary>
        <div className="space-y-4 pt-1 pb-5">
          <LanguageChoice language={language} onChange={setChosen} />
          <Field label={words.start.genre}>
            {(control) => (
              <Select {...control} value={genre} onChange={(event) => setGenre(event.target.value as Genre)}>
                {GENRES.map((key) => (
                  <option key={key} value={key}>
                    {words.genres[key]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <ModeChoice mode={mode} onChange={setMode} />
        </div>
      </details>
      <Unfold
        summary={
          <>
            {words.house.title}
            {said.length > 0 && <span className="ml-2 text-sm text-ink">{said.join(" ")}</span>}
          </>
        }
      >
        <HouseRules rules={rules} mode={mode} onChange={(changes) => setRules((held) => ({ ...held, ...changes }))} />
      </Unfold>
      {(missing ?? trouble) && <Trouble>{missing ?? trouble}</Trouble>}
      <Button type="submit" kind="main" disabled={busy} className="min-h-12 px-7 text-base">
        {busy ? words.start.going : words.start.go}
      </Button>
    </form>
  );
}

interface OfferedProps {
  language: Language;
  chosen: string;
  onChoose: (premise: string) => void;
}

function Offered({ language, chosen, onChoose }: OfferedProps) {
  const words = useWords();
  return (
    <div className="mt-3">
      <p id="offered" className="mb-2 text-sm text-second">
        {words.start.offered}
      </p>
      <ul aria-labelledby="offered" className="grid gap-2 sm:grid-cols-3">
        {BEGINNINGS[language].map(({ premise }) => (
          <li key={premise} className="flex">
            <button
              type="button"
              lang={language}
              aria-pressed={premise === chosen}
              onClick={() => onChoose(premise)}
              className="flex w-full items-start rounded-md border border-hairline bg-sheet/50 p-3.5 text-left font-story text-[0.95rem] leading-snug italic hover:border-accent aria-pressed:border-accent"
            >
              {premise}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
