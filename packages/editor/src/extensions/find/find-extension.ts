import Replace from "lucide-react/icons/replace";
import Search from "lucide-react/icons/search";
import { defineExtension } from "../../core/extension.js";
import { FindView } from "./FindView.js";
import { FIND_STRINGS } from "./find-strings.js";
import { OPEN_FIND_COMMAND } from "./open-find.js";

/** Finds words in the whole document, and puts others in their place. */
export const findExtension = defineExtension({
  name: "find",
  strings: FIND_STRINGS,
  commands: [
    {
      id: "find",
      icon: Search,
      shortcuts: [{ mod: true, key: "f" }],
      places: { toolbar: "more" },
      run: (editor) => void editor.dispatchCommand(OPEN_FIND_COMMAND, "find"),
    },
    {
      id: "replace",
      icon: Replace,
      shortcuts: [
        { on: "others", mod: true, key: "h" },
        { on: "apple", mod: true, alt: true, code: "KeyF", sign: "F" },
      ],
      run: (editor) => void editor.dispatchCommand(OPEN_FIND_COMMAND, "replace"),
    },
  ],
  View: FindView,
});
