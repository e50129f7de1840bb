import { $isListItemNode, $isListNode, type ListItemNode } from "@lexical/list";
import { $isElementNode, type LexicalNode } from "lexical";
import { $captionedBy, $isContainer } from "./containers.js";

/**
 * The blocks of a container in reading order: its children that are no lists, and list items that hold text; a table's
 * caption is part of the table. Each step costs the depth of the tree.
 */

/** A list item that only holds nested lists: Lexical's way to indent; no block of its own. */
export function $isListWrapper(node: LexicalNode): node is ListItemNode {
  if (!$isListItemNode(node)) return false;
  const first = node.getFirstChild();
  if (!$isListNode(first)) return false;
  for (let child = first.getNextSibling(); child !== null; child = child.getNextSibling()) {
    if (!$isListNode(child)) return false;
  }
  return true;
}

/** The block that holds `node`, or is it; `null` for the root, for lists and for detached nodes. */
export function $blockOf(node: LexicalNode): LexicalNode | null {
  let item: LexicalNode | null = null;
  let isInItem = false;
  for (let current: LexicalNode | null = node; current !== null; current = current.getParent()) {
    if (!isInItem && ($isListItemNode(current) || $isListNode(current))) {
      isInItem = true;
      if ($isListItemNode(current) && !$isListWrapper(current)) item = current;
    }
    if (!$isContainer(current.getParent())) continue;
    // A list in something else than a list is no list of blocks: a paste may leave one in a paragraph.
    return $isListNode(current) ? item : ($captionedBy(current) ?? current);
  }
  return item;
}

export function $firstBlockIn(node: LexicalNode): LexicalNode | null {
  if ($isListNode(node) || $isListWrapper(node)) {
    for (let child = node.getFirstChild(); child !== null; child = child.getNextSibling()) {
      const block = $firstBlockIn(child);
      if (block !== null) return block;
    }
    return null;
  }
  if ($isListItemNode(node)) return node;
  return $isContainer(node.getParent()) && $captionedBy(node) === null ? node : null;
}

/** The last block in a container, a list, a list item or a block. */
export function $lastBlockIn(node: LexicalNode): LexicalNode | null {
  if ($isElementNode(node) && $isContainer(node)) {
    for (let child = node.getLastChild(); child !== null; child = child.getPreviousSibling()) {
      const block = $lastBlockIn(child);
      if (block !== null) return block;
    }
    return null;
  }
  if ($isListNode(node) || $isListItemNode(node)) {
    for (let child = node.getLastChild(); child !== null; child = child.getPreviousSibling()) {
      if (!$isListNode(node) && !$isListNode(child)) continue;
      const block = $lastBlockIn(child);
      if (block !== null) return block;
    }
    return $isListItemNode(node) && !$isListWrapper(node) ? node : null;
  }
  return $isContainer(node.getParent()) && $captionedBy(node) === null ? node : null;
}

/** The first block of a container. */
export function $firstBlock(container: LexicalNode): LexicalNode | null {
  if (!$isElementNode(container)) return null;
  for (let child = container.getFirstChild(); child !== null; child = child.getNextSibling()) {
    const block = $firstBlockIn(child);
    if (block !== null) return block;
  }
  return null;
}

export function $nextBlock(block: LexicalNode): LexicalNode | null {
  if ($isListItemNode(block)) {
    for (let child = block.getFirstChild(); child !== null; child = child.getNextSibling()) {
      const nested = $isListNode(child) ? $firstBlockIn(child) : null;
      if (nested !== null) return nested;
    }
  }
  for (let node: LexicalNode | null = block; node !== null && !$isContainer(node); node = node.getParent()) {
    for (let sibling = node.getNextSibling(); sibling !== null; sibling = sibling.getNextSibling()) {
      const found = $firstBlockIn(sibling);
      if (found !== null) return found;
    }
  }
  return null;
}

export function $previousBlock(block: LexicalNode): LexicalNode | null {
  for (let node: LexicalNode | null = block; node !== null && !$isContainer(node); ) {
    for (let sibling = node.getPreviousSibling(); sibling !== null; sibling = sibling.getPreviousSibling()) {
      const found = $lastBlockIn(sibling);
      if (found !== null) return found;
    }
    node = node.getParent();
    if ($isListItemNode(node) && !$isListWrapper(node)) return node;
  }
  return null;
}
