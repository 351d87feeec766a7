// How the co-author takes part: only what makes sense with the way in which turns are taken.
import type { Manner, ModeName } from "../protocol";
import { breaksSilence, SILENCES, standsIn, TURNS, timeWords, weaves } from "../room/house";
import { useWords } from "../words";
import { Segments, Switch } from "./basics";
import { Most, Typed } from "./fields";

interface Props {
  manner: Manner;
  mode: ModeName;
  onChange: (manner: Manner) => void;
}

const LONGEST_NAME = 40;
const LONGEST_NOTE = 600;

export function MannerRules({ manner, mode, onChange }: Props) {
  const words = useWords();
  const say = words.manner;
  const set = (changes: Partial<Manner>) => onChange({ ...manner, ...changes });
  const moments = (["asked", "turns", "silence"] as const).filter((key) => key !== "silence" || breaksSilence(mode));
  return (
    <>
      <Segments
        legend={say.speaks}
        value={manner.speaks}
        options={moments.map((key) => [key, say.when[key]])}
        onChange={(speaks) => set({ speaks })}
      />
      {manner.speaks === "turns" && (
        <Most
          label={say.every}
          value={manner.every}
          values={TURNS}
          worded={say.everyOf}
          onChange={(every) => set({ every: every ?? manner.every })}
        />
      )}
      {manner.speaks === "silence" && breaksSilence(mode) && (
        <Most
          label={say.silence}
          value={manner.silence_seconds}
          values={SILENCES}
          worded={(seconds) => timeWords(words, seconds)}
          onChange={(seconds) => set({ silence_seconds: seconds ?? manner.silence_seconds })}
        />
      )}
      <Segments
        legend={say.length}
        value={manner.length}
        options={(["short", "medium", "long"] as const).map((key) => [key, say.lengths[key]])}
        onChange={(length) => set({ length })}
      />
      <Typed
        label={say.plays}
        hint={say.playsAbout}
        placeholder={say.playsHint}
        value={manner.plays ?? ""}
        longest={LONGEST_NAME}
        onDone={(plays) => set({ plays: plays || null })}
      />
      <Typed
        label={say.note}
        hint={say.noteAbout}
        placeholder={say.noteHint}
        value={manner.note}
        longest={LONGEST_NOTE}
        rows={2}
        onDone={(note) => set({ note })}
      />
      {weaves(mode) && (
        <Switch label={say.weave} about={say.weaveAbout} checked={manner.weave} onChange={(weave) => set({ weave })} />
      )}
      {standsIn(mode) && (
        <Switch
          label={say.understudy}
          about={say.understudyAbout}
          checked={manner.understudy}
          onChange={(understudy) => set({ understudy })}
        />
      )}
    </>
  );
}
