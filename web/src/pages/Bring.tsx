// A story that began elsewhere: a .roundtale file opens as it was, a text becomes the first passages of a new one.
import { type DragEvent, type FormEvent, useEffect, useState } from "react";
import { api } from "../api";
import { newOp, shelve } from "../device";
import { library } from "../library";
import { Button, Field, NameField, TextInput, Trouble } from "../parts/basics";
import { LanguageChoice } from "../parts/LanguageChoice";
import { useAsking } from "../parts/useAsking";
import { firstWords } from "../reading/typeset";
import { go } from "../route";
import { useLanguage, useWords } from "../words";

const TEXT = /\.(?:txt|text|md|markdown)$/i;
const MARKDOWN = /\.(?:md|markdown)$/i;
const WHOLE_ROOM = /\.roundtale(?:\.gz)?$/i;
const LONGEST_TITLE = 60;
const KB = 1024;

export function Bring() {
  const words = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [op, setOp] = useState(newOp);
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setOp(newOp());
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    choose(event.dataTransfer.files[0]);
  };
  const known = file && (WHOLE_ROOM.test(file.name) || TEXT.test(file.name));
  return (
    <section className="mt-14 border-t border-hairline pt-8" aria-labelledby="bring">
      <h2 id="bring" className="font-story text-xl">
        {words.bring.title}
      </h2>
      <p className="mt-1 text-second">{words.bring.about}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same. */}
      <div
        className="mt-4 flex flex-wrap items-center gap-3 rounded-md border border-dashed border-edge px-4 py-3"
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
      >
        <label className="inline-flex min-h-11 items-center rounded-full border border-edge/60 px-5 text-sm font-medium hover:border-accent hover:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
          {words.bring.choose}
          <input
            type="file"
            accept=".roundtale,.gz,.txt,.text,.md,.markdown,text/plain,text/markdown"
            className="sr-only"
            onChange={(event) => choose(event.target.files?.[0])}
          />
        </label>
        <span className="text-sm text-second">
          {file ? words.bring.chosen(file.name, sizeOf(file.size)) : words.bring.drop}
        </span>
      </div>
      {file && !known && <Trouble>{words.bring.notOurs}</Trouble>}
      {file && known && <Opening key={op} file={file} op={op} />}
    </section>
  );
}

const sizeOf = (bytes: number): string =>
  bytes < KB * KB ? `${Math.ceil(bytes / KB)} KB` : `${(bytes / KB / KB).toFixed(1)} MB`;

function Opening({ file, op }: { file: File; op: string }) {
  const words = useWords();
  const spoken = useLanguage();
  const whole = WHOLE_ROOM.test(file.name);
  const [name, setName] = useState("");
  const [title, setTitle] = useState(() => titleOf(file.name));
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, trouble, ask] = useAsking();
  const language = chosen ?? spoken;
  useEffect(() => {
    api.me().then(
      (me) => setName((typed) => typed || (me.name ?? "")),
      () => undefined,
    );
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(async () => {
      await api.nameMe(name);
      const made = whole ? await library.bring(op, file) : await begin();
      shelve(made);
      go(`/r/${made.id}`);
    });
  };
  const begin = async () => {
    const text = await file.text();
    const premise = firstWords(text.replace(/^[#\s\uFEFF]+/, ""), 30) || words.bring.premise;
    const format = MARKDOWN.test(file.name) ? "markdown" : "plain";
    return api.create({ op, name, premise, title: title.trim() || null, language, text, format });
  };
  return (
    <form onSubmit={submit} className="mt-5 space-y-5">
      <NameField value={name} onChange={setName} />
      {!whole && (
        <>
          <Field label={words.bring.storyTitle}>
            {(control) => (
              <TextInput
                {...control}
                value={title}
                onChange={(event) => setTitle(event.target.value)}
                maxLength={LONGEST_TITLE}
                lang={language}
              />
            )}
          </Field>
          <LanguageChoice language={language} onChange={setChosen} />
        </>
      )}
      {trouble && <Trouble>{trouble}</Trouble>}
      <Button type="submit" kind="main" disabled={busy || !name.trim()}>
        {busy ? words.bring.going : words.bring.go}
      </Button>
    </form>
  );
}

const titleOf = (name: string): string =>
  name
    .replace(/\.[a-z.]+$/i, "")
    .replace(/[_-]+/g, " ")
    .trim()
    .slice(0, LONGEST_TITLE);
