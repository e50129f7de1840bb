import { CALLOUT_KINDS, type CalloutKind } from "@motet/model";
import {
  $createParagraphNode,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_NORMAL,
  INSERT_PARAGRAPH_COMMAND,
  type LexicalEditor,
  type RangeSelection,
} from "lexical";
import { $blockOf, $replaceBlocks, $selectedBlocks } from "../../core/blocks.js";
import { $createCalloutNode, CalloutNode } from "./callout-node.js";

/** Turns the selected blocks into callouts of a kind; those that are callouts only change it. */
export function $makeCallouts(selection: RangeSelection, kind: CalloutKind): void {
  const blocks = $selectedBlocks(selection);
  if (!blocks.every((block) => block instanceof CalloutNode))
    $replaceBlocks(selection, () => $createCalloutNode(kind));
  for (const block of blocks) if (block instanceof CalloutNode && block.isAttached()) block.setKind(kind);
}

/** Notes first; then the kind after that of the first selected one. */
export function $nextCalloutKind(): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const [first] = $selectedBlocks(selection);
  const at = first instanceof CalloutNode ? CALLOUT_KINDS.indexOf(first.getKind()) : -1;
  $makeCallouts(selection, CALLOUT_KINDS[(at + 1) % CALLOUT_KINDS.length] ?? "note");
}

/** Enter in an empty callout leaves it. */
export function registerCalloutEnd(editor: LexicalEditor): () => void {
  return editor.registerCommand(
    INSERT_PARAGRAPH_COMMAND,
    () => {
      const selection = $getSelection();
      const block = $isRangeSelection(selection) ? $blockOf(selection.anchor.getNode()) : null;
      if (!(block instanceof CalloutNode) || !block.isEmpty()) return false;
      block.replace($createParagraphNode()).selectStart();
      return true;
    },
    COMMAND_PRIORITY_NORMAL,
  );
}
