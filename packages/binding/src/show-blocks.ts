import { $isListNode, type ListNode } from "@lexical/list";
import { $getNodeByKey, $isElementNode, type ElementNode, type LexicalNode } from "lexical";
import { $createBlockNode, $replaceBlockNode, $setBlockProps, $showsType } from "./block-nodes.js";
import { $captionOf } from "./containers.js";
import type { Mirror, MirrorBlock } from "./mirror.js";
import { $misnumberedLists, $placeBlock, $prune, $renumber, isListItem } from "./place-blocks.js";
import { $showText } from "./show-text.js";

/** Makes a container show the blocks of a mirror that changed, each in its place, and none that were removed from it. */
export function $showBlocks(
  container: ElementNode,
  mirror: Mirror,
  changed: ReadonlySet<MirrorBlock>,
  removed: ReadonlySet<MirrorBlock>,
): void {
  const loose = new Set<ElementNode>();
  const lists = new Set<ListNode>();
  const created: MirrorBlock[] = [];
  for (const block of changed) {
    const node = $getNodeByKey(block.key);
    if (node !== null && $showsType(node, block) && $setBlockProps(node, block)) {
      if ($isListNode(node.getParent())) lists.add(node.getParent() as ListNode);
      for (const list of $misnumberedLists(node)) lists.add(list);
      block.childKeys = $showText(node, block.live);
    } else {
      created.push(block);
    }
  }
  for (const block of created) {
    const old = $getNodeByKey(block.key);
    const node = old === null ? $createBlockNode(block) : $replaceBlockNode(old, block);
    mirror.setKey(block, node.getKey());
    if (block.table === null) block.childKeys = $showText(node, block.live);
    $setBlockProps(node, block);
    if (old !== null) {
      const parent = old.getParent();
      // The new node takes the old one's place, so that what comes next is found right.
      if ($isListNode(parent) === isListItem(block.live)) old.insertBefore(node, false);
      $captionOf(old)?.remove(true);
      old.remove(true);
      if (parent !== null) loose.add(parent);
      if ($isListNode(parent)) lists.add(parent);
    }
  }
  for (const block of removed) {
    const node = $getNodeByKey(block.key);
    if (node === null || mirror.byKey.has(block.key)) continue;
    const parent = node.getParent();
    $captionOf(node)?.remove(true);
    node.remove(true);
    if (parent !== null) loose.add(parent);
    if ($isListNode(parent)) lists.add(parent);
  }
  const isBlock = (node: LexicalNode): boolean => mirror.byKey.has(node.getKey());
  // An emptied list between two blocks would have all that follow moved, also what is being composed.
  $prune(loose, isBlock);
  $placeBlocks(container, mirror, changed, loose, lists);
  for (const block of created) {
    const node = block.table === null ? null : $getNodeByKey(block.key);
    if ($isElementNode(node)) block.childKeys = $showText(node, block.live);
  }
  $prune(loose, isBlock);
  for (const list of lists) $renumber(list, (node) => mirror.byKey.get(node.getKey()));
}

function $placeBlocks(
  container: ElementNode,
  mirror: Mirror,
  changed: ReadonlySet<MirrorBlock>,
  loose: Set<ElementNode>,
  lists: Set<ListNode>,
): void {
  const placed = new Set<MirrorBlock>();
  const starts = mirror.first === null ? [...changed] : [mirror.first, ...changed];
  for (const start of starts) {
    if (placed.has(start)) continue;
    let first = start;
    while (first.previous !== null && changed.has(first.previous) && !placed.has(first.previous)) {
      first = first.previous;
    }
    for (let block: MirrorBlock | null = first; block !== null; block = block.next) {
      placed.add(block);
      if (!$placeBlock(container, block, loose, lists) && !changed.has(block)) break;
    }
  }
}
