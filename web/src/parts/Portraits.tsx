import type { Member } from "../protocol";
import { useRoom, useStory } from "../room/context";
import { colourOf, seated } from "../room/select";

const SHOWN = 4;

/** Small portraits of who is here: those present first. */
export function Portraits() {
  const { view } = useStory();
  const here = useRoom((state) => state.here);
  const members = seated(view).sort((one, other) => Number(here.has(other.id)) - Number(here.has(one.id)));
  const more = members.length - SHOWN;
  return (
    <span aria-hidden="true" className="flex pl-2">
      {members.slice(0, SHOWN).map((member) => (
        <Portrait key={member.id} member={member} here={here.has(member.id)} />
      ))}
      {more > 0 && (
        <span className="-ml-2 flex size-8 items-center justify-center rounded-full border-2 border-paper bg-sheet text-xs font-semibold">
          +{more}
        </span>
      )}
    </span>
  );
}

function Portrait({ member, here }: { member: Member; here: boolean }) {
  return (
    <span
      title={member.name}
      className="-ml-2 flex size-8 items-center justify-center rounded-full border-2 border-paper text-xs font-semibold text-paper"
      style={{ background: here ? colourOf(member) : "var(--edge)" }}
    >
      {[...member.name][0]?.toUpperCase()}
    </span>
  );
}
