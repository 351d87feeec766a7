// In the head of a room: off until somebody asks for it, and one press silences all.
import { useStory } from "../room/context";
import { useWords } from "../words";
import { useHeard, usePlayer } from "./context";
import { SoundIcon } from "./icons";
import { audible } from "./playlist";

export function SoundButton() {
  const words = useWords();
  const player = usePlayer();
  const on = useHeard((heard) => heard.on);
  const heard = useStory(({ view }) => audible(view));
  if (!heard && !on) return null;
  return (
    <button
      type="button"
      aria-label={on ? words.sound.silence : words.sound.listen}
      title={on ? words.sound.silence : words.sound.listen}
      onClick={() => (on ? player.stop() : player.begin())}
      className={`flex size-11 shrink-0 items-center justify-center rounded-full border hover:border-accent hover:text-accent ${
        on ? "border-accent text-accent" : "border-hairline"
      }`}
    >
      <SoundIcon name={on ? "sound" : "silent"} />
    </button>
  );
}
