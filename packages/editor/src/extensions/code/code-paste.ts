import { $isCodeNode } from "@lexical/code-core";
import {
  $addUpdateTag,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_NORMAL,
  type LexicalEditor,
  PASTE_COMMAND,
  PASTE_TAG,
} from "lexical";
import { $blockOf } from "../../core/blocks.js";

/** What is pasted into code is pasted as text: code has neither formatting nor other blocks in it. */
export function registerCodePaste(editor: LexicalEditor): () => void {
  return editor.registerCommand(
    PASTE_COMMAND,
    (event) => {
      const selection = $getSelection();
      const data = "clipboardData" in event ? event.clipboardData : null;
      if (!$isRangeSelection(selection) || data === null || !data.types.includes("text/plain")) return false;
      const start = selection.isBackward() ? selection.focus : selection.anchor;
      if (!$isCodeNode($blockOf(start.getNode()))) return false;
      event.preventDefault();
      $addUpdateTag(PASTE_TAG);
      selection.insertRawText(data.getData("text/plain").replace(/\r\n?/g, "\n"));
      return true;
    },
    COMMAND_PRIORITY_NORMAL,
  );
}
