// A worker: English spelling and grammar, by Harper.
import {
  createBinaryModuleFromUrl,
  Dialect,
  type Lint,
  type LintKind,
  LocalLinter,
  type Suggestion,
  SuggestionKind,
} from "harper.js";
import type { Finding } from "./finding";
import { serve } from "./serve";

serve(async ([engine]) => {
  if (!engine) throw new Error("one file");
  const binary = createBinaryModuleFromUrl(URL.createObjectURL(engine), "slim");
  // Of all Englishes its rules fit this one best; the spellings of the others are let through in changes.ts.
  const linter = new LocalLinter({ binary, dialect: Dialect.American });
  await linter.setup();
  const known = new Set<string>();
  return async (text, names) => {
    const forms = names.flatMap((name) => [name, `${name}'s`, `${name}’s`]).filter((form) => !known.has(form));
    if (forms.length > 0) await linter.importWords(forms);
    for (const form of forms) known.add(form);
    return (await linter.lint(text, { language: "plaintext" })).map(finding);
  };
});

function finding(lint: Lint): Finding {
  const { start, end } = lint.span();
  const from = lint.get_problem_text();
  const options = lint.suggestions().map((suggestion) => instead(from, suggestion));
  const told = { start, end, kind: lint.lint_kind() as LintKind, note: lint.message(), options };
  lint.free();
  return told;
}

function instead(from: string, suggestion: Suggestion): string {
  const text = suggestion.get_replacement_text();
  if (suggestion.kind() === SuggestionKind.Remove) return "";
  return suggestion.kind() === SuggestionKind.InsertAfter ? from + text : text;
}
