import { useId } from "react";
import { models } from "../models";
import { Button, Trouble } from "../parts/basics";
import { useStory } from "../room/context";
import { useWords } from "../words";
import type { Ideas } from "./useIdeas";

/** Where this house has a model: asks it about the draft, after saying where the draft goes. */
export function AskModel({ ideas, empty }: { ideas: Ideas; empty: boolean }) {
  const words = useWords().better.model;
  const { rules } = useStory().view;
  const id = useId();
  if (models.length === 0 || !rules.coauthor) return null;
  const said = () => {
    if (ideas.busy) return words.asking;
    if (ideas.had === null || ideas.trouble) return "";
    return ideas.had === 0 ? words.none : words.found(ideas.had);
  };
  return (
    <div className="mt-3 border-t border-hairline pt-3">
      <Button
        aria-describedby={id}
        aria-disabled={ideas.busy}
        disabled={empty}
        onClick={() => !ideas.busy && ideas.ask()}
      >
        {rules.age === "6-9" ? words.goYoung : words.go}
      </Button>
      <p role="status" className="mt-1 text-sm font-medium">
        {said()}
      </p>
      {ideas.trouble && <Trouble>{ideas.trouble}</Trouble>}
      <p id={id} className="mt-1 text-sm text-second">
        {words.sent(models)}
      </p>
    </div>
  );
}
