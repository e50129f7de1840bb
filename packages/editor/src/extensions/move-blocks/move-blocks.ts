import { $isListItemNode, $isListNode } from "@lexical/list";
import {
  $getSelection,
  $isRangeSelection,
  type ElementNode,
  type LexicalNode,
  type RangeSelection,
} from "lexical";
import { $blockOf } from "../../core/blocks.js";

export type Direction = "up" | "down";

/** Siblings in a row that go together. */
interface Stretch {
  readonly first: LexicalNode;
  readonly last: LexicalNode;
}

/** What stays where it is is the selection: its neighbour goes to the other side of it. */
export function $moveBlocks(direction: Direction): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const selected = $selectedStretch(selection);
  const next = direction === "up" ? selected?.first.getPreviousSibling() : selected?.last.getNextSibling();
  if (!selected || !next) return;
  const neighbour = $stretchOf(next);
  const nodes = neighbour.first.is(neighbour.last) ? [neighbour.first] : [neighbour.first, neighbour.last];
  if (direction === "up") {
    for (const node of nodes.reverse()) selected.last.insertAfter(node, false);
  } else {
    for (const node of nodes) selected.first.insertBefore(node, false);
  }
}

/** The siblings from where the selection begins to where it ends; of a list its items, unless more than the list is selected. */
function $selectedStretch(selection: RangeSelection): Stretch | null {
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
function $stretchOf(node: LexicalNode): Stretch {
  const previous = node.getPreviousSibling();
  const first = $holdsLists(node) && $isListItemNode(previous) && !$holdsLists(previous) ? previous : node;
  const next = first.getNextSibling();
  return { first, last: $isListItemNode(first) && $holdsLists(next) ? next : first };
}

function $holdsLists(node: LexicalNode | null): node is ElementNode {
  return $isListItemNode(node) && $isListNode(node.getFirstChild());
}
