import { $createNodeSelection, $isElementNode, $setSelection, type LexicalNode } from "lexical";

/** Puts the caret at an end of a block's text; what is no text (a divider, a table) is selected as a whole. */
export function $selectBlock(block: LexicalNode, edge: "start" | "end" = "end"): void {
  // A table's text is in its cells.
  if ($isElementNode(block) && !block.isShadowRoot()) {
    if (edge === "start") block.selectStart();
    else block.selectEnd();
    return;
  }
  const selection = $createNodeSelection();
  selection.add(block.getKey());
  $setSelection(selection);
}
