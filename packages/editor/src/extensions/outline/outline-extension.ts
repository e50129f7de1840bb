import ListTree from "lucide-react/icons/list-tree";
import { defineExtension } from "../../core/extension.js";
import { OutlineView } from "./OutlineView.js";
import { OUTLINE_STRINGS } from "./outline-strings.js";
import { TOGGLE_OUTLINE_COMMAND } from "./toggle-outline.js";

/** A document's headings beside it, and how long it is. */
export const outlineExtension = defineExtension({
  name: "outline",
  strings: OUTLINE_STRINGS,
  commands: [
    {
      id: "outline",
      icon: ListTree,
      shortcuts: [{ mod: true, alt: true, key: "o", code: "KeyO", sign: "O" }],
      places: { toolbar: "more" },
      run: (editor) => void editor.dispatchCommand(TOGGLE_OUTLINE_COMMAND, undefined),
    },
  ],
  View: OutlineView,
});
