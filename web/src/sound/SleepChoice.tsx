// Until when one wants to listen.
import { Field, Select } from "../parts/basics";
import { useLocale, useWords } from "../words";
import { useHeard, usePlayer } from "./context";
import { SLEEPS } from "./sleep";

export function SleepChoice() {
  const words = useWords().sound;
  const locale = useLocale();
  const player = usePlayer();
  const sleep = useHeard((heard) => heard.sleep);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
  const value = sleep === null ? "none" : sleep === "passage" ? sleep : "set";
  const choose = (wish: string) => {
    if (wish !== "set") player.setSleep(wish === "none" ? null : wish === "passage" ? wish : Number(wish));
  };
  return (
    <Field label={words.sleep}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => choose(event.target.value)}>
          <option value="none">{words.sleeps.none}</option>
          {typeof sleep === "number" && <option value="set">{words.sleepsAt(time.format(sleep))}</option>}
          {SLEEPS.map((minutes) => (
            <option key={minutes} value={minutes}>
              {words.sleeps.minutes(minutes)}
            </option>
          ))}
          <option value="passage">{words.sleeps.passage}</option>
        </Select>
      )}
    </Field>
  );
}
