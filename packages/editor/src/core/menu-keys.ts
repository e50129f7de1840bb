import {
  COMMAND_PRIORITY_CRITICAL,
  KEY_ARROW_DOWN_COMMAND,
  KEY_ARROW_UP_COMMAND,
  KEY_ENTER_COMMAND,
  KEY_ESCAPE_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalCommand,
  type LexicalEditor,
  mergeRegister,
} from "lexical";

export interface MenuKeys {
  move(by: 1 | -1): void;
  choose(): void;
  close(): void;
}

/** The keys of a menu that is open while the focus stays in the text. */
export function registerMenuKeys(editor: LexicalEditor, { move, choose, close }: MenuKeys): () => void {
  const on = <E extends KeyboardEvent | null>(command: LexicalCommand<E>, run: () => void) =>
    editor.registerCommand(
      command,
      (event) => {
        if (event === null || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
        event.preventDefault();
        run();
        return true;
      },
      COMMAND_PRIORITY_CRITICAL,
    );
  return mergeRegister(
    on(KEY_ARROW_DOWN_COMMAND, () => move(1)),
    on(KEY_ARROW_UP_COMMAND, () => move(-1)),
    on(KEY_ENTER_COMMAND, choose),
    on(KEY_TAB_COMMAND, choose),
    on(KEY_ESCAPE_COMMAND, close),
  );
}
