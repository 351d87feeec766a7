// The cover of the story, and who is in it: how they look, and with which voice they speak.
import { type FormEvent, lazy, Suspense, useState } from "react";
import { Button, Field, Select, TextInput } from "../parts/basics";
import { Dialog } from "../parts/Dialog";
import { Typed } from "../parts/fields";
import { type Cast, VOICES, type Voice } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { authors } from "../room/select";
import { useWords } from "../words";
import { CoverPlace } from "./Cover";
import { castOf, type Figure, figures } from "./cast";
import { Portrait } from "./Portrait";
import { type Hung, isReady } from "./pictures";

const Large = lazy(() => import("./Large").then((part) => ({ default: part.Large })));

export function CastSheet({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { view } = useStory();
  const [named, setNamed] = useState<readonly string[]>([]);
  const [large, setLarge] = useState<number | null>(null);
  const cast = figures(view, named);
  const hung: Hung[] = view.media.filter(isReady).map((picture) => ({ picture, passage: null }));
  const by = words.list(authors(view).map(({ name }) => name));
  const covered = view.rules.media.cover || view.media.some(({ kind }) => kind === "cover");
  return (
    <Dialog title={words.cast.title} onClose={onClose} wide>
      <div className={covered ? "grid gap-8 sm:grid-cols-[14rem_minmax(0,1fr)]" : ""}>
        {covered && (
          <section aria-label={words.cast.cover} className="mx-auto w-full max-w-56">
            <CoverPlace by={by} onOpen={setLarge} />
          </section>
        )}
        <section aria-labelledby="cast">
          <h3 id="cast" className="font-story text-lg">
            {words.cast.cast}
          </h3>
          <p className="text-sm text-second">{words.cast.about}</p>
          {cast.length === 0 && <p className="mt-3 font-story text-second italic">{words.cast.empty}</p>}
          <ul className="mt-2 divide-y divide-hairline">
            {cast.map((figure) => (
              <Row key={figure.character.toLowerCase()} figure={figure} onOpen={setLarge} />
            ))}
          </ul>
          <Add onAdd={(name) => setNamed((held) => [...held, name])} />
          {view.rules.media.voices && (
            <div className="mt-5 border-t border-hairline pt-4">
              <VoiceChoice cast={castOf(view, null)} label={words.cast.narrator} />
            </div>
          )}
        </section>
      </div>
      {large !== null && (
        <Suspense>
          <Large hung={hung} start={large} onClose={() => setLarge(null)} />
        </Suspense>
      )}
    </Dialog>
  );
}

function Row({ figure, onOpen }: { figure: Figure; onOpen: (media: number) => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const mayChange = useMayChange();
  const { character, look, player } = figure;
  const held = view.media.some(
    (media) => media.kind === "portrait" && media.state !== "failed" && media.character === character,
  );
  const say = words.cast;
  return (
    <li className="flex gap-4 py-4">
      <Portrait character={character} onOpen={onOpen} />
      <div className="min-w-0 grow space-y-2">
        <p className="font-story text-lg leading-tight">
          {character}
          {player !== undefined && (
            <span className="ml-2 font-quiet text-sm text-second">
              {player === null ? say.playedByCoauthor : say.played(player)}
            </span>
          )}
        </p>
        {mayChange && !held ? (
          <Typed
            key={look}
            label={say.lookOf(character)}
            placeholder={say.lookHint}
            value={look}
            longest={200}
            onDone={(typed) => void outbox.send("cast.set", { character, look: typed })}
          />
        ) : (
          look && (
            <p className="text-sm">
              {look}
              {held && mayChange && <span className="block text-second">{say.lookHeld}</span>}
            </p>
          )
        )}
        {view.rules.media.voices && <VoiceChoice cast={figure} label={say.voiceOf(character)} />}
      </div>
    </li>
  );
}

/** The voice that somebody is read in. */
function VoiceChoice({ cast, label }: { cast: Cast; label: string }) {
  const words = useWords();
  const { outbox } = useConnection();
  const mayChange = useMayChange();
  const { character } = cast;
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={cast.voice ?? ""}
          disabled={!mayChange}
          onChange={(event) =>
            void outbox.send("cast.set", { character, voice: (event.target.value || null) as Voice | null })
          }
        >
          <option value="">{words.cast.voiceFree}</option>
          {VOICES.map((key) => (
            <option key={key} value={key}>
              {words.media.voices[key]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function useMayChange(): boolean {
  const you = useRoom((state) => state.you);
  return useStory(({ view }) => {
    const me = view.members[you ?? ""];
    return me?.status === "in" && me.role !== "reader";
  });
}

const LONGEST_NAME = 40;

function Add({ onAdd }: { onAdd: (name: string) => void }) {
  const words = useWords();
  const mayChange = useMayChange();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onAdd(name.trim());
    setName("");
  };
  if (!mayChange) return null;
  return (
    <form onSubmit={submit} className="mt-2 border-t border-hairline pt-4">
      <Field label={words.cast.add}>
        {(control) => (
          <span className="flex items-end gap-2">
            <TextInput
              {...control}
              value={name}
              placeholder={words.cast.addHint}
              onChange={(event) => setName(event.target.value)}
              maxLength={LONGEST_NAME}
            />
            <Button type="submit" disabled={!name.trim()}>
              {words.cast.addGo}
            </Button>
          </span>
        )}
      </Field>
    </form>
  );
}
