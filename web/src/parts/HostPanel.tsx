import { type FormEvent, useState } from "react";
import { MODES, type ModeName, type Rules } from "../protocol";
import { useConnection, useStory } from "../room/context";
import { useWords, type Words } from "../words";
import { Button, Field, Segments, Select, Switch, TextInput } from "./basics";
import { Dialog } from "./Dialog";

const TIMERS = [30, 60, 120, 180, 300, 600, 1200];

function timerWords(words: Words, seconds: number): string {
  return seconds < 60 || seconds % 60 ? words.host.timers.seconds(seconds) : words.host.timers.minutes(seconds / 60);
}

/** What the host chooses for this room. Each choice takes effect at once, for everybody. */
export function HostPanel({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const rule = (changes: Partial<Rules>) => void outbox.send("rules.set", { rules: { ...view.rules, ...changes } });
  const timer = view.rules.timer_seconds;
  const timers = timer === null || TIMERS.includes(timer) ? TIMERS : [timer, ...TIMERS];
  return (
    <Dialog title={words.host.title} onClose={onClose}>
      <div className="space-y-5">
        <Rename />
        <div>
          <Segments
            legend={words.host.mode}
            value={view.mode}
            options={MODES.map((key: ModeName) => [key, words.modes[key].name] as const)}
            onChange={(mode) => void outbox.send("mode.set", { mode })}
          />
          <p className="mt-1.5 text-sm text-second">{words.modes[view.mode].about}</p>
        </div>
        <Field label={words.host.timer}>
          {(control) => (
            <Select
              {...control}
              value={String(timer ?? "")}
              onChange={(event) => rule({ timer_seconds: event.target.value ? Number(event.target.value) : null })}
            >
              <option value="">{words.host.timers.none}</option>
              {timers.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {timerWords(words, seconds)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div>
          <Switch
            label={words.host.drafts}
            about={words.host.draftsAbout}
            checked={view.rules.live_drafts}
            onChange={(live_drafts) => rule({ live_drafts })}
          />
          <Switch
            label={words.host.coauthor}
            about={words.host.coauthorAbout}
            checked={view.rules.coauthor}
            onChange={(coauthor) => rule({ coauthor })}
          />
          <Switch
            label={words.host.freeze}
            about={words.host.freezeAbout}
            checked={view.frozen}
            onChange={(frozen) => void outbox.send("room.freeze", { frozen })}
          />
        </div>
      </div>
    </Dialog>
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
