import { $isListItemNode, $isListNode, type ListItemNode } from "@lexical/list";
import {
  $getNodeByKey,
  $isElementNode,
  type EditorState,
  type ElementNode,
  type LexicalNode,
  type NodeKey,
} from "lexical";
import { $blockOf, $firstBlock, $firstBlockIn, $nextBlock, $previousBlock } from "./block-order.js";
import { $containerOf } from "./containers.js";
import type { Mirror, MirrorBlock } from "./mirror.js";
import { $isTableCaptionNode } from "./table-caption-node.js";

/** A stretch of blocks that changed, between two that did not. */
export interface Gap {
  /** The unchanged block to its left; `null`: the document begins here. */
  readonly left: MirrorBlock | null;
  readonly before: readonly MirrorBlock[];
  readonly after: readonly LexicalNode[];
}

export interface Commit {
  readonly dirtyElements: ReadonlyMap<NodeKey, boolean>;
  readonly dirtyLeaves: ReadonlySet<NodeKey>;
  readonly prevEditorState: EditorState;
}

/** Finds what a commit may have changed. Costs what it touched; to be called while reading the new state. */
export function $changedGaps(container: ElementNode, mirror: Mirror, commit: Commit): Gap[] {
  const nodes = new Set<NodeKey>();
  const gone = new Set<MirrorBlock>();
  $collect(container, mirror, commit, nodes, gone);
  if (nodes.size === 0 && gone.size === 0) return [];
  for (let attempt = 0; attempt < 4; attempt++) {
    const gaps = $gapsAround(container, mirror, nodes, gone);
    if (gaps !== null) return gaps;
  }
  return [$wholeFlow(container, mirror)];
}

/** Everything in a flow as one gap: where a commit says nothing about what it changed. */
export function $wholeFlow(container: ElementNode, mirror: Mirror): Gap {
  const before: MirrorBlock[] = [];
  for (let block = mirror.first; block !== null; block = block.next) before.push(block);
  const after: LexicalNode[] = [];
  for (let node = $firstBlock(container); node !== null; node = $nextBlock(node)) after.push(node);
  return { left: null, before, after };
}

function $collect(
  container: ElementNode,
  mirror: Mirror,
  commit: Commit,
  nodes: Set<NodeKey>,
  gone: Set<MirrorBlock>,
): void {
  const previousNodes = commit.prevEditorState._nodeMap;
  for (const key of commit.dirtyLeaves) {
    const leaf = $getNodeByKey(key);
    const isHere = leaf !== null && $containerOf(leaf)?.is(container) === true;
    const block = isHere ? $blockOf(leaf) : null;
    if (block !== null) nodes.add(block.getKey());
  }
  for (const [key, isIntentional] of commit.dirtyElements) {
    if (key === container.getKey()) continue;
    const node = $getNodeByKey(key);
    const previous = previousNodes.get(key);
    if ($isTableCaptionNode(previous)) $collectCaptioned(previous, mirror, nodes);
    if (node === null || !node.isAttached() || $containerOf(node)?.is(container) !== true) {
      if (previous !== undefined) collectGone(container, mirror, previous, previousNodes, gone);
      continue;
    }
    if (!isIntentional) continue;
    if ($isListNode(node) && $blockOf(node) === null) {
      const unchanged =
        $isListNode(previous) &&
        previous.__parent === node.__parent &&
        previous.__listType === node.__listType &&
        previous.__start === node.__start;
      if (!unchanged) $collectBlocksIn(node, nodes);
    } else if ($isListItemNode(node) && $isListItemNode(previous) && onlyRenumbered(previous, node)) {
      // One new item gives thousands of followers another number.
    } else {
      const block = $blockOf(node);
      if (block !== null) nodes.add(block.getKey());
      else $collectBlocksIn(node, nodes);
    }
  }
  for (const key of nodes) {
    const known = mirror.byKey.get(key);
    if (known !== undefined) gone.delete(known);
  }
}

/** A caption that has become something else, or gone elsewhere, leaves a table without its text. */
function $collectCaptioned(caption: LexicalNode, mirror: Mirror, nodes: Set<NodeKey>): void {
  const table = caption.__prev;
  if (table !== null && mirror.byKey.has(table) && $getNodeByKey(table)?.isAttached()) nodes.add(table);
}

function onlyRenumbered(previous: ListItemNode, node: ListItemNode): boolean {
  return (
    previous.__value !== node.__value &&
    previous.__parent === node.__parent &&
    previous.__prev === node.__prev &&
    previous.__next === node.__next &&
    previous.__first === node.__first &&
    previous.__last === node.__last &&
    previous.__size === node.__size &&
    previous.__checked === node.__checked &&
    previous.__format === node.__format
  );
}

function $collectBlocksIn(node: LexicalNode, nodes: Set<NodeKey>): void {
  if (!$isElementNode(node)) return;
  for (let child = node.getFirstChild(); child !== null; child = child.getNextSibling()) {
    const block = $firstBlockIn(child);
    if (block?.is(child)) nodes.add(child.getKey());
    $collectBlocksIn(child, nodes);
  }
}

/** The blocks in a removed subtree that stand nowhere else now. */
function collectGone(
  container: ElementNode,
  mirror: Mirror,
  node: LexicalNode,
  previousNodes: ReadonlyMap<NodeKey, LexicalNode>,
  gone: Set<MirrorBlock>,
): void {
  const block = mirror.byKey.get(node.__key);
  const current = block === undefined ? null : $getNodeByKey(node.__key);
  const isHere = current?.isAttached() === true && $containerOf(current)?.is(container) === true;
  if (block !== undefined && !isHere) gone.add(block);
  if (!$isElementNode(node) || (!$isListNode(node) && !$isListItemNode(node))) return;
  for (let key = node.__first; key !== null; ) {
    const child = previousNodes.get(key);
    if (child === undefined) return;
    collectGone(container, mirror, child, previousNodes, gone);
    key = child.__next;
  }
}

/**
 * Groups what changed into gaps between unchanged blocks. `null` where unchanged blocks are found in another order
 * than before: then those count as changed too.
 */
function $gapsAround(
  container: ElementNode,
  mirror: Mirror,
  nodes: Set<NodeKey>,
  gone: Set<MirrorBlock>,
): Gap[] | null {
  const isChanged = (block: MirrorBlock): boolean => nodes.has(block.key) || gone.has(block);
  const gaps: Gap[] = [];
  const done = new Set<MirrorBlock | NodeKey>();

  const $gapAfter = (left: MirrorBlock | null): Gap | null => {
    const before: MirrorBlock[] = [];
    let right = left === null ? mirror.first : left.next;
    for (; right !== null && isChanged(right); right = right.next) before.push(right);
    const after: LexicalNode[] = [];
    const start = left === null ? null : $getNodeByKey(left.key);
    let node = start === null ? $firstBlock(container) : $nextBlock(start);
    for (; node !== null; node = $nextBlock(node)) {
      const known = mirror.byKey.get(node.getKey());
      if (known !== undefined && !isChanged(known)) break;
      after.push(node);
    }
    const found = node === null ? null : (mirror.byKey.get(node.getKey()) ?? null);
    if (found === right) return { left, before, after };
    for (const block of [found, right, left]) if (block !== null) nodes.add(block.key);
    return null;
  };

  const pushGap = (gap: Gap): void => {
    for (const block of gap.before) done.add(block);
    for (const node of gap.after) done.add(node.getKey());
    gaps.push(gap);
  };

  const $pushGapAt = (block: MirrorBlock): boolean => {
    if (done.has(block)) return true;
    let left = block.previous;
    while (left !== null && isChanged(left)) left = left.previous;
    const gap = $gapAfter(left);
    if (gap !== null) pushGap(gap);
    return gap !== null;
  };

  for (const block of gone) if (!$pushGapAt(block)) return null;
  for (const key of nodes) {
    if (done.has(key)) continue;
    let node = $getNodeByKey(key);
    if (node === null || !node.isAttached()) continue;
    let left: MirrorBlock | null = null;
    for (node = $previousBlock(node); node !== null; node = $previousBlock(node)) {
      const known = mirror.byKey.get(node.getKey());
      if (known !== undefined && !isChanged(known)) {
        left = known;
        break;
      }
    }
    const gap = $gapAfter(left);
    if (gap === null) return null;
    pushGap(gap);
  }
  // A block that stands elsewhere now has left a place of its own.
  for (const { after } of gaps) {
    for (const node of after) {
      const block = mirror.byKey.get(node.getKey());
      if (block !== undefined && !$pushGapAt(block)) return null;
    }
  }
  return gaps;
}
