import { $isListItemNode, $isListNode } from "@lexical/list";
import {
  $getSelection,
  $isNodeSelection,
  $isRangeSelection,
  type ElementNode,
  type LexicalNode,
  type RangeSelection,
} from "lexical";
import { $blockOf } from "./blocks.js";

/** Siblings in a row that go together. */
export interface Stretch {
  readonly first: LexicalNode;
  readonly last: LexicalNode;
}

/** What a command on whole blocks acts on: the blocks that a selection of text touches, or what is selected as a whole. */
export function $chosenStretch(): Stretch | null {
  const selection = $getSelection();
  if ($isRangeSelection(selection)) return $selectedStretch(selection);
  if (!$isNodeSelection(selection)) return null;
  const nodes = selection.getNodes().map((node) => node.getTopLevelElement() ?? node);
  const [some] = nodes;
  if (some === undefined) return null;
  const first = nodes.reduce((one, other) => (other.isBefore(one) ? other : one), some);
  const last = nodes.reduce((one, other) => (one.isBefore(other) ? other : one), some);
  return { first: $stretchOf(first).first, last: $stretchOf(last).last };
}

export function $nodesOf({ first, last }: Stretch): LexicalNode[] {
  const nodes = [first];
  for (let node = first; !node.is(last); ) {
    const next = node.getNextSibling();
    if (next === null) break;
    nodes.push(next);
    node = next;
  }
  return nodes;
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
