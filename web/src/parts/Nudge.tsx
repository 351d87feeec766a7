// A kind reminder to somebody whom the story waits for.
import { useEffect } from "react";
import { useConnection, useRoom, useStory } from "../room/context";
import { awaited, missing, takesPart } from "../room/select";
import { useWords } from "../words";
import { Button } from "./basics";
import { useNow } from "./useNow";

const PATIENCE_MS = 30_000;
const BUZZ_MS = 120;

/** Offered when the room has waited a while for one person who does not seem to be writing. */
export function NudgeWaited() {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const typing = useRoom((state) => state.typing);
  const now = useNow(true, 5_000);
  const [one, another] = missing(view);
  const { turn } = view;
  if (!turn || !one || another || one.id === you || !takesPart(view, you)) return null;
  const waits = now - Date.parse(turn.began_at) > PATIENCE_MS && !typing.has(one.id);
  if (!waits || turn.nudged.includes(one.id)) return null;
  return (
    <Button kind="bare" onClick={() => void outbox.send("member.nudge", { member: one.id })}>
      {words.turns.nudge(one.name)}
    </Button>
  );
}

/** What the reminded one sees: a line, and a stir where the page is out of sight. */
export function Nudged() {
  const words = useWords();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const nudge = useRoom((state) => state.nudge);
  const by = nudge ? view.members[nudge.by]?.name : undefined;
  useEffect(() => {
    if (nudge && document.hidden && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ_MS);
  }, [nudge]);
  if (!you || !view.turn?.nudged.includes(you) || !awaited(view, you)) return null;
  return (
    <p role="status" className="mb-2 border-l-2 border-accent pl-3 text-sm">
      {by ? words.turns.nudgedBy(by) : words.turns.nudged}
    </p>
  );
}
