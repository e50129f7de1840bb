import {
  $createNodeSelection,
  $createParagraphNode,
  $getNearestNodeFromDOMNode,
  $getSelection,
  $isElementNode,
  $isNodeSelection,
  $isRangeSelection,
  $setSelection,
  CLICK_COMMAND,
  COMMAND_PRIORITY_LOW,
  isDOMNode,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
} from "lexical";
import type { NodeClass } from "./binding.js";

/** Puts in a block that has no text: behind that of the caret, or before it where that is empty; the caret stands behind it then. */
export function $insertWholeBlock(node: LexicalNode): void {
  const selection = $getSelection();
  const block = $isRangeSelection(selection) ? selection.focus.getNode().getTopLevelElement() : null;
  if (block === null) return;
  if ($isElementNode(block) && block.isEmpty()) {
    block.insertBefore(node);
    return;
  }
  block.insertAfter(node);
  if (node.getNextSibling() === null) node.insertAfter($createParagraphNode());
  node.selectNext(0, 0);
}

/** Puts such a block in place of the sign that a paragraph began with; what followed the sign goes on behind it. */
export function $replaceSign(paragraph: LexicalNode, node: LexicalNode, children: LexicalNode[]): void {
  paragraph.insertBefore(node);
  const rest = $createParagraphNode().append(...children);
  paragraph.replace(rest);
  rest.selectStart();
}

/** A click selects a block that has no text, and it shows when it is selected. */
export function registerWholeBlocks(editor: LexicalEditor, nodeClass: NodeClass<LexicalNode>): () => void {
  return mergeRegister(registerClick(editor, nodeClass), registerLook(editor, nodeClass));
}

function registerClick(editor: LexicalEditor, nodeClass: NodeClass<LexicalNode>): () => void {
  return editor.registerCommand(
    CLICK_COMMAND,
    ({ target }) => {
      const node = isDOMNode(target) ? $getNearestNodeFromDOMNode(target) : null;
      if (!(node instanceof nodeClass)) return false;
      const selection = $createNodeSelection();
      selection.add(node.getKey());
      $setSelection(selection);
      return true;
    },
    COMMAND_PRIORITY_LOW,
  );
}

/** Costs the selection. */
function registerLook(editor: LexicalEditor, nodeClass: NodeClass<LexicalNode>): () => void {
  let shown: readonly HTMLElement[] = [];
  return editor.registerUpdateListener(({ editorState }) => {
    const selected = editorState.read(() => {
      const selection = $getSelection();
      if (!$isNodeSelection(selection)) return [];
      const blocks = selection.getNodes().filter((node) => node instanceof nodeClass);
      return blocks.flatMap((node) => editor.getElementByKey(node.getKey()) ?? []);
    });
    for (const element of shown) if (!selected.includes(element)) delete element.dataset.selected;
    for (const element of selected) element.dataset.selected = "true";
    shown = selected;
  });
}
