// Where the words of a passage stand on the page, so that they can be lit without touching them.

/** For each place of a text the node that shows it, and where in there; spaces have none. */
export interface Places {
  readonly node: Int32Array;
  readonly offset: Int32Array;
}

/**
 * Finds a text in the pieces that a page made of it, which differ in spaces alone.
 * Null: the page shows something else, an older version say.
 */
export function align(text: string, pieces: readonly string[]): Places | null {
  const places = { node: new Int32Array(text.length).fill(-1), offset: new Int32Array(text.length) };
  let piece = 0;
  let at = 0;
  const next = (): string | undefined => {
    for (; piece < pieces.length; piece += 1, at = 0)
      for (; at < (pieces[piece]?.length ?? 0); at += 1) {
        const unit = pieces[piece]?.[at];
        if (unit !== undefined && !SPACE.test(unit)) return unit;
      }
    return undefined;
  };
  for (let index = 0; index < text.length; index += 1) {
    const unit = text[index] ?? "";
    if (SPACE.test(unit)) continue;
    if (next() !== unit) return null;
    places.node[index] = piece;
    places.offset[index] = at;
    at += 1;
  }
  return next() === undefined ? places : null;
}

const SPACE = /\s/;

/** One passage on the page. */
export class Shown {
  private constructor(
    readonly text: string,
    private readonly nodes: readonly Text[],
    private readonly places: Places,
  ) {}

  /** Null: it is not on the page, or not with these words. */
  static find(passage: number, text: string): Shown | null {
    const nodes = [...document.querySelectorAll(`[data-passage="${passage}"] .prose`)].flatMap(textsIn);
    const places = align(
      text,
      nodes.map((node) => node.data),
    );
    return places && new Shown(text, nodes, places);
  }

  /** The page may have been rendered anew. */
  get there(): boolean {
    return this.nodes.every((node) => node.isConnected);
  }

  range(start: number, end: number): Range | null {
    const [first, last] = this.inked(start, end);
    const from = this.nodes[this.places.node[first] ?? -1];
    const to = this.nodes[this.places.node[last] ?? -1];
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(from, Math.max(this.places.offset[first] ?? 0, capped(from)));
    range.setEnd(to, Math.min((this.places.offset[last] ?? 0) + 1, to.length));
    return range.collapsed ? null : range;
  }

  /** Which place of the text stands at a point of the screen; null: none. */
  placeAt(x: number, y: number): number | null {
    const caret = caretAt(x, y);
    const node = caret ? this.nodes.indexOf(caret.node as Text) : -1;
    if (!caret || node < 0) return null;
    const at = this.places.node.findIndex(
      (shownBy, place) => shownBy === node && (this.places.offset[place] ?? 0) >= caret.offset,
    );
    return at < 0 ? null : at;
  }

  /** The first and the last place that is no space. */
  private inked(start: number, end: number): [number, number] {
    let [first, last] = [start, end - 1];
    while (first < last && this.places.node[first] === -1) first += 1;
    while (last > first && this.places.node[last] === -1) last -= 1;
    return [first, last];
  }
}

/** Not what is there for screen readers alone. */
function textsIn(prose: Element): Text[] {
  const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (!node.parentElement?.closest(".sr-only")) texts.push(node);
  }
  return texts;
}

const CAP = /^\p{P}*.\p{P}*/u;

/** How much of a text stands in a drop cap: browsers light that somewhere else. */
function capped(node: Text): number {
  const first = node.parentElement?.matches(".capped > p:first-child") && node.previousSibling === null;
  return first ? (CAP.exec(node.data)?.[0].length ?? 0) : 0;
}

interface Caret {
  readonly node: Node;
  readonly offset: number;
}

/** Safari has the older of two names for it. */
function caretAt(x: number, y: number): Caret | null {
  if ("caretPositionFromPoint" in document) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  const range = (document as Document).caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}
