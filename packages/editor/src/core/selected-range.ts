import { createDOMRange } from "@lexical/selection";
import { $getSelection, $isRangeSelection, type LexicalEditor } from "lexical";

const HIGHLIGHT = "motet-kept-selection";

/** The editor's selection on the page, also while the focus is elsewhere; null where there is none. */
export function selectedRange(editor: LexicalEditor): Range | null {
  return editor.read(() => {
    const selection = $getSelection();
    if (!$isRangeSelection(selection)) return null;
    const { anchor, focus } = selection;
    const [from, to] = selection.isBackward() ? [focus, anchor] : [anchor, focus];
    return createDOMRange(editor, from.getNode(), from.offset, to.getNode(), to.offset);
  });
}

/** Keeps the selected words marked while a dialog about them has the focus. Returns what ends it. */
export function keepSelectionShown(editor: LexicalEditor): () => void {
  const range = selectedRange(editor);
  // Where the browser cannot do it, the dialog works all the same.
  if (range === null || typeof Highlight === "undefined") return () => {};
  CSS.highlights.set(HIGHLIGHT, new Highlight(range));
  return () => void CSS.highlights.delete(HIGHLIGHT);
}
