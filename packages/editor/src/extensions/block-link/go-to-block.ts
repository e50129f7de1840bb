import { $isListItemNode, $isListNode } from "@lexical/list";
import { $getRoot, $isElementNode, type ElementNode, type LexicalEditor, type LexicalNode } from "lexical";
import type { Binding } from "../../core/binding.js";
import { REVEAL_COMMAND } from "../../core/reveal.js";

/** How long the block is marked. */
const MARKED_MS = 2_500;

/** Shows a block, marks it for a moment, and puts the caret nowhere: its reader may not want to write. False where it is not there. */
export function goToBlock(editor: LexicalEditor, binding: Binding, blockId: string): boolean {
  const key = editor.read(() => $find($getRoot(), (node) => binding.$blockId(node) === blockId)?.getKey());
  const element = key === undefined ? null : editor.getElementByKey(key);
  if (key === undefined || element === null) return false;
  editor.dispatchCommand(REVEAL_COMMAND, key);
  element.scrollIntoView({ block: "center", behavior: "instant" });
  element.animate([{ backgroundColor: "var(--motet-selection)" }, { backgroundColor: "transparent" }], {
    duration: MARKED_MS,
    easing: "ease-in",
  });
  return true;
}

/** Looks once at every block, in lists and tables too. */
function $find(parent: ElementNode, is: (block: LexicalNode) => boolean): LexicalNode | null {
  for (const node of parent.getChildren()) {
    if ($isElementNode(node) && holdsBlocks(node)) {
      const found = $find(node, is);
      if (found !== null) return found;
    }
    if (!$isListNode(node) && is(node)) return node;
  }
  return null;
}

const holdsBlocks = (node: ElementNode): boolean =>
  $isListNode(node) || ($isListItemNode(node) && $isListNode(node.getFirstChild())) || node.isShadowRoot();
