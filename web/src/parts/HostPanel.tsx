import { type FormEvent, useState } from "react";
import { held } from "../media/pictures";
import { GENRES, type Genre, type Rules } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { useWords } from "../words";
import { Button, Field, Select, Switch, TextInput } from "./basics";
import { Confirm, Dialog } from "./Dialog";
import { HouseRules } from "./HouseRules";
import { LanguageChoice } from "./LanguageChoice";
import { Meter } from "./Meter";
import { ModeChoice } from "./ModeChoice";

/** What the host chooses for this room. Each choice takes effect at once, for everybody. */
export function HostPanel({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const alone = Object.keys(view.members).length === 1;
  // A field is left and a switch pressed in one move: what is on its way already must not be lost.
  const sent = useRoom((state) => state.pending.findLast(({ name }) => name === "rules.set"));
  const rules = (sent?.payload.rules as Rules | undefined) ?? view.rules;
  const rule = (changes: Partial<Rules>) => void outbox.send("rules.set", { rules: { ...rules, ...changes } });
  return (
    <Dialog title={words.host.title} onClose={onClose}>
      <div className="space-y-5">
        <Rename />
        <ModeChoice mode={view.mode} onChange={(mode) => void outbox.send("mode.set", { mode })} />
        <Switch
          label={words.host.freeze}
          about={words.host.freezeAbout}
          checked={view.frozen}
          onChange={(frozen) => void outbox.send("room.freeze", { frozen })}
        />
        <section aria-labelledby="house" className="border-t border-hairline pt-5">
          <h3 id="house" className="mb-3 font-story text-lg">
            {words.house.title}
          </h3>
          <HouseRules
            rules={rules}
            mode={view.mode}
            onChange={rule}
            promised={alone ? "adult" : view.rules.age}
            held={held(view)}
          >
            <Kind />
          </HouseRules>
          {view.rules.coauthor && (
            <div className="mt-5">
              <Meter />
            </div>
          )}
        </section>
        <Complete />
      </div>
    </Dialog>
  );
}

/** What kind of story it is. */
function Kind() {
  const words = useWords();
  const { outbox } = useConnection();
  const { language, genre } = useStory().view;
  return (
    <>
      <LanguageChoice
        language={language}
        onChange={(chosen) => void outbox.send("story.describe", { language: chosen, genre })}
      />
      <Field label={words.start.genre}>
        {(control) => (
          <Select
            {...control}
            value={genre}
            onChange={(event) => void outbox.send("story.describe", { language, genre: event.target.value as Genre })}
          >
            {GENRES.map((key) => (
              <option key={key} value={key}>
                {words.genres[key]}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}

function Complete() {
  const words = useWords();
  const { outbox } = useConnection();
  const { complete } = useStory().view;
  const [sure, setSure] = useState(false);
  return (
    <div className="border-t border-hairline pt-5">
      {complete ? (
        <Button onClick={() => void outbox.send("story.reopen", {})}>{words.ending.reopen}</Button>
      ) : (
        <Button onClick={() => setSure(true)}>{words.ending.complete}</Button>
      )}
      {sure && (
        <Confirm
          ask={words.ending.completeAsk}
          yes={words.ending.complete}
          onYes={() => void outbox.send("story.complete", {})}
          onClose={() => setSure(false)}
        />
      )}
    </div>
  );
}

function Rename() {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const [title, setTitle] = useState(view.title);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim()) void outbox.send("story.rename", { title });
  };
  return (
    <form onSubmit={submit}>
      <Field label={words.host.rename}>
        {(control) => (
          <span className="flex items-end gap-2">
            <TextInput
              {...control}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
              maxLength={300}
              lang={view.language}
              className="font-story"
            />
            <Button type="submit" disabled={!title.trim() || title.trim() === view.title}>
              {words.host.renameGo}
            </Button>
          </span>
        )}
      </Field>
    </form>
  );
}
