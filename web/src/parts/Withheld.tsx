// What the co-author wrote did not suit the readers of this story: nobody has it, and there are two ways on.
import { useRoom } from "../room/context";
import { useWords } from "../words";

export function Withheld() {
  const words = useWords();
  const withheld = useRoom((state) => state.withheld);
  if (!withheld) return null;
  return (
    <p role="status" className="mb-2 border-l-2 border-accent pl-3 text-sm">
      {words.coauthorWithheld}
    </p>
  );
}
