import { $isListItemNode, $isListNode, type ListItemNode } from "@lexical/list";
import {
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_NORMAL,
  KEY_ARROW_LEFT_COMMAND,
  KEY_ARROW_RIGHT_COMMAND,
  type LexicalEditor,
  mergeRegister,
} from "lexical";
import { $blockOf } from "../../core/blocks.js";
import { directionOf } from "../../core/text-direction.js";

/**
 * The direction of each item, by its own text: Lexical gives one to a whole list only. Written out, as Lexical looks for
 * the box of a check item on the side that its attribute names. An item without a letter goes on as the one before it.
 */
export function setItemDirection(item: Element): void {
  const before = item.previousElementSibling?.getAttribute("dir");
  const direction = directionOf(item.textContent) ?? before ?? null;
  if (direction === item.getAttribute("dir")) return;
  if (direction === null) item.removeAttribute("dir");
  else item.setAttribute("dir", direction);
}

/** In a check item that is written from the right, the box is reached by the arrow to the right. */
export function registerBoxArrows(editor: LexicalEditor): () => void {
  const isRtl = (item: ListItemNode) => editor.getElementByKey(item.getKey())?.dir === "rtl";
  const on = (
    command: typeof KEY_ARROW_LEFT_COMMAND,
    act: (item: ListItemNode, event: KeyboardEvent) => void,
  ) =>
    editor.registerCommand(
      command,
      (event) => {
        const item = $checkItemAtCaret();
        if (item === null || !isRtl(item)) return false;
        const element = editor.getElementByKey(item.getKey());
        if (element === null || element.ownerDocument.activeElement === element) return false;
        act(item, event);
        return true;
      },
      COMMAND_PRIORITY_NORMAL,
    );
  return mergeRegister(
    // The browser's own move, into the text.
    on(KEY_ARROW_LEFT_COMMAND, () => undefined),
    on(KEY_ARROW_RIGHT_COMMAND, (item, event) => {
      event.preventDefault();
      editor.getElementByKey(item.getKey())?.focus();
    }),
  );
}

/** The check item at whose beginning the caret stands. */
function $checkItemAtCaret(): ListItemNode | null {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || !selection.isCollapsed() || selection.anchor.offset !== 0) return null;
  const node = selection.anchor.getNode();
  const item = $blockOf(node);
  if (!$isListItemNode(item)) return null;
  const list = item.getParent();
  const isAtStart = node === item || item.getFirstDescendant() === node;
  return isAtStart && $isListNode(list) && list.getListType() === "check" ? item : null;
}
