// The language of a story: one of the page's, or another from a short list; and whether the co-author speaks it.
import { useState } from "react";
import { coauthorSpeaks, nameOf, otherLanguages } from "../languages";
import { LANGUAGES, type Language } from "../protocol";
import { useLocale, useWords } from "../words";
import { Field, Segments, Select } from "./basics";

interface Props {
  language: string;
  onChange: (language: string) => void;
}

export function LanguageChoice({ language, onChange }: Props) {
  const words = useWords();
  const locale = useLocale();
  const own = LANGUAGES.find((known) => known === language);
  const [looking, setLooking] = useState(false);
  const others = looking || !own;
  const choose = (chosen: Language | "other") => {
    setLooking(chosen === "other");
    if (chosen !== "other") onChange(chosen);
  };
  return (
    <div className="space-y-3">
      <Segments
        legend={words.start.language}
        value={others ? "other" : own}
        options={[
          ...LANGUAGES.map((key) => [key, words.languages[key]] as const),
          ["other", words.start.otherLanguage],
        ]}
        onChange={choose}
      />
      {others && (
        <Field label={words.start.whichLanguage}>
          {(control) => (
            <Select
              {...control}
              value={own ? "" : language}
              onChange={(event) => event.target.value && onChange(event.target.value)}
            >
              {own && <option value="">{words.start.pickLanguage}</option>}
              {otherLanguages(language, locale).map(([tag, name]) => (
                <option key={tag} value={tag}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <p role="status" className="text-sm text-second empty:hidden">
        {!coauthorSpeaks(language) && words.start.silentIn(nameOf(language, locale))}
      </p>
    </div>
  );
}
