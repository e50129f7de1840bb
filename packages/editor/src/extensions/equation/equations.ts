import {
  $createParagraphNode,
  $getNearestNodeFromDOMNode,
  $getNodeByKey,
  $getSelection,
  $insertNodes,
  $isRangeSelection,
  CLICK_COMMAND,
  COMMAND_PRIORITY_LOW,
  COMMAND_PRIORITY_NORMAL,
  INSERT_PARAGRAPH_COMMAND,
  isDOMNode,
  type LexicalEditor,
  mergeRegister,
  type NodeKey,
} from "lexical";
import { $blockOf, $paragraphAfter } from "../../core/blocks.js";
import { registerInlineThings } from "../../core/inline-things.js";
import { drawFormula } from "./draw-formula.js";
import { EquationNode } from "./equation-node.js";
import { $createInlineEquationNode, InlineEquationNode } from "./inline-equation-node.js";
import { OPEN_EQUATION_COMMAND } from "./open-equation.js";

/** Writes what a formula in the line is now; nothing deletes it. One that is not there any more is put in at the caret. */
export function $setInlineEquation(key: NodeKey | null, source: string): void {
  const node = key === null ? null : $getNodeByKey(key);
  if (node instanceof InlineEquationNode) {
    if (source.trim() === "") node.remove();
    else node.setSource(source).selectNext(0, 0);
  } else if (source.trim() !== "") $insertNodes([$createInlineEquationNode(source)]);
}

function $equationAtCaret(): EquationNode | null {
  const selection = $getSelection();
  const block = $isRangeSelection(selection) ? $blockOf(selection.anchor.getNode()) : null;
  return block instanceof EquationNode ? block : null;
}

export function registerEquations(editor: LexicalEditor): () => void {
  return mergeRegister(
    registerFormulas(editor),
    registerLook(editor),
    editor.registerCommand(
      INSERT_PARAGRAPH_COMMAND,
      () => {
        const equation = $equationAtCaret();
        if (equation === null) return false;
        if (equation.isEmpty()) equation.replace($createParagraphNode()).selectStart();
        else $paragraphAfter(equation);
        return true;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
    registerInlineThings(editor, InlineEquationNode, (node) =>
      editor.dispatchCommand(OPEN_EQUATION_COMMAND, node.getKey()),
    ),
    editor.registerCommand(
      CLICK_COMMAND,
      ({ target }) => {
        const formula =
          isDOMNode(target) && target instanceof Element ? target.closest(".motet-formula") : null;
        const node = formula === null ? null : $getNearestNodeFromDOMNode(formula);
        if (!(node instanceof EquationNode)) return false;
        node.selectEnd();
        return true;
      },
      COMMAND_PRIORITY_LOW,
    ),
  );
}

/** Sets the formulas of blocks whose source has changed. */
function registerFormulas(editor: LexicalEditor): () => void {
  const draw = (key: NodeKey) => {
    const formula = editor.getElementByKey(key)?.firstElementChild;
    const source = editor.getEditorState().read(() => $getNodeByKey(key)?.getTextContent() ?? "");
    if (formula instanceof HTMLElement) drawFormula(formula, source, true);
  };
  const keys = new Set<NodeKey>();
  return mergeRegister(
    editor.registerMutationListener(EquationNode, (mutations) => {
      for (const [key, mutation] of mutations) {
        if (mutation === "destroyed") keys.delete(key);
        else {
          keys.add(key);
          draw(key);
        }
      }
    }),
    editor.registerUpdateListener(({ dirtyElements }) => {
      for (const key of dirtyElements.keys()) if (keys.has(key)) draw(key);
    }),
  );
}

/** Shows the source at the caret. Costs the selection. */
function registerLook(editor: LexicalEditor): () => void {
  let shown: HTMLElement | null = null;
  return editor.registerUpdateListener(({ editorState }) => {
    const key = editorState.read(() => $equationAtCaret()?.getKey());
    const next = key === undefined ? null : editor.getElementByKey(key);
    if (next === shown) return;
    if (shown !== null) delete shown.dataset.selected;
    if (next !== null) next.dataset.selected = "";
    shown = next;
  });
}
