import { type KeyboardEvent, type RefObject, useEffect, useId, useRef } from "react";
import { limits } from "../limits";
import { lengthOf, wordsIn } from "../room/select";
import { useLanguage, useWords } from "../words";

interface Props {
  label: string;
  value: string;
  onChange: (text: string) => void;
  onSubmit: () => void;
  hint?: string;
  limit?: number;
  /** The most words, where the house has such a rule. */
  words?: number | null;
  lang?: string;
  focus?: boolean;
  /** Where to find the textarea, for whoever works on its text. */
  area?: RefObject<HTMLTextAreaElement | null>;
}

/** Where one writes: the story's own type, as high as its text, a count only near the limit. */
export function WritingArea(props: Props) {
  const { label, value, onChange, onSubmit, hint, limit = limits.passage_chars, lang, focus = false } = props;
  const own = useRef<HTMLTextAreaElement>(null);
  const ref = props.area ?? own;
  const id = useId();
  useEffect(() => {
    if (focus) ref.current?.focus();
  }, [focus, ref]);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    }
  };
  const box = "col-start-1 row-start-1 min-h-[3.3em] w-full p-0 wrap-anywhere whitespace-pre-wrap";
  return (
    <div>
      <div className="story-text grid grid-cols-[minmax(0,1fr)]">
        <textarea
          ref={ref}
          aria-label={label}
          aria-describedby={id}
          lang={lang}
          value={value}
          placeholder={hint}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={keys}
          rows={2}
          className={`${box} resize-none overflow-hidden bg-transparent outline-none placeholder:italic`}
        />
        <div aria-hidden="true" className={`${box} invisible`}>{`${value || (hint ?? "")}\n`}</div>
      </div>
      <p id={id} aria-live="polite" className="text-sm text-second">
        <Count used={lengthOf(value)} limit={limit} unit="characters" />
        {props.words && <Count used={wordsIn(value)} limit={props.words} unit="words" />}
      </p>
    </div>
  );
}

const NEAR = 0.85;

function Count({ used, limit, unit }: { used: number; limit: number; unit: "characters" | "words" }) {
  const words = useWords();
  const number = new Intl.NumberFormat(useLanguage());
  const say = unit === "words" ? words.turns.words : words.composer;
  if (used < limit * NEAR) return null;
  if (used > limit) return <b className="mr-3 text-accent">{say.over(number.format(used - limit))}</b>;
  return <span className="mr-3">{say.near(number.format(used), number.format(limit))}</span>;
}
