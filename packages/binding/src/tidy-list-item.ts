import { $createListItemNode, $isListItemNode, $isListNode, type ListItemNode } from "@lexical/list";
import { $getSelection, $isElementNode, $isRangeSelection, type LexicalNode } from "lexical";

/**
 * A list item holds text, or one nested list. Pasting may leave blocks in it, or text beside a list: each part
 * becomes an item of its own, in the order in which it reads. Runs as a transform, so nobody sees the item in between.
 */
export function $tidyListItem(item: ListItemNode): void {
  const children = item.getChildren();
  const isBlock = (child: LexicalNode): boolean => $isElementNode(child) && !child.isInline();
  if (!children.some(isBlock) || (children.length === 1 && $isListNode(children[0]))) return;
  let current = item;
  let isOpen = true;
  let isFirst = true;
  for (const child of children) {
    if (!isBlock(child)) {
      if (!isOpen) current = $itemAfter(current);
      if (current !== item) current.append(child);
      isOpen = true;
    } else {
      if (!isFirst) current = $itemAfter(current);
      if ($isListNode(child)) {
        if (current !== item) current.append(child);
      } else if ($isElementNode(child)) {
        current.append(...child.getChildren());
        child.remove(true);
      }
      isOpen = false;
    }
    isFirst = false;
  }
}

function $itemAfter(item: ListItemNode): ListItemNode {
  const next = $createListItemNode();
  item.insertAfter(next, false);
  return next;
}

/** Text that was typed where the caret stood in a list but in no item (next to an empty one) gets an item. */
export function $tidyListText(node: LexicalNode): void {
  if (!$isListNode(node.getParent()) || $isListItemNode(node)) return;
  const item = $createListItemNode();
  node.insertBefore(item, false);
  item.append(node);
}

/** The same for text that is being composed, which Lexical spares from its own transform. */
export function $tidyList(): void {
  const selection = $getSelection();
  if ($isRangeSelection(selection)) $tidyListText(selection.anchor.getNode());
}
