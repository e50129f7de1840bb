import {
  $addUpdateTag,
  $createParagraphNode,
  $getSelection,
  $isNodeSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_HIGH,
  COMMAND_PRIORITY_NORMAL,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  type ElementNode,
  HISTORY_PUSH_TAG,
  KEY_BACKSPACE_COMMAND,
  KEY_DELETE_COMMAND,
  KEY_ESCAPE_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalEditor,
  mergeRegister,
  type RangeSelection,
} from "lexical";
import { $blockOf, $isAtStart } from "./blocks.js";

/**
 * Where no block gives Tab another meaning, and everywhere after Escape, it moves the focus on as everywhere on the web, so that
 * nobody is caught in the text.
 */
export function registerTabLeaves(editor: LexicalEditor): () => void {
  let tabLeaves = false;
  return mergeRegister(
    editor.registerCommand(
      KEY_ESCAPE_COMMAND,
      () => {
        tabLeaves = true;
        return false;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
    editor.registerUpdateListener(({ prevEditorState, editorState }) => {
      if (prevEditorState !== editorState) tabLeaves = false;
    }),
    editor.registerCommand(
      KEY_TAB_COMMAND,
      ({ ctrlKey, altKey, metaKey }) => {
        const leaves = tabLeaves;
        tabLeaves = false;
        // Taken without a word to the browser: no block sees it, and the focus moves.
        return leaves || ctrlKey || altKey || metaKey;
      },
      COMMAND_PRIORITY_HIGH,
    ),
  );
}

/** What is removed as a whole is removed in a step of its own: undo does not take along what was typed just before. */
export function registerWholeRemoval(editor: LexicalEditor): () => void {
  const $mark = (): boolean => {
    if ($isNodeSelection($getSelection())) $addUpdateTag(HISTORY_PUSH_TAG);
    return false;
  };
  return mergeRegister(
    editor.registerCommand(DELETE_CHARACTER_COMMAND, $mark, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(KEY_BACKSPACE_COMMAND, $mark, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(KEY_DELETE_COMMAND, $mark, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(CUT_COMMAND, $mark, COMMAND_PRIORITY_HIGH),
  );
}

/** What Tab (`back`: Shift+Tab) does in some blocks; `$tab` returns whether it did something. */
export function registerTab(
  editor: LexicalEditor,
  $tab: (selection: RangeSelection, back: boolean) => boolean,
): () => void {
  return editor.registerCommand(
    KEY_TAB_COMMAND,
    (event) => {
      const selection = $getSelection();
      if (!$isRangeSelection(selection) || !$tab(selection, event.shiftKey)) return false;
      event.preventDefault();
      return true;
    },
    COMMAND_PRIORITY_NORMAL,
  );
}

/** Backspace at the very start of a block for which `$is` holds makes a paragraph of it and deletes nothing. */
export function registerResetKey(editor: LexicalEditor, $is: (block: ElementNode) => boolean): () => void {
  return editor.registerCommand(
    KEY_BACKSPACE_COMMAND,
    (event) => {
      const selection = $getSelection();
      if (!$isRangeSelection(selection)) return false;
      const block = $blockOf(selection.anchor.getNode());
      if (block === null || !$is(block) || !$isAtStart(selection, block)) return false;
      event.preventDefault();
      block.replace($createParagraphNode(), true);
      return true;
    },
    COMMAND_PRIORITY_NORMAL,
  );
}
