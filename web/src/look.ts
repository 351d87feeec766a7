// How this reader wants the page: language, light, contrast, size. Kept on the device, shown on <html>.
import { recall, remember } from "./device";
import { LANGUAGES, type Language } from "./protocol";
import { Store } from "./store";

export const PAPERS = ["system", "day", "night"] as const;
export const SIZES = [0, 1, 2, 3, 4] as const;

export interface Look {
  readonly language: Language;
  readonly paper: (typeof PAPERS)[number];
  readonly contrast: boolean;
  readonly size: (typeof SIZES)[number];
  readonly names: boolean;
}

function spoken(): Language {
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2));
  return preferred.map((tag) => LANGUAGES.find((known) => known === tag)).find((known) => known) ?? "en";
}

const plain: Look = { language: spoken(), paper: "system", contrast: false, size: 1, names: false };

export const look = new Store<Look>({ ...plain, ...recall<Partial<Look>>("look", {}) });

export function choose(changes: Partial<Look>): void {
  look.set(changes);
  remember("look", look.get());
  show();
}

export function show(): void {
  const { language, paper, contrast, size } = look.get();
  const root = document.documentElement;
  root.lang = language;
  root.dataset.paper = paper;
  root.dataset.contrast = contrast ? "high" : "normal";
  root.dataset.size = String(size);
}
