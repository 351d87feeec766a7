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
        <Portrait
          key={member.id}
          member={member}
          className="-ml-2 size-8 border-paper text-paper"
          fill={here.has(member.id) ? colourOf(member) : "var(--edge)"}
        />
      ))}
      {more > 0 && (
        <span className="-ml-2 flex size-8 items-center justify-center rounded-full border-2 border-paper bg-sheet text-xs font-semibold">
          +{more}
        </span>
      )}
    </span>
  );
}

interface Props {
  member: Member;
  className: string;
  /** The colour inside; none: only a ring in the member's colour. */
  fill?: string;
}

export function Portrait({ member, className, fill }: Props) {
  const colours = fill ? { background: fill } : { borderColor: colourOf(member), color: colourOf(member) };
  return (
    <span
      title={member.name}
      className={`flex shrink-0 items-center justify-center rounded-full border-2 text-xs font-semibold ${className}`}
      style={colours}
    >
      {[...member.name][0]?.toUpperCase()}
    </span>
  );
}

/** Portraits of those who have done something: raised a hand, reacted. */
export function Hands({ members }: { members: readonly Member[] }) {
  if (members.length === 0) return null;
  return (
    <span aria-hidden="true" className="flex flex-wrap gap-0.5">
      {members.map((member) => (
        <Portrait
          key={member.id}
          member={member}
          className="rising size-6 border-transparent text-[0.6875rem] text-paper"
          fill={colourOf(member)}
        />
      ))}
    </span>
  );
}
