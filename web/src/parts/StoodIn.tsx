// The co-author played somebody's character. They may take it back whenever they like.
import type { Passage } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { useWords } from "../words";
import { Button } from "./basics";

export function StoodIn({ passage }: { passage: Passage }) {
  const words = useWords();
  const { outbox } = useConnection();
  const you = useRoom((state) => state.you);
  const live = useRoom((state) => state.link.is === "live");
  const member = useStory(({ view }) => view.members[passage.stands_for ?? ""]);
  if (!member) return null;
  const say = words.understudy;
  const mine = member.id === you;
  return (
    <p className="my-1 flex flex-wrap items-center gap-x-2 font-quiet text-sm text-second">
      <span>
        {mine
          ? say.yours(member.character ?? say.yourCharacter)
          : say.played(member.character ?? say.character(member.name), member.name)}
      </span>
      {mine && live && (
        <Button className="px-4" onClick={() => void outbox.send("passage.retract", { passage: passage.id })}>
          {say.undo}
        </Button>
      )}
    </p>
  );
}
