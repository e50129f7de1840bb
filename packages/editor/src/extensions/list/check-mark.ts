import { $createListItemNode, $createListNode, $isListItemNode, $isListNode } from "@lexical/list";
import {
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  COLLABORATION_TAG,
  HISTORIC_TAG,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
} from "lexical";

const CHECK_IN_ITEM = /^\[([ x]?)\] $/i;

/** `[ ] ` typed in an item of another list. Never acts on what others typed, nor on undo. */
export function registerCheckMark(editor: LexicalEditor): () => void {
  return editor.registerUpdateListener(({ tags, dirtyLeaves }) => {
    if (dirtyLeaves.size === 0 || editor.isComposing()) return;
    if (tags.has(COLLABORATION_TAG) || tags.has(HISTORIC_TAG)) return;
    if (editor.read($checkMarkAtCaret) === undefined) return;
    editor.update($makeCheckItem, { tag: HISTORY_PUSH_TAG });
  });
}

/** `[ ] ` typed at the start of a list's item (`- [ ] `): the item and its list become a check list. */
function $checkMarkAtCaret(): { readonly checked: boolean; readonly length: number } | undefined {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return undefined;
  const text = selection.anchor.getNode();
  const item = text.getParent();
  if (!$isTextNode(text) || !$isListItemNode(item) || text.getPreviousSibling() !== null) return undefined;
  const list = item.getParent();
  if (!$isListNode(list) || list.getListType() === "check") return undefined;
  const typed = text.getTextContent().slice(0, selection.anchor.offset);
  const match = CHECK_IN_ITEM.exec(typed);
  return match === null ? undefined : { checked: match[1]?.toLowerCase() === "x", length: typed.length };
}

function $makeCheckItem(): void {
  const mark = $checkMarkAtCaret();
  const selection = $getSelection();
  if (mark === undefined || !$isRangeSelection(selection)) return;
  const text = selection.anchor.getNode();
  const item = text.getParent();
  const list = item?.getParent();
  if (!$isTextNode(text) || !$isListItemNode(item) || !$isListNode(list)) return;
  text.spliceText(0, mark.length, "", true);
  if (list.getChildrenSize() === 1) {
    list.setListType("check");
    item.setChecked(mark.checked);
    return;
  }
  // Only this item changes: what follows it goes on as the list it was.
  const following = item.getNextSiblings();
  const check = $createListNode("check");
  const moved = $createListItemNode(mark.checked).append(...item.getChildren());
  list.insertAfter(check.append(moved));
  if (following.length > 0) check.insertAfter($createListNode(list.getListType()).append(...following));
  item.remove();
  if (list.getChildrenSize() === 0) list.remove();
  moved.selectStart();
}
