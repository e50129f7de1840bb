import { $isCodeNode } from "@lexical/code-core";
import {
  $getNodeByKey,
  $getSelection,
  $isLineBreakNode,
  $isRangeSelection,
  $isTextNode,
  COLLABORATION_TAG,
  HISTORIC_TAG,
  type LexicalEditor,
  type NodeKey,
  PASTE_TAG,
  type TextNode,
} from "lexical";
import { $blockOf } from "../../core/blocks.js";

/** What is written from a `/` to the caret. */
export interface InsertQuery {
  /** Without the `/`. */
  readonly text: string;
  readonly key: NodeKey;
  /** Where the `/` is in the text node. */
  readonly start: number;
}

/** Whoever wrote more than this is writing no command. In characters. */
const MAX_LENGTH = 40;

/** The query at the caret: a `/` at the start of a line or after a space, and what follows it. */
export function $readInsertQuery(): InsertQuery | undefined {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return undefined;
  const node = selection.anchor.getNode();
  if (!$isTextNode(node) || node.hasFormat("code") || $isCodeNode($blockOf(node))) return undefined;
  const before = node.getTextContent().slice(0, selection.anchor.offset);
  const start = before.lastIndexOf("/");
  const text = before.slice(start + 1);
  if (start < 0 || text.length > MAX_LENGTH || /^\s/.test(text)) return undefined;
  const previous = start === 0 ? $characterBefore(node) : (before[start - 1] ?? "");
  return previous === "" || /\s/.test(previous) ? { text, key: node.getKey(), start } : undefined;
}

/** The last character before a text node in its block: "" at the block's start, and "?" for what is no text. */
function $characterBefore(node: TextNode): string {
  const previous = node.getPreviousSibling();
  if (previous === null) return node.getParent()?.isInline() === true ? "?" : "";
  if ($isLineBreakNode(previous)) return "";
  return $isTextNode(previous) ? (previous.getTextContent().at(-1) ?? "") : "?";
}

/** Takes the query away, if it is still what was read; what was written or changed meanwhile is never touched. */
export function $removeInsertQuery(read: InsertQuery): boolean {
  const query = $readInsertQuery();
  const node = query === undefined ? null : $getNodeByKey(query.key);
  if (query === undefined || query.text !== read.text || !$isTextNode(node)) return false;
  const length = query.text.length + 1;
  if (length === node.getTextContentSize()) node.remove();
  else node.spliceText(query.start, length, "", true);
  return true;
}

export interface InsertQueryWatch {
  /** Forgets the query that is being written; the next `/` begins another. */
  close(): void;
  dispose(): void;
}

/** Tells what is being written after a `/` that was typed here: not one that was there, or came from undo, a paste or another person. */
export function watchInsertQuery(
  editor: LexicalEditor,
  onQuery: (query: InsertQuery | undefined) => void,
): InsertQueryWatch {
  let isOpen = false;
  const dispose = editor.registerUpdateListener(({ editorState, prevEditorState, dirtyLeaves, tags }) => {
    const query = editorState.read($readInsertQuery);
    if (isOpen) {
      isOpen = query !== undefined;
      onQuery(query);
      return;
    }
    if (query?.text !== "" || !dirtyLeaves.has(query.key)) return;
    if ([COLLABORATION_TAG, HISTORIC_TAG, PASTE_TAG].some((tag) => tags.has(tag))) return;
    const sizeBefore = prevEditorState.read(() => $getNodeByKey(query.key)?.getTextContentSize() ?? 0);
    const size = editorState.read(() => $getNodeByKey(query.key)?.getTextContentSize() ?? 0);
    if (size <= sizeBefore) return;
    isOpen = true;
    onQuery(query);
  });
  return {
    close() {
      isOpen = false;
      onQuery(undefined);
    },
    dispose,
  };
}
