import { $isListItemNode, $isListNode } from "@lexical/list";
import type { ElementNode, LexicalNode, RangeSelection } from "lexical";
import { $blockOf } from "./blocks.js";

/** Siblings in a row that go together. */
export interface Stretch {
  readonly first: LexicalNode;
  readonly last: LexicalNode;
}

/** The siblings from where the selection begins to where it ends; of a list its items, unless more than the list is selected. */
export function $selectedStretch(selection: RangeSelection): Stretch | null {
  const [start, end] = selection.isBackward()
    ? [selection.focus, selection.anchor]
    : [selection.anchor, selection.focus];
  let first: ElementNode | null = $blockOf(start.getNode());
  let last: ElementNode | null = $blockOf(end.getNode());
  if (first === null || last === null) return null;
  if (first.getParent()?.is(last.getParent()) !== true) {
    first = first.getTopLevelElement() as ElementNode | null;
    last = last.getTopLevelElement() as ElementNode | null;
  }
  return first === null || last === null
    ? null
    : { first: $stretchOf(first).first, last: $stretchOf(last).last };
}

/** An item and the lists below it, which Lexical keeps in an item of their own behind it. */
export function $stretchOf(node: LexicalNode): Stretch {
  const previous = node.getPreviousSibling();
  const first = $holdsLists(node) && $isListItemNode(previous) && !$holdsLists(previous) ? previous : node;
  const next = first.getNextSibling();
  return { first, last: $isListItemNode(first) && $holdsLists(next) ? next : first };
}

function $holdsLists(node: LexicalNode | null): node is ElementNode {
  return $isListItemNode(node) && $isListNode(node.getFirstChild());
}
