// The rules of a room, as its host sets them: first what every evening asks for, the rest behind "more".
import { type ReactNode, useState } from "react";
import type { Rules } from "../protocol";
import { BALLOTS, PACES, TIMERS, timeWords, WORDS } from "../room/house";
import { useWords } from "../words";
import { Field, Segments, Select, Switch, TextInput, Unfold } from "./basics";

interface Props {
  rules: Rules;
  onChange: (changes: Partial<Rules>) => void;
  /** What else belongs behind "more". */
  children?: ReactNode;
}

export function HouseRules({ rules, onChange, children }: Props) {
  const words = useWords();
  const say = words.house;
  const time = (seconds: number) => timeWords(words, seconds);
  return (
    <div className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Most
          label={words.host.timer}
          value={rules.timer_seconds}
          values={TIMERS}
          none={words.host.timers.none}
          worded={time}
          onChange={(timer_seconds) => onChange({ timer_seconds })}
        />
        <Most
          label={say.words}
          value={rules.words}
          values={WORDS}
          none={words.host.timers.none}
          worded={say.wordsOf}
          onChange={(limit) => onChange({ words: limit })}
        />
      </div>
      <div>
        <Switch
          label={words.host.drafts}
          about={words.host.draftsAbout}
          checked={rules.live_drafts}
          onChange={(live_drafts) => onChange({ live_drafts })}
        />
        <Switch
          label={words.host.coauthor}
          about={words.host.coauthorAbout}
          checked={rules.coauthor}
          onChange={(coauthor) => onChange({ coauthor })}
        />
        <Switch
          label={say.lobby}
          about={say.lobbyAbout}
          checked={rules.lobby}
          onChange={(lobby) => onChange({ lobby })}
        />
      </div>
      <Unfold summary={say.more}>
        <More rules={rules} onChange={onChange} />
        {children}
      </Unfold>
    </div>
  );
}

function More({ rules, onChange }: Omit<Props, "children">) {
  const words = useWords();
  const say = words.house;
  const time = (seconds: number) => timeWords(words, seconds);
  return (
    <>
      <div>
        <Switch
          label={say.locked}
          about={say.lockedAbout}
          checked={rules.locked}
          onChange={(locked) => onChange({ locked })}
        />
        <Switch
          label={say.secret}
          about={say.secretAbout}
          checked={rules.secret_votes}
          onChange={(secret_votes) => onChange({ secret_votes })}
        />
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <Most
          label={say.voteTime}
          value={rules.vote_seconds}
          values={BALLOTS}
          worded={time}
          onChange={(seconds) => onChange({ vote_seconds: seconds ?? rules.vote_seconds })}
        />
        <Most
          label={say.slow}
          value={rules.slow_seconds}
          values={PACES}
          none={say.slowNone}
          worded={time}
          onChange={(slow_seconds) => onChange({ slow_seconds })}
        />
      </div>
      <Segments
        legend={say.newcomers}
        value={rules.newcomers}
        options={[
          ["writer", say.write],
          ["reader", say.read],
        ]}
        onChange={(newcomers) => onChange({ newcomers })}
      />
      <Segments
        legend={say.characters}
        value={rules.characters}
        options={(["everyone", "ask", "own"] as const).map((key) => [key, say.whose[key]])}
        onChange={(characters) => onChange({ characters })}
      />
      <Tone tone={rules.tone} onChange={(tone) => onChange({ tone })} />
    </>
  );
}

interface MostProps {
  label: string;
  value: number | null;
  values: readonly number[];
  /** What no limit is called, where there may be none. */
  none?: string;
  worded: (value: number) => string;
  onChange: (value: number | null) => void;
}

function Most({ label, value, values, none, worded, onChange }: MostProps) {
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

/** Said when one has finished typing, and not letter by letter. */
function Tone({ tone, onChange }: { tone: string | null; onChange: (tone: string | null) => void }) {
  const words = useWords();
  const [typed, setTyped] = useState(tone ?? "");
  const done = () => typed.trim() !== (tone ?? "") && onChange(typed.trim() || null);
  return (
    <Field label={words.house.tone}>
      {(control) => (
        <TextInput
          {...control}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={done}
          maxLength={300}
          placeholder={words.house.toneHint}
        />
      )}
    </Field>
  );
}
