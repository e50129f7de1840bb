import { registerCheckList, registerList } from "@lexical/list";
import { registerRichText } from "@lexical/rich-text";
import {
  COMMAND_PRIORITY_EDITOR,
  COMMAND_PRIORITY_HIGH,
  createEditor,
  KEY_DOWN_COMMAND,
  type LexicalEditor,
  mergeRegister,
  type NodeKey,
  REDO_COMMAND,
  UNDO_COMMAND,
} from "lexical";
import { registerAcceptedContent } from "./accepted.js";
import { BODY_NODES, type History } from "./binding.js";
import { registerBlockKeys } from "./block-keys.js";
import { registerCodePaste } from "./code-paste.js";
import { COMMANDS, type CommandTarget } from "./commands.js";
import { registerLinks } from "./links.js";
import { registerListRoles } from "./list-roles.js";
import { registerMarkdownShortcuts } from "./markdown-shortcuts.js";
import { registerMoveKeys } from "./move-blocks.js";
import { registerNativeSelection } from "./native-selection.js";
import { isApple, matches } from "./shortcut.js";
import { registerTablePaste } from "./table-paste.js";
import { registerTables } from "./tables.js";
import { THEME_CLASSES } from "./theme.js";

/** `editing`: the address is asked for. `showing`: a link is shown with what can be done to it. */
export type LinkRequest =
  | { readonly kind: "editing"; readonly key?: NodeKey }
  | { readonly kind: "showing"; readonly key: NodeKey };

export interface BodyEditorOptions {
  /** What undo and redo act upon; read at every key. */
  readonly history: History;
  /** Whatever Lexical throws. The editor it concerns must be taken for broken. */
  onError(error: Error): void;
  /** Somebody asked for the link dialog by key or button, or clicked a link. */
  onLink(request: LinkRequest): void;
}

export interface BodyEditor {
  readonly editor: LexicalEditor;
  readonly target: CommandTarget;
  dispose(): void;
}

/** The Lexical editor of a document's body with all that it does by itself; not yet bound to anything, and read-only. */
export function createBodyEditor({ history, onError, onLink }: BodyEditorOptions): BodyEditor {
  const editor = createEditor({
    namespace: "motet",
    nodes: [...BODY_NODES],
    theme: THEME_CLASSES,
    editable: false,
    onError,
  });
  const target: CommandTarget = { editor, history, openLink: () => onLink({ kind: "editing" }) };
  const dispose = mergeRegister(
    registerRichText(editor),
    registerList(editor, { restoreNumbering: true }),
    registerCheckList(editor),
    registerListRoles(editor),
    registerCodePaste(editor),
    registerTables(editor),
    registerTablePaste(editor),
    registerLinks(editor, (key) => onLink({ kind: "showing", key })),
    registerNativeSelection(editor),
    registerBlockKeys(editor),
    registerAcceptedContent(editor),
    registerMarkdownShortcuts(editor),
    registerHistoryCommands(editor, history),
    registerShortcuts(target),
    registerMoveKeys(editor),
  );
  return { editor, target, dispose };
}

function registerHistoryCommands(editor: LexicalEditor, history: History): () => void {
  const command = (run: () => void) => () => {
    run();
    return true;
  };
  return mergeRegister(
    editor.registerCommand(
      UNDO_COMMAND,
      command(() => history.undo()),
      COMMAND_PRIORITY_EDITOR,
    ),
    editor.registerCommand(
      REDO_COMMAND,
      command(() => history.redo()),
      COMMAND_PRIORITY_EDITOR,
    ),
  );
}

function registerShortcuts(target: CommandTarget): () => void {
  const apple = isApple();
  return target.editor.registerCommand(
    KEY_DOWN_COMMAND,
    (event) => {
      if (!target.editor.isEditable()) return false;
      const command = COMMANDS.find(({ shortcuts }) => shortcuts.some((each) => matches(each, event, apple)));
      if (command === undefined) return false;
      event.preventDefault();
      command.run(target);
      return true;
    },
    COMMAND_PRIORITY_HIGH,
  );
}
