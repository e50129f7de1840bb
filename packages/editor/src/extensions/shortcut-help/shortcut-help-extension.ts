import Keyboard from "lucide-react/icons/keyboard";
import { defineExtension } from "../../core/extension.js";
import { OPEN_SHORTCUT_HELP_COMMAND } from "./open-shortcut-help.js";
import { ShortcutHelp } from "./ShortcutHelp.js";
import { SHORTCUT_HELP_STRINGS } from "./shortcut-help-strings.js";

/** A sheet of all shortcuts. */
export const shortcutHelpExtension = defineExtension({
  name: "shortcut-help",
  strings: SHORTCUT_HELP_STRINGS,
  commands: [
    {
      id: "shortcutHelp",
      icon: Keyboard,
      shortcuts: [{ mod: true, key: "/" }],
      places: { toolbar: "more" },
      run: (editor) => void editor.dispatchCommand(OPEN_SHORTCUT_HELP_COMMAND),
    },
  ],
  View: ShortcutHelp,
});
