import type { LexicalEditor } from "lexical";
import type { Binding } from "../../core/binding.js";
import { $namedBlock } from "../../core/named-block.js";
import { REVEAL_COMMAND } from "../../core/reveal.js";

/** How long the block is marked. */
const MARKED_MS = 2_500;

/** Shows a block, marks it for a moment, and puts the caret nowhere: its reader may not want to write. False where it is not there. */
export function goToBlock(editor: LexicalEditor, binding: Binding, blockId: string): boolean {
  const key = editor.read(() => $namedBlock(binding.$blockId, blockId)?.getKey());
  const element = key === undefined ? null : editor.getElementByKey(key);
  if (key === undefined || element === null) return false;
  editor.dispatchCommand(REVEAL_COMMAND, key);
  element.scrollIntoView({ block: "center", behavior: "instant" });
  element.animate([{ backgroundColor: "var(--motet-selection)" }, { backgroundColor: "transparent" }], {
    duration: MARKED_MS,
    easing: "ease-in",
  });
  return true;
}
