import {
  $createTableCellNode,
  $createTableRowNode,
  $isTableCellNode,
  $isTableRowNode,
  type TableCellNode,
  type TableNode,
  type TableRowNode,
} from "@lexical/table";
import {
  $createParagraphNode,
  $getEditor,
  $getNodeByKey,
  $isElementNode,
  type ElementNode,
  type LexicalNode,
} from "lexical";
import { $isTableCaptionNode } from "./table-caption-node.js";

/**
 * What was typed or pasted where the caret stood in a table but in none of its cells goes into the cell beside it. Both
 * run as transforms, so nobody sees it in between.
 */
export function $tidyTable(table: TableNode): void {
  $keepCaption(table);
  for (const child of table.getChildren()) {
    if ($isTableRowNode(child)) continue;
    const [before, after] = [child.getPreviousSibling(), child.getNextSibling()];
    if ($isTableRowNode(before)) {
      before.append(child);
    } else if ($isTableRowNode(after)) {
      after.splice(0, 0, [child]);
    } else {
      const row = $createTableRowNode();
      child.insertBefore(row, false);
      row.append(child);
    }
  }
}

export function $tidyTableRow(row: TableRowNode): void {
  for (const child of row.getChildren()) {
    if ($isTableCellNode(child)) continue;
    const [before, after] = [child.getPreviousSibling(), child.getNextSibling()];
    if ($isTableCellNode(before)) {
      $append(before, child);
    } else if ($isTableCellNode(after)) {
      after.splice(0, 0, [$asBlock(child)]);
    } else {
      const cell = $createTableCellNode();
      child.insertBefore(cell, false);
      $append(cell, child);
    }
  }
}

/** A caption stays behind its table, wherever that goes, and whatever is put between them. */
function $keepCaption(table: TableNode): void {
  const behind = $getEditor().getEditorState()._nodeMap.get(table.getKey())?.__next;
  const caption = behind == null ? null : $getNodeByKey(behind);
  if (!$isTableCaptionNode(caption) || !caption.isAttached() || caption.is(table.getNextSibling())) return;
  table.insertAfter(caption, false);
}

function $append(cell: TableCellNode, node: LexicalNode): void {
  const last = cell.getLastChild();
  if (!$isBlock(node) && $isBlock(last)) last.append(node);
  else cell.append($asBlock(node));
}

function $asBlock(node: LexicalNode): LexicalNode {
  if ($isBlock(node)) return node;
  const paragraph = $createParagraphNode();
  node.insertBefore(paragraph, false);
  return paragraph.append(node);
}

function $isBlock(node: LexicalNode | null): node is ElementNode {
  return $isElementNode(node) && !node.isInline();
}
