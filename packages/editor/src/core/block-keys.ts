import { $isCodeNode, type CodeNode } from "@lexical/code-core";
import { $isListItemNode, type ListItemNode } from "@lexical/list";
import { $isHeadingNode, $isQuoteNode } from "@lexical/rich-text";
import { MAX_INDENT } from "@motet/model";
import {
  $createParagraphNode,
  $getSelection,
  $isLineBreakNode,
  $isRangeSelection,
  $isTextNode,
  COMMAND_PRIORITY_NORMAL,
  type ElementNode,
  INDENT_CONTENT_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  KEY_ARROW_DOWN_COMMAND,
  KEY_BACKSPACE_COMMAND,
  KEY_ENTER_COMMAND,
  KEY_ESCAPE_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  OUTDENT_CONTENT_COMMAND,
  type RangeSelection,
} from "lexical";
import { $blockOf } from "./blocks.js";
import { $tabInTable } from "./tables.js";

/**
 * The keys that mean something else in some blocks. Tab indents list items, writes a tab in code and goes to the next cell of a table; elsewhere, and
 * after Escape, it moves the focus on as everywhere on the web, so that nobody is caught in the text.
 */
export function registerBlockKeys(editor: LexicalEditor): () => void {
  let tabLeaves = false;
  return mergeRegister(
    editor.registerCommand(
      KEY_ESCAPE_COMMAND,
      () => {
        tabLeaves = true;
        return false;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
    editor.registerUpdateListener(({ prevEditorState, editorState }) => {
      if (prevEditorState !== editorState) tabLeaves = false;
    }),
    editor.registerCommand(
      KEY_TAB_COMMAND,
      (event) => {
        const leaves = tabLeaves;
        tabLeaves = false;
        if (leaves || event.ctrlKey || event.altKey || event.metaKey) return false;
        const selection = $getSelection();
        if (!$isRangeSelection(selection) || !$tab(editor, selection, event.shiftKey)) return false;
        event.preventDefault();
        return true;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
    editor.registerCommand(
      KEY_BACKSPACE_COMMAND,
      (event) => {
        const selection = $getSelection();
        if (!$isRangeSelection(selection) || !$resetBlock(selection)) return false;
        event.preventDefault();
        return true;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
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

function $tab(editor: LexicalEditor, selection: RangeSelection, back: boolean): boolean {
  const block = $blockOf(selection.anchor.getNode());
  if ($isCodeNode(block)) {
    if (!back) selection.insertText("\t");
    else $removeTabBefore(selection);
    return true;
  }
  if (!$isListItemNode(block)) return $tabInTable(selection.anchor.getNode(), back);
  if (back) editor.dispatchCommand(OUTDENT_CONTENT_COMMAND);
  else if ($canIndent(block)) editor.dispatchCommand(INDENT_CONTENT_COMMAND);
  return true;
}

/** One level below the item before it at most: levels are never skipped. */
function $canIndent(item: ListItemNode): boolean {
  return item.getIndent() < MAX_INDENT && item.getPreviousSibling() !== null;
}

function $removeTabBefore(selection: RangeSelection): void {
  const { anchor } = selection;
  const node = anchor.getNode();
  if (!selection.isCollapsed() || !$isTextNode(node) || node.getTextContent()[anchor.offset - 1] !== "\t")
    return;
  if (node.getTextContentSize() === 1) node.remove();
  else node.spliceText(anchor.offset - 1, 1, "", true);
}

/** Backspace at the very start of a heading, quote or code block makes a paragraph of it and deletes nothing. */
function $resetBlock(selection: RangeSelection): boolean {
  if (!selection.isCollapsed() || selection.anchor.offset !== 0) return false;
  const block = $blockOf(selection.anchor.getNode());
  if (!$isHeadingNode(block) && !$isQuoteNode(block) && !$isCodeNode(block)) return false;
  if (!$isAtStart(selection, block)) return false;
  block.replace($createParagraphNode(), true);
  return true;
}

function $isAtStart(selection: RangeSelection, block: ElementNode): boolean {
  const node = selection.anchor.getNode();
  return (
    node.is(block) ||
    block.getFirstDescendant()?.is(node) === true ||
    block.getFirstChild()?.is(node) === true
  );
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

function $paragraphAfter(block: ElementNode): void {
  const paragraph = $createParagraphNode();
  block.insertAfter(paragraph);
  paragraph.select();
}
