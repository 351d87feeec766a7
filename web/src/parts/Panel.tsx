// What a button opens beside itself: the browser's own popover, which closes by Escape and by a press elsewhere.
import { type ComponentProps, type ReactNode, useId, useState } from "react";

interface Props {
  title: string;
  button: ComponentProps<"button">;
  onOpenChange?: () => void;
  children: ReactNode;
}

export function Panel({ title, button, onOpenChange, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" aria-haspopup="dialog" popoverTarget={id} style={{ anchorName: `--${id}` }} {...button} />
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={title}
        onBeforeToggle={(event) => {
          if (event.target !== event.currentTarget) return;
          setOpen(event.newState === "open");
          onOpenChange?.();
        }}
        style={{ positionAnchor: `--${id}` }}
        className="panel w-[min(20rem,calc(100vw-1rem))] overflow-y-auto rounded-lg border border-hairline bg-paper p-4 text-ink shadow-xl"
      >
        {open && children}
      </div>
    </>
  );
}

/** Closes the panel that it is in. */
export const closes = (event: React.MouseEvent) => event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
