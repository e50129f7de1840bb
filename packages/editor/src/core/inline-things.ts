import {
  $getNearestNodeFromDOMNode,
  $getSelection,
  $isNodeSelection,
  CLICK_COMMAND,
  COMMAND_PRIORITY_LOW,
  COMMAND_PRIORITY_NORMAL,
  isDOMNode,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
} from "lexical";
import type { NodeClass } from "./binding.js";

/** Opens what is in a line by a click on it, or by Enter where the arrow keys have selected it, and shows which one is selected. */
export function registerInlineThings<N extends LexicalNode>(
  editor: LexicalEditor,
  nodeClass: NodeClass<N>,
  open: (node: N) => void,
): () => void {
  const $selected = (): N | null => {
    const selection = $getSelection();
    const [node, ...others] = $isNodeSelection(selection) ? selection.getNodes() : [];
    return node instanceof nodeClass && others.length === 0 ? node : null;
  };
  let shown: HTMLElement | null = null;
  return mergeRegister(
    editor.registerCommand(
      KEY_ENTER_COMMAND,
      (event) => {
        const node = $selected();
        if (node === null) return false;
        event?.preventDefault();
        open(node);
        return true;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
    editor.registerCommand(
      CLICK_COMMAND,
      (event) => {
        const node = isDOMNode(event.target) ? $getNearestNodeFromDOMNode(event.target) : null;
        if (!(node instanceof nodeClass)) return false;
        event.preventDefault();
        open(node);
        return true;
      },
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerUpdateListener(({ editorState }) => {
      const key = editorState.read(() => $selected()?.getKey());
      const next = key === undefined ? null : editor.getElementByKey(key);
      if (next === shown) return;
      if (shown !== null) delete shown.dataset.selected;
      if (next !== null) next.dataset.selected = "";
      shown = next;
    }),
  );
}
