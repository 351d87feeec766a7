// What the host chooses about pictures and voices.
import { Field, Segments, Select, Switch } from "../parts/basics";
import { Most } from "../parts/fields";
import { PALETTES, type Palette, PICTURE_STYLES, type PictureStyle, type MediaRules as Rules } from "../protocol";
import { useWords } from "../words";
import { EVERY } from "./rules";
import artistic from "./samples/artistic.webp";
import cartoon from "./samples/cartoon.webp";
import night from "./samples/night.webp";
import realistic from "./samples/realistic.webp";
import watercolour from "./samples/watercolour.webp";
import woodcut from "./samples/woodcut.webp";

interface Props {
  media: Rules;
  /** There are pictures, whose look all others keep. */
  held: boolean;
  onChange: (media: Rules) => void;
}

const SWITCHES = ["plates", "cover", "portraits", "voices", "recordings"] as const;

export function MediaRules({ media, held, onChange }: Props) {
  const say = useWords().media;
  const set = (changes: Partial<Rules>) => onChange({ ...media, ...changes });
  const pictures = media.plates || media.cover || media.portraits;
  return (
    <>
      <div>
        {SWITCHES.map((key) => (
          <Switch
            key={key}
            label={say.switches[key]}
            checked={media[key]}
            onChange={(checked) => set({ [key]: checked })}
          />
        ))}
        {media.voices && (
          <Switch label={say.aloud} about={say.aloudAbout} checked={media.aloud} onChange={(aloud) => set({ aloud })} />
        )}
      </div>
      {media.plates && (
        <Segments
          legend={say.when}
          value={media.plates_when}
          options={(["asked", "every", "scene"] as const).map((key) => [key, say.whens[key]])}
          onChange={(plates_when) => set({ plates_when })}
        />
      )}
      {media.plates && media.plates_when === "every" && (
        <Most
          label={say.every}
          value={media.plates_every}
          values={EVERY}
          worded={say.everyOf}
          onChange={(every) => set({ plates_every: every ?? media.plates_every })}
        />
      )}
      {pictures && (
        <>
          <Styles style={media.style} held={held} onChange={(style) => set({ style })} />
          <Field label={say.palette} hint={held ? say.heldNow : say.held}>
            {(control) => (
              <Select
                {...control}
                value={media.palette}
                disabled={held}
                onChange={(event) => set({ palette: event.target.value as Palette })}
              >
                {PALETTES.map((key) => (
                  <option key={key} value={key}>
                    {say.palettes[key]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </>
      )}
    </>
  );
}

/** Drawn by the house: `python -m tests.samples`. */
const SAMPLES: Readonly<Record<PictureStyle, string>> = {
  realistic,
  cartoon,
  artistic,
  woodcut,
  watercolour,
  night,
};

interface StylesProps {
  style: PictureStyle | null;
  held: boolean;
  onChange: (style: PictureStyle | null) => void;
}

function Styles({ style, held, onChange }: StylesProps) {
  const say = useWords().media;
  return (
    <fieldset disabled={held}>
      <legend className="text-sm font-medium">{say.style}</legend>
      <p className="text-sm text-second">{held ? say.heldNow : say.held}</p>
      <div className="mt-1.5 grid grid-cols-2 gap-2 sm:grid-cols-3">
        {([null, ...PICTURE_STYLES] as const).map((key) => (
          <label
            key={key}
            className={`relative flex min-h-11 flex-col items-center justify-center overflow-hidden rounded-md border border-hairline text-center text-sm leading-tight text-second has-checked:border-accent has-checked:font-medium has-checked:text-ink has-checked:shadow-[inset_0_-2px_0_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-accent ${key === null ? "col-span-full" : ""}`}
          >
            <input
              type="radio"
              name="picture-style"
              className="sr-only"
              checked={key === style}
              onChange={() => onChange(key)}
            />
            {key !== null && (
              <img
                src={SAMPLES[key]}
                alt=""
                width={264}
                height={176}
                loading="lazy"
                className={`aspect-3/2 w-full object-cover ${held && key !== style ? "opacity-40" : ""}`}
              />
            )}
            <span className="flex min-h-9 items-center px-2 py-1">
              {key === null ? say.styleFree : say.styles[key]}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
