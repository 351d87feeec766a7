// Language, light, contrast and size: the reader's own, on this device.
import type { ReactNode } from "react";
import { choose, look, PAPERS, SIZES } from "../look";
import { LANGUAGES } from "../protocol";
import { useStore } from "../store";
import { useWords } from "../words";
import { Button, Segments, Switch } from "./basics";
import { Panel } from "./Panel";

export function LookMenu({ children }: { children?: ReactNode }) {
  const words = useWords();
  return (
    <Panel
      title={words.header.look}
      button={{
        "aria-label": words.header.look,
        className:
          "flex size-11 shrink-0 items-center justify-center rounded-full border border-hairline font-story text-lg hover:border-accent hover:text-accent",
        children: words.header.lookShort,
      }}
    >
      <div className="space-y-4">
        <LookChoices />
        {children}
      </div>
    </Panel>
  );
}

function LookChoices() {
  const words = useWords();
  const { language, paper, contrast, size, names } = useStore(look, (held) => held);
  const step = (by: number) => {
    const next = SIZES.find((known) => known === size + by);
    if (next !== undefined) choose({ size: next });
  };
  return (
    <>
      <Segments
        legend={words.look.language}
        value={language}
        options={LANGUAGES.map((key) => [key, words.languages[key]])}
        onChange={(value) => choose({ language: value })}
      />
      <Segments
        legend={words.look.paper}
        value={paper}
        options={PAPERS.map((key) => [key, words.look[key]])}
        onChange={(value) => choose({ paper: value })}
      />
      <div className="flex items-center justify-between">
        <span className="text-sm font-medium">{words.look.size}</span>
        <span className="flex gap-1">
          <Button onClick={() => step(-1)} disabled={size === SIZES[0]} aria-label={words.look.smaller}>
            <span className="font-story text-sm">A</span>
          </Button>
          <Button onClick={() => step(1)} disabled={size === SIZES.at(-1)} aria-label={words.look.larger}>
            <span className="font-story text-xl">A</span>
          </Button>
        </span>
      </div>
      <div>
        <Switch label={words.look.contrast} checked={contrast} onChange={(value) => choose({ contrast: value })} />
        <Switch label={words.look.names} checked={names} onChange={(value) => choose({ names: value })} />
      </div>
    </>
  );
}
