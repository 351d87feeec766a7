// Five reactions, a pen and a lamp, as drawn by one hand.
import type { Reaction } from "../room/select";

const PATHS: Readonly<Record<Reaction | "picture" | "note" | "hint", string>> = {
  heart: "M10 16.5S3.5 12.6 3.5 8.2A3.6 3.6 0 0 1 10 6a3.6 3.6 0 0 1 6.5 2.2c0 4.4-6.5 8.3-6.5 8.3Z",
  laugh: "M3 10a7 7 0 1 0 14 0 7 7 0 1 0-14 0M7.3 8.2v-.4M12.7 8.2v-.4M6.3 11h7.4a3.7 3.7 0 0 1-7.4 0Z",
  gasp: "M3 10a7 7 0 1 0 14 0 7 7 0 1 0-14 0M7.3 8.2v-.6M12.7 8.2v-.6M8.3 12.6a1.7 1.9 0 1 0 3.4 0 1.7 1.9 0 1 0-3.4 0",
  tear: "M10 3.2c2.6 3.4 4.6 6 4.6 8.6a4.6 4.6 0 0 1-9.2 0c0-2.6 2-5.2 4.6-8.6ZM12 12a2 2 0 0 1-2 2",
  spark: "M10 2.8 11.8 8.2 17.2 10 11.8 11.8 10 17.2 8.2 11.8 2.8 10 8.2 8.2Z",
  picture: "M3.5 4.5h13v11h-13ZM3.5 13l3.7-3.5 3 3 2.3-2.3 4 3.8M12.2 7.8h.01",
  note: "M4 16l.8-3.4L13 4.4a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2ZM11.5 6l2.5 2.5",
  hint: "M8 14.5c0-2.2-2.6-3-2.6-6.3a4.6 4.6 0 0 1 9.2 0c0 3.3-2.6 4.1-2.6 6.3ZM8.3 17h3.4",
};

export function Icon({ name, className = "size-5" }: { name: keyof typeof PATHS; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={`shrink-0 fill-none stroke-current stroke-[1.4] ${className}`}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
