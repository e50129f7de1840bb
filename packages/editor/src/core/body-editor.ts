import { registerMarkdownShortcuts } from "@lexical/markdown";
import { registerRichText } from "@lexical/rich-text";
import {
  COMMAND_PRIORITY_HIGH,
  createEditor,
  KEY_DOWN_COMMAND,
  type LexicalEditor,
  mergeRegister,
} from "lexical";
import { BODY_NODES } from "./binding.js";
import { registerTabLeaves, registerWholeRemoval } from "./block-keys.js";
import type { CombinedExtensions } from "./combine-extensions.js";
import type { Command } from "./command.js";
import { registerContainedBlock } from "./contained-block.js";
import type { ExtensionContext } from "./extension.js";
import { registerHiddenSelection } from "./hidden-selection.js";
import { keepIndent } from "./keep-indent.js";
import { registerKeptSelection } from "./kept-selection.js";
import { registerNativeSelection } from "./native-selection.js";
import { isApple, matches } from "./shortcut.js";

export interface BodyEditorOptions extends ExtensionContext {
  readonly extensions: CombinedExtensions;
  /** Whatever Lexical throws. The editor it concerns must be taken for broken. */
  onError(error: Error): void;
}

export interface BodyEditor {
  readonly editor: LexicalEditor;
  /** Tells the editor of a move of the caret that the browser has not told it yet. */
  tellSelection(): void;
  dispose(): void;
}

/** The Lexical editor of a document's body with all that its extensions do; not yet bound to anything, and read-only. */
export function createBodyEditor({ extensions, onError, ...context }: BodyEditorOptions): BodyEditor {
  const editor = createEditor({
    namespace: "motet",
    nodes: [...new Set([...BODY_NODES, ...extensions.nodes])],
    theme: extensions.theme,
    editable: false,
    onError,
  });
  const nativeSelection = registerNativeSelection(editor);
  const dispose = mergeRegister(
    registerRichText(editor),
    nativeSelection.dispose,
    registerKeptSelection(editor),
    registerContainedBlock(editor),
    registerHiddenSelection(editor),
    registerTabLeaves(editor),
    registerWholeRemoval(editor),
    extensions.register(editor, context),
    registerMarkdownShortcuts(editor, extensions.markdown.map(keepIndent)),
    registerShortcuts(editor, extensions.commands),
  );
  return { editor, tellSelection: nativeSelection.tell, dispose };
}

function registerShortcuts(editor: LexicalEditor, commands: readonly Command[]): () => void {
  const apple = isApple();
  return editor.registerCommand(
    KEY_DOWN_COMMAND,
    (event) => {
      if (!editor.isEditable()) return false;
      const command = commands.find(({ shortcuts = [] }) =>
        shortcuts.some((each) => matches(each, event, apple)),
      );
      if (command === undefined) return false;
      event.preventDefault();
      command.run(editor);
      return true;
    },
    COMMAND_PRIORITY_HIGH,
  );
}
