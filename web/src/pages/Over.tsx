import { useEffect } from "react";
import { unshelve } from "../device";
import { dropCopy } from "../offline/copies";
import { Button } from "../parts/basics";
import { Front } from "../parts/Front";
import { useConnection } from "../room/context";
import type { Link } from "../room/state";
import { go } from "../route";
import { useWords, wordRefusal } from "../words";

/** The end of one's stay: a kind sentence and a way on. */
export function Over({ link }: { link: Extract<Link, { is: "over" }> }) {
  const words = useWords();
  const { seat } = useConnection();
  const { why, refusal } = link;
  const said = words.over[why];
  const more =
    why === "refused" || why === "misnamed" ? refusal && wordRefusal(words, refusal) : words.over[`${why}More`];
  // Who may not read here any more does not do so offline either.
  useEffect(() => {
    if (why !== "outdated") void dropCopy(seat.room);
  }, [why, seat.room]);
  const home = () => {
    if (why === "banned" || refusal) unshelve(seat.room);
    go("/");
  };
  return (
    <Front title={said}>
      <h1 className="font-story text-3xl text-balance">{said}</h1>
      <p className="mt-3 max-w-[34rem] text-second">{more}</p>
      <div className="mt-8 flex flex-wrap gap-2">
        {why === "outdated" && (
          <Button kind="main" onClick={() => location.reload()}>
            {words.over.reload}
          </Button>
        )}
        {(why === "left" || why === "kicked" || why === "declined") && (
          <Button kind="main" onClick={() => go(seat.code ? `/j/${seat.code}` : "/join")}>
            {why === "declined" ? words.lobby.again : words.over.rejoin}
          </Button>
        )}
        {why === "misnamed" && seat.code && (
          <Button kind="main" onClick={() => go(`/j/${seat.code}`)}>
            {words.over.rename}
          </Button>
        )}
        {why === "refused" && <Button onClick={() => go("/join")}>{words.over.code}</Button>}
        <Button onClick={home}>{words.over.home}</Button>
      </div>
    </Front>
  );
}
