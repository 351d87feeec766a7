// The browser's own dialog: focus stays inside, Escape closes, the rest is inert.
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../words";
import { Button } from "./basics";

// React lets `close` rise to a dialog around this one, which stays open; hence the look at the target below.

interface Props {
  title: string;
  onClose: () => void;
  drawer?: boolean;
  wide?: boolean;
  children: ReactNode;
}

export function Dialog({ title, onClose, drawer = false, wide = false, children }: Props) {
  const words = useWords();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  const width = wide ? "w-[min(52rem,calc(100vw-1.5rem))]" : "w-[min(30rem,calc(100vw-1.5rem))]";
  const shape = drawer ? "drawer" : `m-auto ${width} rounded-lg max-h-[calc(100dvh-2rem)]`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; the click is on its backdrop.
    <dialog
      ref={ref}
      aria-label={title}
      onClose={(event) => event.target === ref.current && onClose()}
      onClick={(event) => event.target === ref.current && ref.current.close()}
      className={`overflow-y-auto bg-paper p-0 text-ink shadow-2xl ${shape}`}
    >
      <div className="flex min-h-full flex-col p-5">
        <div className="mb-3 flex items-center justify-between gap-4">
          <h2 className="font-story text-xl">{title}</h2>
          <Button kind="bare" onClick={() => ref.current?.close()}>
            {words.close}
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

interface ConfirmProps {
  ask: string;
  yes: string;
  onYes: () => void;
  onClose: () => void;
}

export function Confirm({ ask, yes, onYes, onClose }: ConfirmProps) {
  const words = useWords();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-label={yes}
      onClose={(event) => event.target === ref.current && onClose()}
      className="m-auto w-[min(26rem,calc(100vw-1.5rem))] rounded-lg bg-paper p-6 text-ink shadow-2xl"
    >
      <p className="mb-5">{ask}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => ref.current?.close()}>{words.cancel}</Button>
        <Button
          kind="main"
          onClick={() => {
            onYes();
            ref.current?.close();
          }}
        >
          {yes}
        </Button>
      </div>
    </dialog>
  );
}
