import {
  $copyNode,
  $createParagraphNode,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $isRootOrShadowRoot,
  type LexicalNode,
} from "lexical";
import { $selectedStretch } from "../../core/stretch.js";

/** Puts copies of the selected blocks behind them, of a list's item with the items below it; the caret goes into the last one. */
export function $duplicateBlocks(): void {
  const blocks = $selectedBlockNodes();
  const copies = blocks.map($copyDeep);
  let last = blocks.at(-1);
  for (const copy of copies) {
    last?.insertAfter(copy, false);
    last = copy;
  }
  const [first] = copies;
  if ($isElementNode(first)) first.selectEnd();
}

/** Deletes the selected blocks, text and all; the caret goes to where they were. */
export function $deleteBlocks(): void {
  const blocks = $selectedBlockNodes();
  const parent = blocks[0]?.getParent() ?? null;
  if (parent === null) return;
  const neighbour = blocks.at(-1)?.getNextSibling() ?? blocks[0]?.getPreviousSibling() ?? null;
  if ($isElementNode(neighbour)) neighbour.selectStart();
  for (const block of blocks) block.remove();
  if (parent.isEmpty() && $isRootOrShadowRoot(parent)) {
    const paragraph = $createParagraphNode();
    parent.append(paragraph);
    paragraph.select();
  }
}

function $selectedBlockNodes(): LexicalNode[] {
  const selection = $getSelection();
  const stretch = $isRangeSelection(selection) ? $selectedStretch(selection) : null;
  if (stretch === null) return [];
  const nodes: LexicalNode[] = [stretch.first];
  for (let node = stretch.first; !node.is(stretch.last); ) {
    const next = node.getNextSibling();
    if (next === null) break;
    nodes.push(next);
    node = next;
  }
  return nodes;
}

function $copyDeep(node: LexicalNode): LexicalNode {
  const copy = $copyNode(node);
  if ($isElementNode(node) && $isElementNode(copy)) copy.append(...node.getChildren().map($copyDeep));
  return copy;
}
