// What is pressed to hear something, as drawn by one hand.

const PATHS = {
  play: "M6.5 4.2v11.6a.6.6 0 0 0 .9.5l9-5.8a.6.6 0 0 0 0-1l-9-5.8a.6.6 0 0 0-.9.5Z",
  pause: "M5.5 4h3v12h-3ZM11.5 4h3v12h-3Z",
  passageBack:
    "M4 4.500h1.800v11H4ZM15.8 5.100v9.800a.5.5 0 0 1-.8.4L8.3 10.400a.5.5 0 0 1 0-.8L15 4.700a.5.5 0 0 1 .8.4Z",
  passageOn:
    "M14.2 4.500H16v11h-1.800ZM4.2 5.100v9.800a.5.5 0 0 0 .8.4l6.7-4.900a.5.5 0 0 0 0-.8L5 4.700a.5.5 0 0 0-.8.4Z",
} as const;

const LINES = {
  sentenceBack: "M11.5 5.5 7 10l4.5 4.500M16 5.5 11.5 10l4.5 4.5",
  sentenceOn: "M8.5 5.5 13 10l-4.5 4.500M4 5.5 8.5 10 4 14.5",
  sound: "M3.5 8v4h2.700L10 15.200V4.800L6.2 8ZM12.8 7.400a3.7 3.7 0 0 1 0 5.200M15 5.200a6.8 6.8 0 0 1 0 9.6",
  silent: "M3.5 8v4h2.700L10 15.200V4.800L6.2 8ZM13 8l4 4M17 8l-4 4",
  close: "M5.5 5.500l9 9M14.5 5.500l-9 9",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  mic: "M10 3a2.3 2.3 0 0 0-2.3 2.300v4.400a2.3 2.3 0 0 0 4.6 0V5.300A2.3 2.3 0 0 0 10 3ZM5 9.500a5 5 0 0 0 10 0M10 14.500V17M7.5 17h5",
} as const;

export type SoundIconName = keyof typeof PATHS | keyof typeof LINES;

export function SoundIcon({ name, className = "size-5" }: { name: SoundIconName; className?: string }) {
  const filled = name in PATHS;
  const path = filled ? PATHS[name as keyof typeof PATHS] : LINES[name as keyof typeof LINES];
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={`shrink-0 ${filled ? "fill-current" : "fill-none stroke-current"} ${className}`}
      strokeWidth={name === "more" ? 2.4 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}
