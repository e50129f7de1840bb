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
import { COMMANDS, type CommandId, type CommandTarget } from "../src/core/commands.js";
import { $readFormatState } from "../src/core/format-state.js";

/** A body without a page, bound to a ydoc of its own, written in as by a person. */
export interface WrittenBody {
  readonly editor: LexicalEditor;
  readonly ydoc: Y.Doc;
  readonly target: CommandTarget;
  readonly binding: Binding;
  /** Character by character, each an update of its own. */
  type(text: string): void;
  press<T>(command: LexicalCommand<T>, key?: Partial<KeyboardEvent>): boolean;
  run(id: CommandId): void;
  selectAll(): void;
  update(change: () => void): void;
  /** The document in short: `heading{"level":2}: text`. */
  lines(): string[];
  blocks(): Block[];
  dispose(): void;
}

export function writtenBody(): WrittenBody {
  const ydoc = new Y.Doc();
  let binding: Binding | undefined;
  const { editor, target, dispose } = createBodyEditor({
    history: {
      undo: () => binding?.history.undo(),
      redo: () => binding?.history.redo(),
      canUndo: false,
      canRedo: false,
      subscribe: () => () => {},
    },
    onError: (error) => {
      throw error;
    },
    onLink: () => {},
  });
  binding = bindBody(editor, ydoc, new Awareness(ydoc));
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
    target,
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
      COMMANDS.find((command) => command.id === id)?.run(target);
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

export function formatState(body: WrittenBody) {
  return body.editor.getEditorState().read($readFormatState, { editor: body.editor });
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
