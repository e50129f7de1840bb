import type { LexicalEditor, NodeKey } from "lexical";
import { textWindow } from "../../core/text-window.js";
import type { Heading } from "./headings.js";

/** A heading that is so near to the upper edge has been scrolled to (CSS pixels). */
const NEAR = 40;

/** The last heading above what one reads, by halving: a scroll measures a handful. Null above them all. */
export function currentHeading(editor: LexicalEditor, headings: readonly Heading[]): NodeKey | null {
  const root = editor.getRootElement();
  if (root === null) return null;
  const edge = textWindow(root).top() + NEAR;
  const elementAt = (at: number) => editor.getElementByKey(headings[at]?.key ?? "");
  // What is in a closed section has no place.
  const lastShown = (from: number, to: number): number => {
    let at = to;
    while (at >= from && elementAt(at)?.checkVisibility() !== true) at -= 1;
    return at;
  };
  let [low, high] = [0, headings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const shown = lastShown(low, middle);
    const isPast = shown < low || (elementAt(shown)?.getBoundingClientRect().top ?? 0) <= edge;
    if (isPast) low = middle + 1;
    else high = shown;
  }
  return headings[lastShown(0, low - 1)]?.key ?? null;
}

/** Calls `listener` when the page has been scrolled or resized, once a frame. Returns what ends it. */
export function watchScrolling(listener: () => void): () => void {
  const ended = new AbortController();
  let frame: number | undefined;
  const later = (): void => {
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      listener();
    });
  };
  // Whatever scrolls: the window, or a box that the editor is in.
  for (const type of ["scroll", "resize"])
    window.addEventListener(type, later, { capture: true, passive: true, signal: ended.signal });
  return () => {
    ended.abort();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}
