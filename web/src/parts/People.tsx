// Who is here, who waits at the door, and what may be done about it.
import { lazy, Suspense, useState } from "react";
import { useRoom, useStory } from "../room/context";
import { leads, waiting } from "../room/select";
import { useWords } from "../words";
import { Button } from "./basics";
import { Knocking } from "./Knocking";
import { Person } from "./Person";

const CastSheet = lazy(() => import("../media/CastSheet").then((part) => ({ default: part.CastSheet })));
const HostPanel = lazy(() => import("./HostPanel").then((part) => ({ default: part.HostPanel })));

export function People() {
  const words = useWords();
  const { view } = useStory();
  const you = useRoom((state) => state.you);
  const [settings, setSettings] = useState(false);
  const [cast, setCast] = useState(false);
  const hosting = leads(view, you);
  const members = Object.values(view.members);
  const inside = members.filter((member) => member.status === "in");
  const closed = members.filter((member) => member.status === "banned");
  return (
    <section aria-label={words.people.title}>
      {hosting && waiting(view).length > 0 && <Knocking />}
      <h2 className="mb-1 text-xs font-semibold">{words.people.title}</h2>
      <ul>
        {inside.map((member) => (
          <Person key={member.id} member={member} />
        ))}
      </ul>
      {hosting && closed.length > 0 && (
        <>
          <h3 className="mt-3 text-xs font-semibold text-second">{words.people.gone}</h3>
          <ul>
            {closed.map((member) => (
              <Person key={member.id} member={member} />
            ))}
          </ul>
        </>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        {hosting && <Button onClick={() => setSettings(true)}>{words.people.settings}</Button>}
        <Button onClick={() => setCast(true)}>{words.cast.open}</Button>
      </div>
      {cast && (
        <Suspense>
          <CastSheet onClose={() => setCast(false)} />
        </Suspense>
      )}
      {settings && (
        <Suspense>
          <HostPanel onClose={() => setSettings(false)} />
        </Suspense>
      )}
    </section>
  );
}
