/** Puts `to` in the place of some text as if it were typed, so that Ctrl+Z takes it back. The caret stays at its words. */
export function typeInto(area: HTMLTextAreaElement, start: number, end: number, to: string): void {
  const by = to.length - (end - start);
  const stays = (at: number) => (at >= end ? at + by : Math.min(at, start + to.length));
  const caret = [stays(area.selectionStart), stays(area.selectionEnd)] as const;
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, end);
  // Out of date by name, and still the one way to change a text that every browser can undo.
  if (!document.execCommand(to ? "insertText" : "delete", false, to)) {
    area.setRangeText(to, start, end);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(...caret);
}
