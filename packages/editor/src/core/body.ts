import type { Provider } from "@motet/client";
import { $getRoot, $isParagraphNode, type LexicalEditor } from "lexical";
import { type Binding, bindBody, type History } from "./binding.js";
import { createBodyEditor, type LinkRequest } from "./body-editor.js";
import type { CommandState, CommandTarget } from "./commands.js";
import { NO_FORMAT, watchFormat } from "./format-state.js";
import { createStore, type ReadonlyStore, type Store } from "./store.js";

/**
 * One life of the editor in which the body is written: before the document has been loaded it is empty and bound to
 * nothing, and after an error it is replaced by a new one that is bound to the same ydoc.
 */
export interface Body {
  readonly id: number;
  readonly editor: LexicalEditor;
  readonly target: CommandTarget;
  readonly binding: ReadonlyStore<Binding | undefined>;
  readonly commandState: ReadonlyStore<CommandState>;
  readonly isEmpty: ReadonlyStore<boolean>;
  readonly linkRequest: Store<LinkRequest | undefined>;
  bind(provider: Provider): void;
  /** Puts the caret before the first character. */
  focusStart(): void;
  dispose(): void;
}

let lives = 0;

export function createBody(onError: (error: Error) => void): Body {
  const binding = createStore<Binding | undefined>(undefined);
  const commandState = createStore<CommandState>({ ...NO_FORMAT, canUndo: false, canRedo: false });
  const isEmpty = createStore(false);
  const linkRequest = createStore<LinkRequest | undefined>(undefined);
  const history = delegateHistory(() => binding.get()?.history);
  const { editor, target, dispose } = createBodyEditor({
    history,
    onError,
    onLink: linkRequest.set,
  });
  const stops = [
    dispose,
    watchFormat(editor, (format) => commandState.set({ ...commandState.get(), ...format })),
    editor.registerUpdateListener(({ editorState }) => isEmpty.set(editorState.read($isEmptyDocument))),
  ];
  let isDisposed = false;
  lives += 1;
  return {
    id: lives,
    editor,
    target,
    binding,
    commandState,
    isEmpty,
    linkRequest,
    bind(provider) {
      if (isDisposed || binding.get() !== undefined) return;
      const bound = bindBody(editor, provider.ydoc, provider.awareness);
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
    focusStart() {
      if (editor.isEditable()) editor.update(() => void $getRoot().selectStart(), { discrete: true });
      editor.focus();
    },
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
