import type { ElementTransformer } from "@lexical/markdown";
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
  mergeRegister,
} from "lexical";
import Minus from "lucide-react/icons/minus";
import type { BlockCodec } from "../../core/binding.js";
import { defineExtension } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { $createDividerNode, DividerNode } from "./divider-node.js";

const CODEC: BlockCodec<DividerNode> = {
  type: "divider",
  node: DividerNode,
  $create: $createDividerNode,
  $update: () => undefined,
  $read: () => ({}),
};

/** `---` and a space where a paragraph begins. */
const MARKDOWN: ElementTransformer = {
  type: "element",
  dependencies: [DividerNode],
  regExp: /^(?:---|\*\*\*|___)\s$/,
  export: () => null,
  replace: (paragraph, children) => {
    paragraph.insertBefore($createDividerNode());
    const rest = $createParagraphNode().append(...children);
    paragraph.replace(rest);
    rest.selectStart();
  },
};

export const dividerExtension = defineExtension({
  name: "divider",
  strings: { divider: "Divider", dividerKeywords: "line rule separator hr" },
  blocks: [CODEC],
  commands: [
    {
      id: "divider",
      icon: Minus,
      places: { toolbar: "more", insert: "sectionBlocks" },
      run: (editor) => {
        editor.update($insertDivider, OWN_STEP);
        editor.focus();
      },
      isEnabled: (state) => state.isInText && !state.within.has("code"),
    },
  ],
  markdown: [MARKDOWN],
  register: (editor) => mergeRegister(registerClick(editor), registerLook(editor)),
});

/** Behind the block of the caret, or before it where that is empty; the caret stands behind the line then. */
function $insertDivider(): void {
  const selection = $getSelection();
  const block = $isRangeSelection(selection) ? selection.focus.getNode().getTopLevelElement() : null;
  if (block === null) return;
  const divider = $createDividerNode();
  if ($isElementNode(block) && block.isEmpty()) {
    block.insertBefore(divider);
    return;
  }
  block.insertAfter(divider);
  if (divider.getNextSibling() === null) divider.insertAfter($createParagraphNode());
  divider.selectNext(0, 0);
}

/** A click selects the line. */
function registerClick(editor: LexicalEditor): () => void {
  return editor.registerCommand(
    CLICK_COMMAND,
    ({ target }) => {
      const node = isDOMNode(target) ? $getNearestNodeFromDOMNode(target) : null;
      if (!(node instanceof DividerNode)) return false;
      const selection = $createNodeSelection();
      selection.add(node.getKey());
      $setSelection(selection);
      return true;
    },
    COMMAND_PRIORITY_LOW,
  );
}

/** Shows which lines are selected. Costs the selection. */
function registerLook(editor: LexicalEditor): () => void {
  let shown: readonly HTMLElement[] = [];
  return editor.registerUpdateListener(({ editorState }) => {
    const selected = editorState.read(() => {
      const selection = $getSelection();
      if (!$isNodeSelection(selection)) return [];
      const dividers = selection.getNodes().filter((node) => node instanceof DividerNode);
      return dividers.flatMap((node) => editor.getElementByKey(node.getKey()) ?? []);
    });
    for (const element of shown) if (!selected.includes(element)) delete element.dataset.selected;
    for (const element of selected) element.dataset.selected = "true";
    shown = selected;
  });
}
