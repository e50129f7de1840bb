import Copy from "lucide-react/icons/copy";
import Trash from "lucide-react/icons/trash-2";
import { defineExtension } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { $deleteBlocks, $duplicateBlocks } from "./block-actions.js";

/** What is done to whole blocks beside moving and turning them into others. */
export const blockActionsExtension = defineExtension({
  name: "block-actions",
  strings: { duplicateBlock: "Duplicate block", deleteBlock: "Delete block" },
  commands: [
    {
      id: "duplicateBlock",
      icon: Copy,
      places: { block: true },
      shortcuts: [{ mod: true, shift: true, key: "d" }],
      run: (editor) => editor.update($duplicateBlocks, OWN_STEP),
    },
    {
      id: "deleteBlock",
      icon: Trash,
      places: { block: true },
      shortcuts: [{ mod: true, shift: true, key: "backspace", sign: "⌫" }],
      run: (editor) => editor.update($deleteBlocks, OWN_STEP),
    },
  ],
});
