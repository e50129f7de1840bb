import { $isListItemNode, $isListNode, type ListItemNode } from "@lexical/list";
import { $isElementNode, $isRootNode, type LexicalNode } from "lexical";

/**
 * The blocks of a Lexical tree in reading order: children of the root that are no lists, and list items that hold
 * text. Each step costs the depth of the tree.
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
    // A list in something else than a list is no list of blocks: a paste may leave one in a paragraph.
    if ($isRootNode(current.getParent()) && !$isListNode(current)) return current;
    if (isInItem || !($isListItemNode(current) || $isListNode(current))) continue;
    isInItem = true;
    if ($isListItemNode(current) && !$isListWrapper(current)) item = current;
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
  return $isListItemNode(node) || $isRootNode(node.getParent()) ? node : null;
}

function $lastBlockIn(node: LexicalNode): LexicalNode | null {
  if ($isListNode(node) || $isListItemNode(node)) {
    for (let child = node.getLastChild(); child !== null; child = child.getPreviousSibling()) {
      if (!$isListNode(node) && !$isListNode(child)) continue;
      const block = $lastBlockIn(child);
      if (block !== null) return block;
    }
    return $isListItemNode(node) && !$isListWrapper(node) ? node : null;
  }
  return $isRootNode(node.getParent()) ? node : null;
}

/** The first block of the document. */
export function $firstBlock(root: LexicalNode): LexicalNode | null {
  if (!$isElementNode(root)) return null;
  for (let child = root.getFirstChild(); child !== null; child = child.getNextSibling()) {
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
  for (let node: LexicalNode | null = block; node !== null && !$isRootNode(node); node = node.getParent()) {
    for (let sibling = node.getNextSibling(); sibling !== null; sibling = sibling.getNextSibling()) {
      const found = $firstBlockIn(sibling);
      if (found !== null) return found;
    }
  }
  return null;
}

export function $previousBlock(block: LexicalNode): LexicalNode | null {
  for (let node: LexicalNode | null = block; node !== null && !$isRootNode(node); ) {
    for (let sibling = node.getPreviousSibling(); sibling !== null; sibling = sibling.getPreviousSibling()) {
      const found = $lastBlockIn(sibling);
      if (found !== null) return found;
    }
    node = node.getParent();
    if ($isListItemNode(node) && !$isListWrapper(node)) return node;
  }
  return null;
}
