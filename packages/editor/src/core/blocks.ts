import { $isListItemNode, $isListNode } from "@lexical/list";
import { $copyBlockFormatIndent, $setBlocksType } from "@lexical/selection";
import {
  $createParagraphNode,
  $findMatchingParent,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  type ElementNode,
  type LexicalNode,
  type RangeSelection,
} from "lexical";
import type { BlockType } from "./block-type.js";

/** The block around a node: the nearest element that is not inline (a list item, not its list). */
export function $blockOf(node: LexicalNode): ElementNode | null {
  return $findMatchingParent(
    node,
    (parent): parent is ElementNode =>
      $isElementNode(parent) && !parent.isInline() && parent.getParent() !== null,
  );
}

/** The blocks that a selection touches, each once. */
export function $selectedBlocks(selection: RangeSelection): ElementNode[] {
  const blocks = new Map<string, ElementNode>();
  for (const node of selection.getNodes()) {
    if ($isListNode(node)) continue;
    const block = $blockOf(node);
    if (block !== null && !$isListNode(block)) blocks.set(block.getKey(), block);
  }
  return [...blocks.values()];
}

/** Turns the selected blocks into `type`, keeping their text. */
export function $turnInto({ $turnInto }: BlockType): void {
  const selection = $getSelection();
  if ($isRangeSelection(selection)) $turnInto(selection);
}

/** Turns the selected blocks into `type`; those that are all of it already become paragraphs. */
export function $toggleBlockType({ $is, $turnInto }: BlockType): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  if ($selectedBlocks(selection).every($is)) $replaceBlocks(selection, $createParagraphNode);
  else $turnInto(selection);
}

/** Puts a new block in the place of each selected one. Only what is selected leaves a list; what comes before and after stays one. */
export function $replaceBlocks(selection: RangeSelection, create: () => ElementNode): void {
  for (const block of $selectedBlocks(selection)) if ($isListItemNode(block)) block.setIndent(0);
  $setBlocksType(selection, create, $keepLayout);
}

/** Alignment goes over into the new block, and so does indentation, except the level of a list, which means something else. */
function $keepLayout(from: ElementNode, to: ElementNode): void {
  if ($isListItemNode(from)) to.setFormat(from.getFormatType());
  else $copyBlockFormatIndent(from, to);
}

/** True where a selection is a caret at the very start of a block. */
export function $isAtStart(selection: RangeSelection, block: ElementNode): boolean {
  if (!selection.isCollapsed() || selection.anchor.offset !== 0) return false;
  const node = selection.anchor.getNode();
  return (
    node.is(block) ||
    block.getFirstDescendant()?.is(node) === true ||
    block.getFirstChild()?.is(node) === true
  );
}

export function $paragraphAfter(block: ElementNode): void {
  const paragraph = $createParagraphNode();
  block.insertAfter(paragraph);
  paragraph.select();
}
