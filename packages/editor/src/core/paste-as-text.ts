import {
  $addUpdateTag,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_NORMAL,
  type ElementNode,
  type LexicalEditor,
  PASTE_COMMAND,
  PASTE_TAG,
} from "lexical";
import { $blockOf } from "./blocks.js";

/** What is pasted into blocks that have neither formatting nor other blocks in them is pasted as text. */
export function registerPasteAsText(
  editor: LexicalEditor,
  $is: (block: ElementNode | null) => boolean,
): () => void {
  return editor.registerCommand(
    PASTE_COMMAND,
    (event) => {
      const selection = $getSelection();
      const data = "clipboardData" in event ? event.clipboardData : null;
      if (!$isRangeSelection(selection) || data === null || !data.types.includes("text/plain")) return false;
      const start = selection.isBackward() ? selection.focus : selection.anchor;
      if (!$is($blockOf(start.getNode()))) return false;
      event.preventDefault();
      $addUpdateTag(PASTE_TAG);
      selection.insertRawText(data.getData("text/plain").replace(/\r\n?/g, "\n"));
      return true;
    },
    COMMAND_PRIORITY_NORMAL,
  );
}
