import GripVertical from "lucide-react/icons/grip-vertical";
import { defineExtension } from "../../core/extension.js";
import { BlockHandleView } from "./BlockHandleView.js";
import { BLOCK_HANDLE_STRINGS } from "./block-handle-strings.js";
import { OPEN_BLOCK_MENU_COMMAND } from "./open-block-menu.js";

/** What is beside the block that one points at: a way to put something below it, its menu, and a grip to drag it by. */
export const blockHandleExtension = defineExtension({
  name: "block-handle",
  strings: BLOCK_HANDLE_STRINGS,
  commands: [
    {
      id: "blockMenu",
      icon: GripVertical,
      shortcuts: [{ mod: true, alt: true, key: "b", code: "KeyB", sign: "B" }],
      places: { toolbar: "more" },
      run: (editor) => void editor.dispatchCommand(OPEN_BLOCK_MENU_COMMAND, undefined),
    },
  ],
  View: BlockHandleView,
});
