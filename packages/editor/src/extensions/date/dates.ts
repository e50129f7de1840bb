import { $getNodeByKey, $insertNodes, type LexicalEditor, mergeRegister, type NodeKey } from "lexical";
import { registerInlineThings } from "../../core/inline-things.js";
import { $createDateNode, DateNode } from "./date-node.js";
import { registerNewDays } from "./new-days.js";
import { OPEN_DATE_COMMAND } from "./open-date.js";

export function $insertDate(date: string): void {
  $insertNodes([$createDateNode(date)]);
}

/** Which day a date names; null where it names none, or is gone. To be called while reading. */
export function $dateAt(key: NodeKey): string | null {
  const node = $getNodeByKey(key);
  return node instanceof DateNode ? node.getDate() : null;
}

/** Changes a date that is still there; the caret goes behind it. */
export function $setDate(key: NodeKey, date: string): void {
  const node = $getNodeByKey(key);
  if (node instanceof DateNode) node.setDate(date).selectNext(0, 0);
}

export function registerDates(editor: LexicalEditor): () => void {
  return mergeRegister(
    registerInlineThings(editor, DateNode, (node) =>
      editor.dispatchCommand(OPEN_DATE_COMMAND, node.getKey()),
    ),
    registerNewDays(editor),
  );
}
