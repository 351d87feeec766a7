// What the bar and the listening mode share: going on and back, pace and voice, and what went wrong.
import { Button, Field, Select } from "../parts/basics";
import { useStory } from "../room/context";
import { useLocale, useWords } from "../words";
import { useHeard, usePlayer } from "./context";
import { SPEEDS } from "./heard";
import { SoundIcon, type SoundIconName } from "./icons";
import { HOUSE, readers } from "./playlist";
import { sayWhy } from "./saying";

/** `large`: for a finger that does not look. */
export function Transport({ large = false }: { large?: boolean }) {
  const words = useWords().sound;
  const player = usePlayer();
  const playing = useHeard((heard) => heard.playing);
  const size = large ? "size-16" : "size-11";
  const key = (name: SoundIconName, label: string, onClick: () => void) => (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={`flex items-center justify-center rounded-full text-second hover:text-accent ${size}`}
    >
      <SoundIcon name={name} className={large ? "size-7" : "size-5"} />
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and these are single acts.
    <div
      role="group"
      aria-label={words.title}
      className={`flex items-center ${large ? "flex-wrap justify-center sm:gap-x-4" : ""}`}
    >
      {key("passageBack", words.passageBack, () => player.skip(-1))}
      {key("sentenceBack", words.sentenceBack, () => player.sentence(-1))}
      <button
        type="button"
        aria-label={playing ? words.pause : words.play}
        title={playing ? words.pause : words.play}
        onClick={() => player.toggle()}
        className={`flex items-center justify-center rounded-full bg-accent text-paper hover:brightness-110 ${
          large ? "size-20 max-[23.5rem]:order-first max-[23.5rem]:mx-[calc(50%-2.5rem)]" : "size-11"
        }`}
      >
        <SoundIcon name={playing ? "pause" : "play"} className={large ? "size-9" : "size-5"} />
      </button>
      {key("sentenceOn", words.sentenceOn, () => player.sentence(1))}
      {key("passageOn", words.passageOn, () => player.skip(1))}
    </div>
  );
}

export function PaceChoice() {
  const words = useWords().sound;
  const locale = useLocale();
  const player = usePlayer();
  const speed = useHeard((heard) => heard.speed);
  const number = new Intl.NumberFormat(locale);
  return (
    <Field label={words.pace}>
      {(control) => (
        <Select {...control} value={speed} onChange={(event) => player.setSpeed(Number(event.target.value))}>
          {SPEEDS.map((known) => (
            <option key={known} value={known}>
              {words.times(number.format(known))}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export function VoiceChoice() {
  const words = useWords().sound;
  const player = usePlayer();
  const reader = useHeard((heard) => heard.reader);
  const view = useStory((story) => story.view);
  const people = readers(view);
  const known = people.some(({ id }) => id === reader) ? reader : HOUSE;
  return (
    <Field label={words.voice}>
      {(control) => (
        <Select {...control} value={known} onChange={(event) => player.setReader(event.target.value)}>
          <option value={HOUSE}>{words.house}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {words.readBy(name)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** One kind sentence, and a way on. */
export function SoundTrouble({ className = "" }: { className?: string }) {
  const words = useWords();
  const player = usePlayer();
  const trouble = useHeard((heard) => heard.trouble);
  const playing = useHeard((heard) => heard.playing);
  return (
    <div role="alert" className={trouble ? className : ""}>
      {trouble && (
        <>
          <span className="text-sm">
            {sayWhy(words, trouble.why)} {playing && words.sound.goesOn}
          </span>
          <Button kind="bare" className="text-accent!" onClick={() => void player.again()}>
            {words.sound.again}
          </Button>
        </>
      )}
    </div>
  );
}
