// What a button of the header opens beneath itself.
import { Popover } from "radix-ui";
import type { ReactNode } from "react";

interface Props {
  title: string;
  /** A `Popover.Trigger`. */
  trigger: ReactNode;
  onOpenChange?: () => void;
  children: ReactNode;
}

export function Panel({ title, trigger, onOpenChange, children }: Props) {
  return (
    <Popover.Root {...(onOpenChange && { onOpenChange })}>
      {trigger}
      <Popover.Portal>
        <Popover.Content
          className="z-30 w-[min(20rem,calc(100vw-1rem))] max-h-[calc(100dvh-4rem)] overflow-y-auto rounded-lg border border-hairline bg-paper p-4 shadow-xl"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={title}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
