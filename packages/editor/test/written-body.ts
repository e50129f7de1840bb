import { type Block, readBlocks } from "@motet/model";
import {
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $selectAll,
  type LexicalCommand,
  type LexicalEditor,
} from "lexical";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { type Binding, bindBody } from "../src/core/binding.js";
import { createBodyEditor } from "../src/core/body-editor.js";
import { combineExtensions } from "../src/core/combine-extensions.js";
import { $readSelectionState } from "../src/core/command-state.js";
import type { EditorExtension } from "../src/core/extension.js";
import type { UploadFile } from "../src/core/upload-file.js";
import { DEFAULT_EXTENSIONS } from "../src/extensions/index.js";

/** A body without a page, bound to a ydoc of its own, written in as by a person. */
export interface WrittenBody {
  readonly editor: LexicalEditor;
  readonly ydoc: Y.Doc;
  readonly binding: Binding;
  /** Character by character, each an update of its own. */
  type(text: string): void;
  press<T>(command: LexicalCommand<T>, key?: Partial<KeyboardEvent>): boolean;
  run(id: string): void;
  selectAll(): void;
  update(change: () => void): void;
  /** The document in short: `heading{"level":2}: text`. */
  lines(): string[];
  blocks(): Block[];
  dispose(): void;
}

export const EXTENSIONS = combineExtensions(DEFAULT_EXTENSIONS);

export function writtenBody(added: readonly EditorExtension[] = [], uploadFile?: UploadFile): WrittenBody {
  const extensions = added.length === 0 ? EXTENSIONS : combineExtensions([...DEFAULT_EXTENSIONS, ...added]);
  const ydoc = new Y.Doc();
  let binding: Binding | undefined;
  const { editor, tellSelection, dispose } = createBodyEditor({
    documentId: "written",
    $blockId: (node) => binding?.$blockId(node) ?? null,
    extensions,
    history: {
      undo: () => binding?.history.undo(),
      redo: () => binding?.history.redo(),
      canUndo: false,
      canRedo: false,
      subscribe: () => () => {},
    },
    uploadFile,
    onError: (error) => {
      throw error;
    },
  });
  binding = bindBody(editor, ydoc, new Awareness(ydoc), extensions.codecs, tellSelection);
  editor.setEditable(true);
  const flush = () => editor.update(() => {}, { discrete: true });
  const update = (change: () => void) => {
    editor.update(change, { discrete: true });
    // What listeners scheduled (Markdown shortcuts) is done with the next update.
    flush();
  };
  update(() => void $getRoot().selectEnd());
  const blocks = () => readBlocks(ydoc) as Block[];
  return {
    editor,
    ydoc,
    binding,
    update,
    type(text) {
      for (const character of text) update(() => $range().insertText(character));
    },
    press(command, key = {}) {
      const event = {
        preventDefault() {},
        shiftKey: false,
        ctrlKey: false,
        altKey: false,
        metaKey: false,
        ...key,
      };
      const handled = editor.dispatchCommand(command, event as never);
      flush();
      return handled;
    },
    run(id) {
      const command = extensions.commands.find((each) => each.id === id);
      if (command === undefined) throw new Error(`There is no command “${id}”.`);
      command.run(editor);
      flush();
    },
    selectAll: () => update(() => void $selectAll()),
    blocks,
    lines: () => blocks().map(line),
    dispose() {
      binding?.dispose();
      dispose();
      ydoc.destroy();
    },
  };
}

/** What commands are told of the selection. */
export function selectionState({ editor }: WrittenBody) {
  return editor.getEditorState().read(() => $readSelectionState(EXTENSIONS.blockTypes), { editor });
}

function $range() {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) throw new Error("Nothing is selected.");
  return selection;
}

function line({ type, props, runs }: Block): string {
  const known = Object.entries(props ?? {}).sort(([a], [b]) => a.localeCompare(b));
  const given = known.length > 0 ? JSON.stringify(Object.fromEntries(known)) : "";
  const text = runs.map((run) => {
    const words = "text" in run ? run.text : `<${run.embed.type}>`;
    const marks = Object.entries(run.attributes ?? {}).map(([key, value]) =>
      value === true ? key : `${key}=${value}`,
    );
    return marks.length > 0 ? `[${words}](${marks.sort().join(" ")})` : words;
  });
  return `${type}${given}: ${text.join("")}`;
}
