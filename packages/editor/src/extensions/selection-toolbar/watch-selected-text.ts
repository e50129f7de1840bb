import { $isCodeNode } from "@lexical/code-core";
import {
  $getSelection,
  $isRangeSelection,
  type LexicalEditor,
  mergeRegister,
  type RangeSelection,
} from "lexical";
import { $blockOf } from "../../core/blocks.js";

/** Words that are selected and can be formatted; null where there are none. */
function $selectedText(): RangeSelection | null {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || selection.isCollapsed()) return null;
  const isInCode = [selection.anchor, selection.focus].every((end) => $isCodeNode($blockOf(end.getNode())));
  return isInCode || selection.getTextContent().trim() === "" ? null : selection;
}

/**
 * Tells of words that are selected, again whenever they or their place change; undefined where none are. What is being
 * selected with a pointer is told when the pointer is let go.
 */
export function watchSelectedText(
  editor: LexicalEditor,
  onSelected: (selected: RangeSelection | undefined) => void,
): () => void {
  let isPointing = false;
  const tell = () => {
    if (!isPointing) onSelected(editor.getEditorState().read($selectedText) ?? undefined);
  };
  const point = () => {
    isPointing = true;
    onSelected(undefined);
  };
  const letGo = () => {
    if (!isPointing) return;
    isPointing = false;
    // The browser tells of the selection after the pointer.
    setTimeout(tell);
  };
  return mergeRegister(
    editor.registerUpdateListener(tell),
    editor.registerRootListener((root) => {
      if (root === null) return;
      const page = root.ownerDocument;
      root.addEventListener("pointerdown", point);
      page.addEventListener("pointerup", letGo);
      page.addEventListener("pointercancel", letGo);
      return () => {
        root.removeEventListener("pointerdown", point);
        page.removeEventListener("pointerup", letGo);
        page.removeEventListener("pointercancel", letGo);
      };
    }),
  );
}
