// What a room says that was opened without a network: what waits to be sent, and the copy that can be read.
import { useEffect, useState } from "react";
import { recall } from "../device";
import { Button } from "../parts/basics";
import { go } from "../route";
import { useWords } from "../words";
import { keptStories } from "./copies";

export function Offline({ room }: { room: string }) {
  const words = useWords();
  const [kept, setKept] = useState(false);
  const waiting = recall<unknown[]>(`room:${room}:outbox`, []).length;
  useEffect(() => {
    keptStories().then(
      (stories) => setKept(stories.has(room)),
      () => undefined,
    );
  }, [room]);
  return (
    <div role="status">
      <h1 className="font-story text-3xl">{words.offline.title}</h1>
      <p className="mt-3 text-second">{words.offline.kept}</p>
      {waiting > 0 && <p className="mt-2 text-sm font-medium">{words.offline.waiting(waiting)}</p>}
      <div className="mt-8 flex flex-wrap gap-2">
        {kept && (
          <Button kind="main" onClick={() => go(`/read/${room}`)}>
            {words.offline.read}
          </Button>
        )}
        <Button onClick={() => go("/stories")}>{words.offline.stories}</Button>
      </div>
    </div>
  );
}
