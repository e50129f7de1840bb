import { $isCodeNode, type CodeNode } from "@lexical/code-core";
import {
  $createParagraphNode,
  $getSelection,
  $isLineBreakNode,
  $isRangeSelection,
  $isTextNode,
  COMMAND_PRIORITY_NORMAL,
  INSERT_PARAGRAPH_COMMAND,
  KEY_ARROW_DOWN_COMMAND,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  type RangeSelection,
} from "lexical";
import { registerResetKey, registerTab } from "../../core/block-keys.js";
import { $blockOf, $paragraphAfter } from "../../core/blocks.js";

/** In code Tab writes a tab, Enter a line with the indentation of the one before; two empty lines, Ctrl/Cmd+Enter and the down arrow at the end leave it. */
export function registerCodeKeys(editor: LexicalEditor): () => void {
  return mergeRegister(
    registerResetKey(editor, $isCodeNode),
    registerTab(editor, $tabInCode),
    editor.registerCommand(
      KEY_ENTER_COMMAND,
      (event) => {
        if (event === null || !(event.ctrlKey || event.metaKey)) return false;
        const code = $codeAtCaret();
        if (code === null) return false;
        event.preventDefault();
        $paragraphAfter(code);
        return true;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
    editor.registerCommand(
      INSERT_PARAGRAPH_COMMAND,
      () => {
        const selection = $getSelection();
        const code = $codeAtCaret();
        if (code === null || !$isRangeSelection(selection)) return false;
        if (!$trimEmptyEnd(code, selection)) $newCodeLine(selection);
        else if (code.isEmpty()) code.replace($createParagraphNode()).selectStart();
        else $paragraphAfter(code);
        return true;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
    editor.registerCommand(
      KEY_ARROW_DOWN_COMMAND,
      (event) => {
        const selection = $getSelection();
        const code = $codeAtCaret();
        if (event.shiftKey || code === null || code.getNextSibling() !== null) return false;
        if (!$isRangeSelection(selection) || !$isOnLastLine(code, selection)) return false;
        event.preventDefault();
        $paragraphAfter(code);
        return true;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
  );
}

function $tabInCode(selection: RangeSelection, back: boolean): boolean {
  if (!$isCodeNode($blockOf(selection.anchor.getNode()))) return false;
  if (back) $removeTabBefore(selection);
  else selection.insertText("\t");
  return true;
}

function $removeTabBefore(selection: RangeSelection): void {
  const { anchor } = selection;
  const node = anchor.getNode();
  if (!selection.isCollapsed() || !$isTextNode(node) || node.getTextContent()[anchor.offset - 1] !== "\t")
    return;
  if (node.getTextContentSize() === 1) node.remove();
  else node.spliceText(anchor.offset - 1, 1, "", true);
}

/** The code block that the caret is in; null where something is selected. */
function $codeAtCaret(): CodeNode | null {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return null;
  const block = $blockOf(selection.anchor.getNode());
  return $isCodeNode(block) ? block : null;
}

/** True after having removed the two empty lines at whose end the caret is (or all, if there is nothing else): Enter there leaves the block. */
function $trimEmptyEnd(code: CodeNode, { anchor }: RangeSelection): boolean {
  const node = anchor.getNode();
  const isAtEnd = node.is(code)
    ? anchor.offset === code.getChildrenSize()
    : node.is(code.getLastChild()) && anchor.offset === node.getTextContentSize();
  if (!isAtEnd) return false;
  const blank: LexicalNode[] = [];
  let breaks = 0;
  let last = code.getLastChild();
  while (last !== null && breaks < 2) {
    if ($isLineBreakNode(last)) breaks += 1;
    else if (last.getTextContent().trim() !== "") return false;
    blank.push(last);
    last = last.getPreviousSibling();
  }
  if (breaks === 0) return false;
  for (const each of blank) each.remove();
  return true;
}

/** A new line that begins with the white space of the one that it follows. */
function $newCodeLine(selection: RangeSelection): void {
  const { anchor } = selection;
  const node = anchor.getNode();
  let line = anchor.type === "text" ? node.getTextContent().slice(0, anchor.offset) : "";
  let before = anchor.type === "text" ? node.getPreviousSibling() : null;
  for (; before !== null && !$isLineBreakNode(before); before = before.getPreviousSibling()) {
    line = before.getTextContent() + line;
  }
  const indent = /^[\t ]*/.exec(line.slice(line.lastIndexOf("\n") + 1))?.[0] ?? "";
  selection.insertLineBreak();
  if (indent !== "") selection.insertText(indent);
}

function $isOnLastLine(code: CodeNode, selection: RangeSelection): boolean {
  const { anchor } = selection;
  const node = anchor.getNode();
  if (node.is(code))
    return code
      .getChildren()
      .slice(anchor.offset)
      .every((child) => !$isLineBreakNode(child));
  const following = node.getNextSiblings();
  return (
    following.every((sibling) => !$isLineBreakNode(sibling)) &&
    !node.getTextContent().slice(anchor.offset).includes("\n")
  );
}
