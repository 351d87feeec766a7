import { useMemo, useState } from "react";
import { recall, remember } from "../device";
import { useStory } from "../room/context";
import { onPage } from "../room/select";
import { textOf } from "../room/story";
import { namesIn, wordsOf } from "./names";

/** The names of the story, and those that this device was told. */
export function useNames(): [names: readonly string[], learn: (name: string) => void] {
  const story = useStory();
  const { view } = story;
  const place = `names:${view.id}`;
  const [told, setTold] = useState(() => recall<string[]>(place, []));
  const text = [view.title, view.premise, ...onPage(view).map(({ id, version }) => textOf(story, id, version))].join(
    "\n",
  );
  const people = Object.values(view.members)
    .flatMap(({ name, character }) => [name, character ?? ""])
    .join("\n");
  const names = useMemo(() => [...new Set([...told, ...wordsOf(people), ...namesIn(text)])], [told, people, text]);
  const learn = (name: string) => {
    const more = [...new Set([...told, ...wordsOf(name)])];
    remember(place, more);
    setTold(more);
  };
  return [names, learn];
}
