import { $isListItemNode, $isListNode } from "@lexical/list";
import { $getRoot, $isElementNode, type ElementNode, type LexicalNode } from "lexical";

/** The block of a name, in lists and tables too; null where it is gone. Looks once at every block. To be called while reading. */
export function $namedBlock(
  $blockId: (node: LexicalNode) => string | null,
  name: string,
): LexicalNode | null {
  return $find($getRoot(), (node) => $blockId(node) === name);
}

function $find(parent: ElementNode, $is: (block: LexicalNode) => boolean): LexicalNode | null {
  for (const node of parent.getChildren()) {
    if ($isElementNode(node) && $holdsBlocks(node)) {
      const found = $find(node, $is);
      if (found !== null) return found;
    }
    if (!$isListNode(node) && $is(node)) return node;
  }
  return null;
}

const $holdsBlocks = (node: ElementNode): boolean =>
  $isListNode(node) || ($isListItemNode(node) && $isListNode(node.getFirstChild())) || node.isShadowRoot();
