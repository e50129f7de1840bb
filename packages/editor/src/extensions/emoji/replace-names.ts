import {
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  COLLABORATION_TAG,
  HISTORIC_TAG,
  type LexicalEditor,
  type NodeKey,
  PASTE_TAG,
} from "lexical";
import { OWN_STEP } from "../../core/own-step.js";
import { $opensQuery, $takesQueries } from "../../core/typed-query.js";
import { EMOJI_QUERY } from "./emoji-query.js";
import { loadEmoji } from "./load-emoji.js";

interface WrittenName {
  readonly name: string;
  readonly key: NodeKey;
  /** Where the first `:` is in the text node. */
  readonly start: number;
}

/** Puts an emoji in the place of its name as soon as the closing `:` has been typed here. */
export function registerEmojiNames(editor: LexicalEditor): () => void {
  return editor.registerUpdateListener(({ editorState, prevEditorState, dirtyLeaves, tags }) => {
    if (dirtyLeaves.size === 0 || editor.isComposing()) return;
    if ([COLLABORATION_TAG, HISTORIC_TAG, PASTE_TAG].some((tag) => tags.has(tag))) return;
    const written = editorState.read($readName, { editor });
    if (written === undefined || !dirtyLeaves.has(written.key)) return;
    const size = () => $getNodeByKey(written.key)?.getTextContentSize() ?? 0;
    if (editorState.read(size) !== prevEditorState.read(size) + 1) return;
    void loadEmoji().then((emoji) => {
      const character = emoji?.emojiNamed(written.name);
      if (character !== undefined) editor.update(() => $replaceName(written, character), OWN_STEP);
    });
  });
}

/** A name between two signs before the caret. */
function $readName(): WrittenName | undefined {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return undefined;
  const node = selection.anchor.getNode();
  if (!$isTextNode(node)) return undefined;
  const found = /:([\w+-]{2,40}):$/.exec(node.getTextContent().slice(0, selection.anchor.offset));
  if (found?.[1] === undefined || !$takesQueries(node)) return undefined;
  const { index: start, 1: name } = found;
  return $opensQuery(EMOJI_QUERY, node, start) ? { name, key: node.getKey(), start } : undefined;
}

/** Where it is still written as it was read; the caret stays behind what it was behind. */
function $replaceName({ name, key, start }: WrittenName, character: string): void {
  const node = $getNodeByKey(key);
  const written = `:${name}:`;
  if (!$isTextNode(node) || !node.getTextContent().startsWith(written, start)) return;
  const selection = $getSelection();
  const isHere =
    $isRangeSelection(selection) && selection.isCollapsed() && selection.anchor.getNode().is(node);
  const behind = isHere ? selection.anchor.offset - start - written.length : -1;
  const replaced = node.spliceText(start, written.length, character);
  const caret = start + character.length + behind;
  if (behind >= 0) replaced.select(caret, caret);
}
