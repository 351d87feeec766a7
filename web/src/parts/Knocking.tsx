// Who waits at the door, for those who may open it.
import { useConnection, useRoom, useStory } from "../room/context";
import { colourOf, leads, waiting } from "../room/select";
import { useWords } from "../words";
import { Button } from "./basics";
import { Portrait } from "./Portraits";

export function Knocking() {
  const words = useWords();
  const { outbox } = useConnection();
  const { view } = useStory();
  const live = useRoom((state) => state.link.is === "live");
  return (
    <section aria-label={words.lobby.door} className="mb-4 rounded-md border border-accent bg-paper px-3 py-2">
      <h2 className="text-xs font-semibold">{words.lobby.door}</h2>
      <ul>
        {waiting(view).map((member) => (
          <li key={member.id} className="flex flex-wrap items-center gap-x-2 text-sm">
            <span aria-hidden="true">
              <Portrait member={member} className="size-7 border-transparent text-paper" fill={colourOf(member)} />
            </span>
            <span className="min-w-0 grow wrap-anywhere">{member.name}</span>
            <span className="flex py-1">
              <Button
                kind="main"
                disabled={!live}
                aria-label={words.lobby.admitNamed(member.name)}
                onClick={() => void outbox.send("member.admit", { member: member.id })}
              >
                {words.lobby.admit}
              </Button>
              <Button
                kind="bare"
                disabled={!live}
                aria-label={words.lobby.declineNamed(member.name)}
                onClick={() => void outbox.send("member.kick", { member: member.id })}
              >
                {words.lobby.decline}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where the people are behind a button: who waits, above the page. */
export function KnockingAbove() {
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  if (!leads(view, you) || waiting(view).length === 0) return null;
  return (
    <div className="mx-auto w-full max-w-160 px-3 pt-3 wide:hidden [&>section]:shadow-lg">
      <Knocking />
    </div>
  );
}
