import { type FormEvent, useState } from "react";
import { readCode, spaced } from "../code";
import { Button, Field, TextInput, Trouble } from "../parts/basics";
import { Front } from "../parts/Front";
import { go } from "../route";
import { useWords } from "../words";

export function Join() {
  const words = useWords();
  return (
    <Front title={words.join.title}>
      <h1 className="mb-6 font-story text-3xl">{words.join.title}</h1>
      <CodeForm focus />
    </Front>
  );
}

export function CodeForm({ focus = false }: { focus?: boolean }) {
  const words = useWords();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = readCode(typed);
    setWrong(code === null);
    if (code) go(`/j/${spaced(code)}`);
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <Field label={words.join.code} hint={words.join.codeHint}>
        {(control) => (
          <span className="flex flex-wrap items-end gap-2">
            <TextInput
              {...control}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoCapitalize="characters"
              autoComplete="off"
              spellCheck={false}
              maxLength={14}
              autoFocus={focus}
              className="max-w-52 tracking-widest uppercase"
            />
            <Button type="submit">{words.join.open}</Button>
          </span>
        )}
      </Field>
      {wrong && <Trouble>{words.join.codeWrong}</Trouble>}
    </form>
  );
}
