import {
  COMMAND_PRIORITY_EDITOR,
  type LexicalCommand,
  mergeRegister,
  REDO_COMMAND,
  UNDO_COMMAND,
} from "lexical";
import Redo from "lucide-react/icons/redo-2";
import Undo from "lucide-react/icons/undo-2";
import { defineExtension } from "../../core/extension.js";

/** Undo and redo of what this page wrote. */
export const historyExtension = defineExtension({
  name: "history",
  strings: { undo: "Undo", redo: "Redo" },
  commands: [
    {
      id: "undo",
      icon: Undo,
      shortcuts: [{ mod: true, key: "z" }],
      places: { toolbar: "history" },
      run: (editor) => void editor.dispatchCommand(UNDO_COMMAND),
      isEnabled: (state) => state.canUndo,
    },
    {
      id: "redo",
      icon: Redo,
      shortcuts: [
        { mod: true, shift: true, key: "z" },
        { mod: true, key: "y" },
      ],
      places: { toolbar: "history" },
      run: (editor) => void editor.dispatchCommand(REDO_COMMAND),
      isEnabled: (state) => state.canRedo,
    },
  ],
  register: (editor, { history }) => {
    const on = (command: LexicalCommand<void>, run: () => void) =>
      editor.registerCommand(
        command,
        () => {
          run();
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      );
    return mergeRegister(
      on(UNDO_COMMAND, () => history.undo()),
      on(REDO_COMMAND, () => history.redo()),
    );
  },
});
