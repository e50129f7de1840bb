import type { Provider } from "@motet/client";
import { $getRoot, $isParagraphNode, type LexicalEditor } from "lexical";
import { type Binding, bindBody, type History } from "./binding.js";
import { createBodyEditor } from "./body-editor.js";
import type { CombinedExtensions } from "./combine-extensions.js";
import { type CommandState, INITIAL_STATE, watchSelectionState } from "./command-state.js";
import { createStore, type ReadonlyStore } from "./store.js";
import type { UploadFile } from "./upload-file.js";

/**
 * One life of the editor in which the body is written: before the document has been loaded it is empty and bound to
 * nothing, and after an error it is replaced by a new one that is bound to the same ydoc.
 */
export interface Body {
  readonly id: number;
  readonly editor: LexicalEditor;
  readonly binding: ReadonlyStore<Binding | undefined>;
  readonly commandState: ReadonlyStore<CommandState>;
  readonly isEmpty: ReadonlyStore<boolean>;
  bind(provider: Provider): void;
  /** Puts the caret before the first character. */
  focusStart(): void;
  /** … behind the last one. */
  focusEnd(): void;
  dispose(): void;
}

let lives = 0;

export interface BodyOptions {
  readonly documentId: string;
  readonly extensions: CombinedExtensions;
  readonly uploadFile?: UploadFile | undefined;
  onError(error: Error): void;
}

export function createBody({ documentId, extensions, uploadFile, onError }: BodyOptions): Body {
  const binding = createStore<Binding | undefined>(undefined);
  const commandState = createStore<CommandState>(INITIAL_STATE);
  const isEmpty = createStore(false);
  const history = delegateHistory(() => binding.get()?.history);
  const { editor, tellSelection, dispose } = createBodyEditor({
    documentId,
    $blockId: (node) => binding.get()?.$blockId(node) ?? null,
    extensions,
    history,
    uploadFile,
    onError,
  });
  const stops = [
    dispose,
    watchSelectionState(editor, extensions.blockTypes, (selected) =>
      commandState.set({ ...commandState.get(), ...selected }),
    ),
    editor.registerUpdateListener(({ editorState }) => isEmpty.set(editorState.read($isEmptyDocument))),
  ];
  let isDisposed = false;
  const focusAt = ($select: () => void): void => {
    if (editor.isEditable()) editor.update($select, { discrete: true });
    editor.focus();
  };
  lives += 1;
  return {
    id: lives,
    editor,
    binding,
    commandState,
    isEmpty,
    bind(provider) {
      if (isDisposed || binding.get() !== undefined) return;
      const bound = bindBody(editor, provider.ydoc, provider.awareness, extensions.codecs, tellSelection);
      stops.unshift(
        bound.history.subscribe(() => {
          const { canUndo, canRedo } = bound.history;
          const state = commandState.get();
          if (state.canUndo !== canUndo || state.canRedo !== canRedo)
            commandState.set({ ...state, canUndo, canRedo });
        }),
        () => bound.dispose(),
      );
      binding.set(bound);
    },
    focusStart: () => focusAt(() => void $getRoot().selectStart()),
    focusEnd: () => focusAt(() => void $getRoot().selectEnd()),
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      binding.set(undefined);
      editor.setEditable(false);
      for (const stop of stops) stop();
    },
  };
}

function $isEmptyDocument(): boolean {
  const root = $getRoot();
  const first = root.getFirstChild();
  return root.getChildrenSize() <= 1 && (first === null || ($isParagraphNode(first) && first.isEmpty()));
}

function delegateHistory(current: () => History | undefined): History {
  return {
    undo: () => current()?.undo(),
    redo: () => current()?.redo(),
    get canUndo() {
      return current()?.canUndo ?? false;
    },
    get canRedo() {
      return current()?.canRedo ?? false;
    },
    subscribe: (listener) => current()?.subscribe(listener) ?? (() => {}),
  };
}
