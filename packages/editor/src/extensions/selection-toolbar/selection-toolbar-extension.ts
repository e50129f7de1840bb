import PanelTop from "lucide-react/icons/panel-top";
import { defineExtension } from "../../core/extension.js";
import { FOCUS_TOOLBAR_COMMAND } from "../../core/focus-toolbar.js";
import { SelectionToolbar } from "./SelectionToolbar.js";
import { SELECTION_TOOLBAR_STRINGS } from "./selection-toolbar-strings.js";

/** The toolbar that appears at selected text. */
export const selectionToolbarExtension = defineExtension({
  name: "selection-toolbar",
  strings: SELECTION_TOOLBAR_STRINGS,
  commands: [
    {
      id: "focusToolbar",
      icon: PanelTop,
      shortcuts: [{ alt: true, key: "f10", sign: "F10" }],
      run: (editor) => void editor.dispatchCommand(FOCUS_TOOLBAR_COMMAND),
    },
  ],
  View: SelectionToolbar,
});
