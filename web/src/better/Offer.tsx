import { useId } from "react";
import { Button } from "../parts/basics";
import { useStory } from "../room/context";
import { useWords } from "../words";
import { around, type Change } from "./changes";

interface Props {
  text: string;
  change: Change;
  /** Whether the checker's own reason is shown too. */
  notes: boolean;
  onAccept: (to: string) => void;
  onLeave: () => void;
  onName: () => void;
}

/** One change: the words around it, what would change, why, and the ways to answer. */
export function Offer({ text, change, notes, onAccept, onLeave, onName }: Props) {
  const words = useWords();
  const { language } = useStory().view;
  const id = useId();
  const { from, to, why, note, idea } = change;
  const { before, after } = around(text, change);
  const [best, ...others] = to;
  const word = why === "spelling" && /^[\p{L}\p{M}'’-]+$/u.test(from);
  return (
    <li className="py-3">
      <p id={id} lang={language} className="font-story text-lg leading-snug wrap-anywhere whitespace-pre-wrap">
        <span className="text-second">{before}</span>
        <del className="text-second decoration-accent decoration-2">{from}</del>{" "}
        {best && <ins className="font-semibold no-underline">{best}</ins>}
        <span className="text-second">{after}</span>
      </p>
      <p className="mt-0.5 text-sm">
        {idea && <b className="font-semibold">{words.better.model.idea} </b>}
        {best === undefined ? words.better.why.unknown : words.better.why[why]}
      </p>
      {notes && note && best !== undefined && why !== "spelling" && (
        <p lang={language} className="text-sm text-second">
          {note}
        </p>
      )}
      <div className="mt-1.5 flex flex-wrap items-center">
        {best !== undefined && (
          <Button aria-describedby={id} onClick={() => onAccept(best)}>
            {best ? words.better.accept : words.better.out}
          </Button>
        )}
        {others.map((other) => (
          <Button key={other} kind="bare" aria-describedby={id} onClick={() => onAccept(other)}>
            {words.better.or(other)}
          </Button>
        ))}
        <Button kind="bare" aria-describedby={id} onClick={onLeave}>
          {words.better.leave}
        </Button>
        {word && (
          <Button kind="bare" aria-describedby={id} onClick={onName}>
            {words.better.name}
          </Button>
        )}
      </div>
    </li>
  );
}
