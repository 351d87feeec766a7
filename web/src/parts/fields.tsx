// Fields of the house rules: one of some values, and what is typed.
import { useState } from "react";
import { Field, Select, TextArea, TextInput } from "./basics";

interface MostProps {
  label: string;
  value: number | null;
  values: readonly number[];
  /** What no limit is called, where there may be none. */
  none?: string;
  worded: (value: number) => string;
  onChange: (value: number | null) => void;
}

export function Most({ label, value, values, none, worded, onChange }: MostProps) {
  const all = value === null || values.includes(value) ? values : [value, ...values];
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.target.value ? Number(event.target.value) : null)}
        >
          {none !== undefined && <option value="">{none}</option>}
          {all.map((one) => (
            <option key={one} value={one}>
              {worded(one)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

interface TypedProps {
  label: string;
  hint?: string;
  placeholder: string;
  value: string;
  longest?: number;
  /** For more than a line. */
  rows?: number;
  onDone: (typed: string) => void;
}

/** Said when one has finished typing, and not letter by letter. */
export function Typed({ label, hint, placeholder, value, longest = 300, rows, onDone }: TypedProps) {
  const [typed, setTyped] = useState(value);
  const done = () => typed.trim() !== value && onDone(typed.trim());
  return (
    <Field label={label} hint={hint}>
      {(control) => {
        const all = { ...control, value: typed, onBlur: done, maxLength: longest, placeholder };
        return rows ? (
          <TextArea {...all} rows={rows} onChange={(event) => setTyped(event.target.value)} />
        ) : (
          <TextInput {...all} onChange={(event) => setTyped(event.target.value)} />
        );
      }}
    </Field>
  );
}
