import { $isTableCellNode, $isTableNode } from "@lexical/table";
import { $isRootNode, type ElementNode, type LexicalNode } from "lexical";
import { $isTableCaptionNode, type TableCaptionNode } from "./table-caption-node.js";

/** What holds the blocks of a flow: the root, or a table's cell. */
export function $isContainer(node: LexicalNode | null): boolean {
  return $isRootNode(node) || $isTableCellNode(node);
}

/** The container that `node` stands in; `null` where it is detached. A container stands in the one around it. */
export function $containerOf(node: LexicalNode): ElementNode | null {
  for (let parent = node.getParent(); parent !== null; parent = parent.getParent()) {
    if ($isContainer(parent)) return parent;
  }
  return null;
}

/** The element that shows a block's own text: for a table its caption, if it has one. */
export function $textElement(block: ElementNode): ElementNode | null {
  return $isTableNode(block) ? $captionOf(block) : block;
}

/** A caption stands right behind its table. */
export function $captionOf(table: LexicalNode): TableCaptionNode | null {
  const next = $isTableNode(table) ? table.getNextSibling() : null;
  return $isTableCaptionNode(next) ? next : null;
}

/** The table whose caption this node is. */
export function $captionedBy(node: LexicalNode): LexicalNode | null {
  const previous = $isTableCaptionNode(node) ? node.getPreviousSibling() : null;
  return $isTableNode(previous) ? previous : null;
}
