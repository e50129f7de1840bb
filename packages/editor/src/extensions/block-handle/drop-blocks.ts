import { $createListNode, $isListItemNode, $isListNode } from "@lexical/list";
import { $getNodeByKey, type ElementNode, type LexicalNode, type NodeKey } from "lexical";
import { $nodesOf, $stretchOf, type Stretch } from "../../core/stretch.js";

/** Where something can be dropped: before or behind a block. */
export interface DropPlace {
  readonly key: NodeKey;
  readonly side: "before" | "behind";
}

/** The block that can be dropped at, for one at which somebody points. Items go between items; what is none goes past the whole list. */
export function $neighbourFor(dragged: Stretch, pointed: LexicalNode): LexicalNode | null {
  if (!$isListItemNode(pointed) || $isListItemNode(dragged.first)) return pointed;
  let outermost: LexicalNode | null = pointed;
  while (outermost !== null && outermost.getParent()?.getKey() !== "root") outermost = outermost.getParent();
  return outermost;
}

/** Moves blocks to where they are dropped. Nothing happens where they are already, or within themselves. */
export function $dropBlocks(dragged: Stretch, { key, side }: DropPlace): void {
  const target = $getNodeByKey(key);
  const nodes = $nodesOf(dragged);
  if (target === null || nodes.some((node) => node.is(target) || node.isParentOf(target))) return;
  const edge = $stretchOf(target);
  const list = $isListItemNode(dragged.first) && !$isListItemNode(target) ? $listLike(dragged.first) : null;
  const moved = list === null ? nodes : [list];
  const left = dragged.first.getParent();
  if (side === "before") for (const node of moved) edge.first.insertBefore(node, false);
  else for (const node of [...moved].reverse()) edge.last.insertAfter(node, false);
  list?.append(...nodes);
  $removeEmptied(left);
}

/** A list without items, and the item that held nothing else. */
function $removeEmptied(node: ElementNode | null): void {
  if (!node?.isEmpty() || !($isListNode(node) || $isListItemNode(node))) return;
  const parent = node.getParent();
  node.remove();
  $removeEmptied(parent);
}

/** A list of the same kind as the one that an item comes from. */
function $listLike(item: LexicalNode): LexicalNode & { append(...nodes: LexicalNode[]): unknown } {
  const list = item.getParent();
  return $createListNode($isListNode(list) ? list.getListType() : "bullet");
}
