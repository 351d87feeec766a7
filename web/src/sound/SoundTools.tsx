// What one may hear of a passage, and that one may read it aloud oneself.
import { Button } from "../parts/basics";
import type { Passage } from "../protocol";
import { useRoom, useStory } from "../room/context";
import { useWords } from "../words";
import { usePlayer } from "./context";
import { SoundIcon } from "./icons";
import { HOUSE, soundOf } from "./playlist";
import { readYourself } from "./RecorderPlace";
import { mayRecord } from "./recording";

export function SoundTools({ passage, last }: { passage: Passage; last: boolean }) {
  const words = useWords();
  const player = usePlayer();
  const voices = useStory(({ view }) => view.rules.media.voices);
  const you = useRoom((state) => state.you);
  const records = useStory(({ view }) => mayRecord(view, you));
  if (passage.status !== "complete") return null;
  const label = last ? words.sound.aloud : words.sound.from;
  const heard = voices || soundOf(passage, HOUSE, false) !== null;
  return (
    <>
      {heard && (
        <Button
          kind="bare"
          className="min-w-11"
          aria-label={label}
          title={label}
          onClick={() => player.begin(passage.id)}
        >
          <SoundIcon name="sound" className="size-4" />
        </Button>
      )}
      {records && (
        <Button
          kind="bare"
          className="min-w-11"
          aria-label={words.record.open}
          title={words.record.open}
          onClick={() => readYourself(passage)}
        >
          <SoundIcon name="mic" className="size-4" />
        </Button>
      )}
    </>
  );
}
