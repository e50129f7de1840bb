import type { LexicalEditor, NodeKey } from "lexical";
import { textWindow } from "../../core/text-window.js";
import type { Heading } from "./headings.js";

/** A heading that is so near to the upper edge has been scrolled to (CSS pixels). */
const NEAR = 40;

/**
 * Where one is: at the caret as long as one writes and sees it, else where one reads. So a scroll that leaves the caret in
 * sight takes nobody away from what they write, and one that does not is followed. Null above all headings.
 */
export function currentHeading(editor: LexicalEditor, headings: readonly Heading[]): NodeKey | null {
  const caret = caretInSight(editor);
  return caret === null ? headingInView(editor, headings) : headingBefore(editor, headings, caret);
}

/** What the caret is in; null where nobody writes, or where it is out of sight. */
function caretInSight(editor: LexicalEditor): Node | null {
  const root = editor.getRootElement();
  const node = getSelection()?.focusNode ?? null;
  if (root === null || document.activeElement !== root || node === null || !root.contains(node)) return null;
  const element = node instanceof Element ? node : node.parentElement;
  const box = element?.getBoundingClientRect();
  const view = textWindow(root);
  return box !== undefined && box.bottom > view.top() && box.top < view.bottom() ? node : null;
}

/** The last heading that begins before a place or holds it, by halving. */
function headingBefore(editor: LexicalEditor, headings: readonly Heading[], place: Node): NodeKey | null {
  let [low, high] = [0, headings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = editor.getElementByKey(headings[middle]?.key ?? "");
    const isBehind =
      element !== null && (element.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
    if (isBehind) high = middle;
    else low = middle + 1;
  }
  return headings[low - 1]?.key ?? null;
}

/** The last heading above what one reads, by halving: a scroll measures a handful. */
function headingInView(editor: LexicalEditor, headings: readonly Heading[]): NodeKey | null {
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

/** Calls `listener` when the page has been scrolled or resized, or the caret or the focus has moved, once a frame. Returns what ends it. */
export function watchPlace(listener: () => void): () => void {
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
  for (const type of ["selectionchange", "focusin", "focusout"])
    document.addEventListener(type, later, { signal: ended.signal });
  return () => {
    ended.abort();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}
