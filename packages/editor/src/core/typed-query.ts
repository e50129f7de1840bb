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
import { $isPlainText } from "./binding.js";
import { $blockOf } from "./blocks.js";

/** What opens a menu when it is typed at the start of a line or after a space. */
export interface QueryRule {
  /** One character: `/`. */
  readonly sign: string;
  /** What may be written after the sign; other text asks for nothing. */
  readonly pattern: RegExp;
  /** Besides a space and the start of a line: what may stand before the sign. */
  readonly openings?: string;
}

/** What is written from a sign to the caret. */
export interface TypedQuery {
  /** Without the sign. */
  readonly text: string;
  readonly key: NodeKey;
  /** Where the sign is in the text node. */
  readonly start: number;
}

/** Whoever wrote more than this asks for nothing. In characters. */
const MAX_LENGTH = 40;

/** The query at the caret; none in code. */
export function $readTypedQuery(rule: QueryRule): TypedQuery | undefined {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return undefined;
  const node = selection.anchor.getNode();
  if (!$isTextNode(node) || !$takesQueries(node)) return undefined;
  const before = node.getTextContent().slice(0, selection.anchor.offset);
  const start = before.lastIndexOf(rule.sign);
  const text = before.slice(start + 1);
  if (start < 0 || text.length > MAX_LENGTH || !rule.pattern.test(text)) return undefined;
  return $opensQuery(rule, node, start) ? { text, key: node.getKey(), start } : undefined;
}

/** Whether what is typed in a text means anything but itself. */
export function $takesQueries(node: TextNode): boolean {
  const block = $blockOf(node);
  return !node.hasFormat("code") && (block === null || !$isPlainText(block));
}

/** Whether a sign at a place in a text node stands where it means something. */
export function $opensQuery({ openings = "" }: QueryRule, node: TextNode, at: number): boolean {
  const previous = $characterBefore(node, at);
  return previous === "" || /\s/.test(previous) || openings.includes(previous);
}

/** The character before a place in a text node: "" where a line begins, and "?" for what is no text. */
function $characterBefore(node: TextNode, at: number): string {
  if (at > 0) return node.getTextContent()[at - 1] ?? "";
  const previous = node.getPreviousSibling();
  if (previous === null) return node.getParent()?.isInline() === true ? "?" : "";
  if ($isLineBreakNode(previous)) return "";
  return $isTextNode(previous) ? (previous.getTextContent().at(-1) ?? "") : "?";
}

/** Takes the query away, if it is still what was read; what was written or changed meanwhile is never touched. */
export function $removeTypedQuery(rule: QueryRule, read: TypedQuery): boolean {
  const query = $readTypedQuery(rule);
  const node = query === undefined ? null : $getNodeByKey(query.key);
  if (query === undefined || query.text !== read.text || !$isTextNode(node)) return false;
  const length = query.text.length + 1;
  if (length === node.getTextContentSize()) node.remove();
  else node.spliceText(query.start, length, "", true);
  return true;
}

export interface TypedQueryWatch {
  /** Forgets the query that is being written; the next sign begins another. */
  close(): void;
  dispose(): void;
}

/** Tells what is being written after a sign that was typed here: not one that was there, or came from undo, a paste or another person. */
export function watchTypedQuery(
  editor: LexicalEditor,
  rule: QueryRule,
  onQuery: (query: TypedQuery | undefined) => void,
): TypedQueryWatch {
  let isOpen = false;
  const dispose = editor.registerUpdateListener(({ editorState, prevEditorState, dirtyLeaves, tags }) => {
    // With the editor: what is plain text is said by its codecs.
    const query = editorState.read(() => $readTypedQuery(rule), { editor });
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
