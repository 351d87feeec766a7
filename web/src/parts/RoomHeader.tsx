import { useState } from "react";
import type { RoomCard } from "../protocol";
import { useConnection, useRoom, useStory } from "../room/context";
import { go } from "../route";
import { SoundButton } from "../sound/SoundButton";
import { useWords } from "../words";
import { Button } from "./basics";
import { Confirm } from "./Dialog";
import { Invite } from "./Invite";
import { Link } from "./Link";
import { LookMenu } from "./LookMenu";
import { Portraits } from "./Portraits";

interface Props {
  card: RoomCard | null;
  unread: number;
  onPeople: () => void;
}

export function RoomHeader({ card, unread, onPeople }: Props) {
  const words = useWords();
  const { view } = useStory();
  const connection = useConnection();
  const here = useRoom((state) => state.here.size);
  const [leaving, setLeaving] = useState(false);
  return (
    <header className="flex items-center gap-2 border-b border-hairline bg-paper px-3 py-1.5 sm:gap-3 sm:px-7">
      <Link
        href="/"
        lang={view.language}
        className="min-w-0 grow truncate font-story text-lg leading-11 italic hover:text-accent"
      >
        {view.title}
      </Link>
      <span className="hidden text-sm text-second margin:inline">{words.modes[view.mode].name}</span>
      <span className="hidden wide:inline">
        <Portraits />
      </span>
      <button
        type="button"
        onClick={onPeople}
        className="relative flex min-h-11 min-w-11 shrink-0 items-center justify-center rounded-full wide:hidden"
      >
        <span className="sr-only">
          {unread > 0 ? `${words.header.people(here)}, ${words.header.unread(unread)}` : words.header.people(here)}
        </span>
        <Portraits />
        {unread > 0 && (
          <span
            aria-hidden="true"
            className="absolute -top-0.5 -right-2.5 min-w-5 rounded-full bg-accent px-1 text-center text-xs leading-5 font-semibold text-paper"
          >
            {unread}
          </span>
        )}
      </button>
      {card && <Invite card={card} />}
      <SoundButton />
      <LookMenu>
        <div className="-mx-3 grid grid-cols-2 border-t border-hairline pt-2 [&>button]:justify-start [&>button]:text-left">
          <Button kind="bare" onClick={() => go(`/read/${view.id}`)}>
            {words.stories.read}
          </Button>
          <Button kind="bare" onClick={() => go(`/listen/${view.id}`)}>
            {words.sound.open}
          </Button>
          <Button kind="bare" onClick={() => go(`/tree/${view.id}`)}>
            {words.tree.title}
          </Button>
          <Button kind="bare" onClick={() => go(`/replay/${view.id}`)}>
            {words.replay.title}
          </Button>
          <Button kind="bare" onClick={() => go(`/keep/${view.id}`)}>
            {words.keep.title}
          </Button>
          <Button kind="bare" onClick={() => go("/stories")}>
            {words.look.stories}
          </Button>
          <Button kind="bare" onClick={() => setLeaving(true)}>
            {words.look.leave}
          </Button>
        </div>
      </LookMenu>
      {leaving && (
        <Confirm
          ask={words.look.leaveAsk}
          yes={words.look.leaveYes}
          onYes={() => void connection.leave()}
          onClose={() => setLeaving(false)}
        />
      )}
    </header>
  );
}
