import { $isListItemNode, $isListNode } from "@lexical/list";
import { $isTableCellNode, $isTableNode, $isTableRowNode } from "@lexical/table";
import {
  $isElementNode,
  $isLineBreakNode,
  $isTextNode,
  type ElementNode,
  type LexicalNode,
  type NodeKey,
  type PointType,
} from "lexical";
import { $blockOf, $firstBlock, $firstBlockIn, $isListWrapper, $lastBlockIn } from "./block-order.js";
import { $containerOf, $isContainer, $textElement } from "./containers.js";
import { $isEmbed } from "./embeds.js";

/** A place in a block, counted in UTF-16 units from its beginning; a line break and an embed count 1. */
export interface Place {
  readonly key: NodeKey;
  readonly offset: number;
}

/** A Lexical point as plain data. */
export interface Point {
  readonly key: NodeKey;
  readonly offset: number;
  readonly type: "text" | "element";
}

export function $placeOf(point: Pick<PointType, "type" | "offset" | "getNode">): Place | null {
  const node = point.getNode();
  if (point.type === "text") {
    const block = $blockOf(node);
    if (block === null) return null;
    const inside = $isEmbed(node) ? Math.min(1, point.offset) : point.offset;
    return { key: block.getKey(), offset: $unitsBefore(block, node) + inside };
  }
  if (!$isElementNode(node)) return null;
  if ($isTableNode(node) || $isTableRowNode(node)) return $placeInTable(node, point.offset);
  if ($isContainer(node) || $isListNode(node) || $isListWrapper(node)) {
    const child = node.getChildAtIndex(point.offset);
    const next = child === null ? null : $firstBlockIn(child);
    if (next !== null) return { key: next.getKey(), offset: 0 };
    const block = $lastBlockIn(node) ?? $blockOf(node);
    return block === null ? null : { key: block.getKey(), offset: $unitsOf(block) };
  }
  const block = $blockOf(node);
  if (block === null) return null;
  let offset = $unitsBefore(block, node);
  let index = 0;
  for (let child = node.getFirstChild(); child !== null && index < point.offset; index++) {
    offset += $unitsIn(child);
    child = child.getNextSibling();
  }
  return { key: block.getKey(), offset };
}

/** The point at `offset` units into a block; at the seam of two leaves it belongs to the left one. */
export function $pointAt(block: LexicalNode, offset: number): Point {
  if (!$isElementNode(block)) return $pointBefore(block);
  const text = $textElement(block);
  if (text === null) return $firstPointIn(block);
  return $pointIn(text, Math.max(0, offset)).point ?? endOf(text);
}

function $pointIn(parent: ElementNode, offset: number): { point: Point | null; left: number } {
  let left = offset;
  let index = 0;
  for (let child = parent.getFirstChild(); child !== null; child = child.getNextSibling(), index++) {
    if ($isListNode(child))
      return { point: { key: parent.getKey(), offset: index, type: "element" }, left: 0 };
    const units = $unitsIn(child);
    if ($isTextNode(child) && $isEmbed(child)) {
      if (left <= units) {
        const end = left === 0 ? 0 : child.getTextContentSize();
        return { point: { key: child.getKey(), offset: end, type: "text" }, left: 0 };
      }
    } else if ($isTextNode(child)) {
      if (left <= units) return { point: { key: child.getKey(), offset: left, type: "text" }, left: 0 };
    } else if ($isElementNode(child)) {
      if (left <= units) {
        const inner = $pointIn(child, left);
        if (inner.point !== null) return inner;
      }
    } else if (left === 0) {
      return { point: { key: parent.getKey(), offset: index, type: "element" }, left: 0 };
    }
    left -= units;
  }
  return { point: left <= 0 ? endOf(parent) : null, left };
}

/** A block without text has no place inside. */
function $pointBefore(block: LexicalNode): Point {
  const parent = block.getParent();
  if (parent === null) return { key: "root", offset: 0, type: "element" };
  return { key: parent.getKey(), offset: block.getIndexWithinParent(), type: "element" };
}

function endOf(element: ElementNode): Point {
  return { key: element.getKey(), offset: element.getChildrenSize(), type: "element" };
}

/** A table has no text of its own where it has no caption: its first cell is nearest. */
function $firstPointIn(table: ElementNode): Point {
  const cell = table.getFirstDescendant<LexicalNode>();
  const container = cell === null ? null : $isTableCellNode(cell) ? cell : $containerOf(cell);
  const first = container === null || !$isTableCellNode(container) ? null : $firstBlock(container);
  return first === null ? { key: table.getKey(), offset: 0, type: "element" } : $pointAt(first, 0);
}

function $placeInTable(node: ElementNode, offset: number): Place | null {
  const descendant = (node.getChildAtIndex(offset) ?? node.getLastChild())?.getLatest();
  const cell = $isTableRowNode(descendant) ? descendant.getFirstChild() : descendant;
  const block = $isTableCellNode(cell) ? $firstBlock(cell) : $blockOf(node);
  return block === null ? null : { key: block.getKey(), offset: 0 };
}

function $unitsOf(block: LexicalNode): number {
  const text = $isElementNode(block) ? $textElement(block) : block;
  return text === null ? 0 : $unitsIn(text);
}

function $unitsBefore(block: LexicalNode, node: LexicalNode): number {
  let units = 0;
  const text = $isElementNode(block) ? $textElement(block) : block;
  for (let current = node; !current.is(text) && !current.is(block); ) {
    for (
      let sibling = current.getPreviousSibling();
      sibling !== null;
      sibling = sibling.getPreviousSibling()
    ) {
      units += $unitsIn(sibling);
    }
    const parent = current.getParent();
    if (parent === null) break;
    current = parent;
  }
  return units;
}

function $unitsIn(node: LexicalNode): number {
  if ($isLineBreakNode(node) || $isEmbed(node)) return 1;
  if ($isTextNode(node)) return node.getTextContentSize();
  if (!$isElementNode(node)) return node.getTextContent().length;
  if ($isListNode(node) && $isListItemNode(node.getParent())) return 0;
  let units = 0;
  for (let child = node.getFirstChild(); child !== null; child = child.getNextSibling())
    units += $unitsIn(child);
  return units;
}
