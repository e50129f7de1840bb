import {
  $createListItemNode,
  $createListNode,
  $isListItemNode,
  $isListNode,
  type ListNode,
  type ListType,
} from "@lexical/list";
import { type LiveBlock, propOf } from "@motet/model";
import { $getNodeByKey, $isElementNode, type ElementNode, type LexicalNode } from "lexical";
import { $firstBlockIn } from "./block-order.js";
import { $captionOf, $isContainer } from "./containers.js";
import type { MirrorBlock } from "./mirror.js";

/**
 * Lexical's tree of lists is derived from flat list items: neighbours of one kind and indent share a list, deeper
 * items hang in a wrapper item behind the item before them. Where a block belongs depends only on the block before
 * it, so blocks are placed one after the other, and as soon as a follower stands where it should, the rest does too.
 */
interface Slot {
  /** The flow's own container, or a list. */
  readonly container: ElementNode;
  /** `null`: at the container's beginning. */
  readonly after: LexicalNode | null;
  /** How many lists of the block's own kind have to be opened in the container. */
  readonly fresh: number;
}

/** Puts a block behind the one before it. Returns whether it had to be moved. Emptied containers go to `loose`. */
export function $placeBlock(
  container: ElementNode,
  block: MirrorBlock,
  loose: Set<ElementNode>,
  lists: Set<ListNode>,
): boolean {
  const node = $getNodeByKey(block.key);
  if (node === null) return false;
  const slot = $slotOf(container, block);
  if ($stands(node, block.live, slot)) return false;
  const parent = node.getParent();
  const caption = $captionOf(node);
  $move(node, block, slot);
  if (caption !== null) node.insertAfter(caption, false);
  if (parent !== null && !parent.is(node.getParent())) loose.add(parent);
  if ($isListNode(parent)) lists.add(parent);
  const list = node.getParent();
  if ($isListNode(list)) lists.add(list);
  return true;
}

/** Whether a block's node stands where it would be put. */
export function $isPlaced(container: ElementNode, block: MirrorBlock): boolean {
  const node = $getNodeByKey(block.key);
  return node === null || $stands(node, block.live, $slotOf(container, block));
}

/** Removes lists and wrapper items that hold nothing any more. */
export function $prune(loose: Iterable<ElementNode>, isBlock: (node: LexicalNode) => boolean): void {
  for (const start of loose) {
    let node: ElementNode | null = start.isAttached() ? start.getLatest() : null;
    while (node !== null && !$isContainer(node) && node.isEmpty() && !isBlock(node)) {
      const parent: ElementNode | null = node.getParent();
      node.remove(true);
      node = parent;
    }
  }
}

/** Numbers a list's items, as Lexical's own transform does, which does not run on remote changes. */
export function $renumber(list: ListNode, blockOf: (node: LexicalNode) => MirrorBlock | undefined): void {
  if (!list.isAttached()) return;
  const first = list.getFirstChild();
  const block = first === null ? undefined : blockOf(first);
  const isNumbered = list.getListType() === "number";
  const start = isNumbered && block !== undefined ? Number(propOf(block.live, "start") ?? 1) : 1;
  if (list.getStart() !== start) list.setStart(start);
  let value = start;
  for (let child = list.getFirstChild(); child !== null; child = child.getNextSibling()) {
    if (!$isListItemNode(child)) continue;
    if (child.getValue() !== value) child.setValue(value);
    if (!$isListNode(child.getFirstChild())) value++;
  }
}

/**
 * The lists around an item whose numbers are wrong: those that begin with a deeper one, since only an item of their own
 * could say where they start, those without numbers, and the item's own list, if it is not numbered after the item before
 * it.
 */
export function $misnumberedLists(item: LexicalNode): ListNode[] {
  return $listsAround(item).filter((list) => {
    const first = list.getFirstChild();
    const beginsNested = $isListItemNode(first) && $isListNode(first.getFirstChild());
    return (
      (list.getStart() !== 1 && (beginsNested || list.getListType() !== "number")) ||
      (list.is(item.getParent()) && !$hasRightNumber(list, item))
    );
  });
}

/** As `$renumber` counts. */
function $hasRightNumber(list: ListNode, item: LexicalNode): boolean {
  if (!$isListItemNode(item)) return true;
  const previous = item.getPreviousSibling();
  if (!$isListItemNode(previous)) return previous !== null || item.getValue() === list.getStart();
  return item.getValue() === previous.getValue() + ($isListNode(previous.getFirstChild()) ? 0 : 1);
}

export function isListItem(live: LiveBlock): boolean {
  return live.type === "list-item";
}

function indentOf(live: LiveBlock): number {
  return Number(propOf(live, "indent") ?? 0);
}

function kindOf(live: LiveBlock): ListType {
  const kind = propOf(live, "kind");
  return kind === "number" || kind === "check" ? kind : "bullet";
}

function $slotOf(container: ElementNode, block: MirrorBlock): Slot {
  const { previous, live } = block;
  const previousNode = previous === null ? null : $getNodeByKey(previous.key);
  const top = previousNode === null ? null : $topOf(previousNode);
  if (!isListItem(live)) return { container, after: top, fresh: 0 };
  const depth = indentOf(live);
  if (previous === null || previousNode === null || !isListItem(previous.live)) {
    return { container, after: top, fresh: depth + 1 };
  }
  const chain = $listsAround(previousNode);
  const previousDepth = chain.length - 1;
  if (depth > previousDepth) {
    const innermost = chain[previousDepth];
    if (innermost === undefined) return { container, after: top, fresh: depth + 1 };
    return { container: innermost, after: previousNode, fresh: depth - previousDepth };
  }
  const list = chain[depth] as ListNode;
  const child = depth === previousDepth ? previousNode : (chain[depth + 1] as ListNode).getParent();
  if (list.getListType() === kindOf(live)) return { container: list, after: child, fresh: 0 };
  if (depth === 0) return { container, after: list, fresh: 1 };
  return { container: chain[depth - 1] as ListNode, after: list.getParent(), fresh: 1 };
}

/** The lists around an item, the outermost first. */
function $listsAround(item: LexicalNode): ListNode[] {
  const lists: ListNode[] = [];
  for (let node: LexicalNode | null = item; node !== null && !$isContainer(node); node = node.getParent()) {
    if ($isListNode(node)) lists.unshift(node);
  }
  return lists;
}

function $topOf(node: LexicalNode): LexicalNode {
  let top = node;
  for (let parent = node.getParent(); parent !== null && !$isContainer(parent); parent = parent.getParent())
    top = parent;
  return $captionOf(top) ?? top;
}

function $stands(node: LexicalNode, live: LiveBlock, slot: Slot): boolean {
  let current: LexicalNode = node;
  for (let level = slot.fresh; level > 0; level--) {
    const list = current.getParent();
    if (!$isListNode(list) || list.getListType() !== kindOf(live)) return false;
    if (current.getPreviousSibling() !== null) return false;
    current = list;
    if (level === 1 && $isContainer(slot.container)) break;
    const wrapper = list.getParent();
    if (!$isListItemNode(wrapper) || list.getPreviousSibling() !== null) return false;
    current = wrapper;
  }
  const parent = current.getParent();
  if (parent === null || !parent.is(slot.container)) return false;
  const before = current.getPreviousSibling();
  return slot.after === null ? before === null : before?.is(slot.after) === true;
}

function $move(node: LexicalNode, block: MirrorBlock, slot: Slot): void {
  const adopted = slot.fresh === 1 ? $listToJoin(block, slot) : null;
  if (adopted !== null) {
    adopted.splice(0, 0, [node]);
    return;
  }
  let piece: LexicalNode = node;
  for (let level = slot.fresh; level > 0; level--) {
    const list = $createListNode(kindOf(block.live));
    list.append(piece);
    piece = list;
    if (level === 1 && $isContainer(slot.container)) break;
    const wrapper = $createListItemNode();
    wrapper.append(list);
    piece = wrapper;
  }
  if (slot.after === null) slot.container.splice(0, 0, [piece]);
  else slot.after.insertAfter(piece, false);
}

/** A list of the same kind that begins with the next block takes a new first item, rather than being taken apart. */
function $listToJoin(block: MirrorBlock, slot: Slot): ListNode | null {
  const { next } = block;
  if (next === null || next.key === "" || !isListItem(next.live)) return null;
  if (indentOf(next.live) !== indentOf(block.live) || kindOf(next.live) !== kindOf(block.live)) return null;
  const sibling: LexicalNode | null =
    slot.after === null ? slot.container.getFirstChild() : slot.after.getNextSibling();
  const list: LexicalNode | null = $isListItemNode(sibling) ? sibling.getFirstChild() : sibling;
  if (!$isListNode(list) || list.getListType() !== kindOf(block.live)) return null;
  const first = list.getFirstChild();
  return first !== null && $firstBlockIn(first)?.getKey() === next.key && $isElementNode(first) ? list : null;
}
