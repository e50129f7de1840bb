import {
  $copyNode,
  $createParagraphNode,
  $isElementNode,
  $isRootOrShadowRoot,
  type LexicalNode,
} from "lexical";
import { $selectBlock } from "../../core/select-block.js";
import { $chosenStretch, $nodesOf } from "../../core/stretch.js";

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
  if (first !== undefined) $selectBlock(first);
}

/** Deletes the selected blocks, text and all; the caret goes to where they were. */
export function $deleteBlocks(): void {
  const blocks = $selectedBlockNodes();
  const parent = blocks[0]?.getParent() ?? null;
  if (parent === null) return;
  const neighbour = blocks.at(-1)?.getNextSibling() ?? blocks[0]?.getPreviousSibling() ?? null;
  if (neighbour !== null) $selectBlock(neighbour, "start");
  for (const block of blocks) block.remove();
  if (parent.isEmpty() && $isRootOrShadowRoot(parent)) {
    const paragraph = $createParagraphNode();
    parent.append(paragraph);
    paragraph.select();
  }
}

function $selectedBlockNodes(): LexicalNode[] {
  const stretch = $chosenStretch();
  return stretch === null ? [] : $nodesOf(stretch);
}

function $copyDeep(node: LexicalNode): LexicalNode {
  const copy = $copyNode(node);
  if ($isElementNode(node) && $isElementNode(copy)) copy.append(...node.getChildren().map($copyDeep));
  return copy;
}
