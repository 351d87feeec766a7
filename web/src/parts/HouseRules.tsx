// The rules of a room, as its host sets them: first what every evening asks for, the rest behind "more".
import type { ReactNode } from "react";
import { MediaRules } from "../media/MediaRules";
import { AGES, type Age, type ModeName, type Rules, STYLES, type Style } from "../protocol";
import { BALLOTS, PACES, TIMERS, timeWords, WORDS, wordsToLearn } from "../room/house";
import { useWords } from "../words";
import { Field, Segments, Select, Switch, Unfold } from "./basics";
import { Most, Typed } from "./fields";
import { MannerRules } from "./MannerRules";

interface Props {
  rules: Rules;
  mode: ModeName;
  onChange: (changes: Partial<Rules>) => void;
  /** Others joined a story for this age, so that it may only become stricter. */
  promised?: Age;
  /** There are pictures, whose look all others keep. */
  held?: boolean;
  /** What else belongs behind "more". */
  children?: ReactNode;
}

export function HouseRules({ rules, mode, onChange, promised = "adult", held = false, children }: Props) {
  const words = useWords();
  const say = words.house;
  const time = (seconds: number) => timeWords(words, seconds);
  return (
    <div className="space-y-5">
      <ForWhom age={rules.age} promised={promised} onChange={(age) => onChange({ age })} />
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
      {rules.coauthor && (
        <Unfold summary={words.manner.title}>
          <MannerRules manner={rules.manner} mode={mode} onChange={(manner) => onChange({ manner })} />
        </Unfold>
      )}
      <Unfold summary={words.media.rules}>
        <MediaRules media={rules.media} held={held} onChange={(media) => onChange({ media })} />
      </Unfold>
      <Unfold summary={say.more}>
        <More rules={rules} onChange={onChange} />
        {children}
      </Unfold>
    </div>
  );
}

function ForWhom({ age, promised, onChange }: { age: Age; promised: Age; onChange: (age: Age) => void }) {
  const say = useWords().house;
  const offered = AGES.slice(0, AGES.indexOf(promised) + 1);
  return (
    <Field label={say.age} hint={say.ageAbout[age === "adult" ? "adult" : "minors"]}>
      {(control) => (
        <Select {...control} value={age} onChange={(event) => onChange(event.target.value as Age)}>
          {offered.map((key) => (
            <option key={key} value={key}>
              {say.ages[key]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function More({ rules, onChange }: Pick<Props, "rules" | "onChange">) {
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
      <Field label={say.style}>
        {(control) => (
          <Select
            {...control}
            value={rules.style ?? ""}
            onChange={(event) => onChange({ style: (event.target.value || null) as Style | null })}
          >
            <option value="">{say.styleFree}</option>
            {STYLES.map((key) => (
              <option key={key} value={key}>
                {say.styles[key]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Typed
        label={say.tone}
        placeholder={say.toneHint}
        value={rules.tone ?? ""}
        onDone={(tone) => onChange({ tone: tone || null })}
      />
      <Typed
        label={say.learn}
        hint={say.learnAbout}
        placeholder={say.learnHint}
        value={rules.words_to_learn.join(", ")}
        onDone={(typed) => onChange({ words_to_learn: wordsToLearn(typed) })}
      />
    </>
  );
}
