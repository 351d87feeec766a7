// Small pieces that every screen uses.
import { type ComponentProps, type ReactNode, useId, useState } from "react";
import { useWords } from "../words";

const BUTTON = "inline-flex min-h-11 items-center justify-center gap-2 rounded-full text-sm font-medium";
const KINDS = {
  main: "bg-accent px-5 text-paper hover:brightness-110 disabled:bg-hairline disabled:text-ink disabled:brightness-100",
  quiet:
    "border border-edge/60 px-5 text-ink hover:border-accent hover:text-accent disabled:border-hairline disabled:text-second",
  bare: "px-3 text-second underline-offset-4 hover:text-accent hover:underline disabled:text-second disabled:no-underline",
};

interface ButtonProps extends ComponentProps<"button"> {
  kind?: keyof typeof KINDS;
}

export function Button({ kind = "quiet", className = "", ...rest }: ButtonProps) {
  return <button type="button" className={`${BUTTON} ${KINDS[kind]} ${className}`} {...rest} />;
}

interface FieldProps {
  label: string;
  hint?: string | undefined;
  children: (control: { id: string; "aria-describedby"?: string }) => ReactNode;
}

/** A label and, where there is one, a hint, tied to the control that `children` makes. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  const about = `${id}-hint`;
  return (
    <div>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      {hint && (
        <p id={about} className="text-sm text-second">
          {hint}
        </p>
      )}
      {children(hint ? { id, "aria-describedby": about } : { id })}
    </div>
  );
}

const INPUT = "mt-1.5 block w-full rounded-md border border-edge bg-transparent px-3 text-ink";

export function TextInput({ className = "", ...rest }: ComponentProps<"input">) {
  return <input className={`${INPUT} min-h-11 text-base ${className}`} {...rest} />;
}

export function TextArea({ className = "", ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea className={`${INPUT} field-sizing-content min-h-16 resize-none py-2 text-base ${className}`} {...rest} />
  );
}

/** React keeps `autofocus` to itself, and a dialog goes by the attribute. */
export const firstFocus = (input: HTMLElement | null) => input?.setAttribute("autofocus", "");

/** Where one comes in: the name one writes under. */
export function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  return (
    <Field label={useWords().start.name}>
      {(control) => (
        <TextInput
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          maxLength={40}
          autoComplete="nickname"
          required
          className="max-w-96"
        />
      )}
    </Field>
  );
}

export function Select({ className = "", ...rest }: ComponentProps<"select">) {
  return <select className={`${INPUT} min-h-11 bg-paper text-base ${className}`} {...rest} />;
}

/** What is seldom needed, made when it is asked for. */
export function Unfold({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="rounded-md border border-hairline px-4">
      <summary className="min-h-11 py-2.5 text-second">{summary}</summary>
      {open && <div className="space-y-5 pt-1 pb-5">{children}</div>}
    </details>
  );
}

interface SwitchProps {
  label: string;
  about?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Switch({ label, about, checked, onChange }: SwitchProps) {
  return (
    <label className="flex min-h-11 items-center justify-between gap-4 py-1">
      <span>
        <span className="block text-sm font-medium">{label}</span>
        {about && <span className="block text-sm text-second">{about}</span>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="peer sr-only"
      />
      <span
        aria-hidden="true"
        className="relative h-6 w-11 shrink-0 rounded-full border border-edge bg-sheet transition-colors after:absolute after:top-[3px] after:left-[3px] after:h-4 after:w-4 after:rounded-full after:bg-edge after:transition-transform peer-checked:border-accent peer-checked:bg-accent peer-checked:after:translate-x-5 peer-checked:after:bg-paper peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent"
      />
    </label>
  );
}

interface SegmentsProps<T extends string> {
  legend: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}

/** One of a few, all of them in sight. */
export function Segments<T extends string>({ legend, value, options, onChange }: SegmentsProps<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="text-sm font-medium">{legend}</legend>
      <div className="mt-1.5 flex flex-wrap gap-1 rounded-md border border-hairline p-1">
        {options.map(([key, label]) => (
          <label
            key={key}
            className="grow rounded-sm px-3 text-center text-sm leading-11 text-second has-checked:bg-sheet has-checked:font-medium has-checked:text-ink has-checked:shadow-[inset_0_-2px_0_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={key === value}
              onChange={() => onChange(key)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A sentence with one name in it, in its author's colour. */
export function Named({ say, name, colour }: { say: (name: string) => string; name: string; colour: string }) {
  const [before, after] = say("\u0001").split("\u0001");
  return (
    <>
      {before}
      <b className="font-semibold" style={{ color: colour }}>
        {capital(name, before === "")}
      </b>
      {after}
    </>
  );
}

const capital = (name: string, first: boolean) => (first ? name.charAt(0).toUpperCase() + name.slice(1) : name);

export function Trouble({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="border-l-2 border-accent py-1 pl-3 text-sm text-ink">
      {children}
    </p>
  );
}
