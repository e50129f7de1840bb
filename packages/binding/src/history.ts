import { $getSelection, $isRangeSelection } from "lexical";
import * as Y from "yjs";
import type { Rewritten } from "./copies.js";
import type { DocumentSync } from "./document-sync.js";
import { $anchorSelection, $select, type AnchoredSelection } from "./kept-selection.js";

/** Undo and redo of one's own edits. What a peer typed is never taken back. */
export interface History {
  undo(): void;
  redo(): void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Told whenever `canUndo` or `canRedo` may have changed. */
  subscribe(listener: () => void): () => void;
}

const SELECTION = "selection";

export function createHistory(
  sync: DocumentSync,
  undoGroupMs: number,
): { history: History; dispose: () => void } {
  const manager: Y.UndoManager = new Y.UndoManager(sync.ydoc, {
    trackedOrigins: new Set<unknown>([sync.origin]),
    captureTimeout: undoGroupMs,
    deleteFilter: (item) => !manager.undoing || !sync.holdsText(item),
  });
  const listeners = new Set<() => void>();
  let selection: AnchoredSelection | null = null;
  let before: AnchoredSelection | null = null;
  let popped: AnchoredSelection | null = null;

  const stopSelection = sync.editor.registerUpdateListener(({ editorState, prevEditorState }) => {
    if (editorState._selection === prevEditorState._selection) return;
    selection = editorState.read(
      () => {
        const current = $getSelection();
        return $isRangeSelection(current) ? $anchorSelection(sync.flows, current) : selection;
      },
      { editor: sync.editor },
    );
  });
  let isApart = false;
  let isDisposed = false;
  const stopWriting = sync.onWrite((isOwnStep) => {
    before = selection;
    if (isOwnStep || isApart) manager.stopCapturing();
    isApart = isOwnStep;
  });

  const stopCarrying = sync.onCarried((carried) => {
    for (const item of [...manager.undoStack, ...manager.redoStack])
      item.insertions = withCarried(item.insertions, carried);
  });

  manager.on("stack-item-added", (event) => {
    // The redo entry made by an undo gets the place where the author stood when undoing, and the other way round.
    event.stackItem.meta.set(SELECTION, before);
    notify();
  });
  manager.on("stack-item-popped", (event) => {
    popped = (event.stackItem.meta.get(SELECTION) as AnchoredSelection | null | undefined) ?? null;
    sync.receiveUndone(event.stackItem.deletions, event.stackItem.insertions);
    notify();
  });
  manager.on("stack-cleared", notify);

  function notify(): void {
    for (const listener of listeners) listener();
  }

  function step(run: () => unknown): void {
    sync.flush();
    before = selection;
    popped = null;
    try {
      // One transaction with what is written there: peers tell by its name that a block is back.
      sync.ydoc.transact(run, manager);
    } finally {
      // Yjs asks for these at the end of the transaction, and would take it for an edit of its own.
      manager.undoing = false;
      manager.redoing = false;
    }
    const target = popped;
    if (target === null) return;
    const select = () => {
      if (!isDisposed) sync.editor.update(() => $select(sync.flows, target), { discrete: true });
    };
    // In an update, as in a key's, what has come back is shown right after it; only then can the caret stand there.
    if (sync.flush()) select();
    else queueMicrotask(select);
  }

  return {
    history: {
      undo: () =>
        step(() => {
          manager.undo();
          manager.undoing = true;
        }),
      redo: () =>
        step(() => {
          manager.redo();
          manager.redoing = true;
        }),
      get canUndo() {
        return manager.undoStack.length > 0;
      },
      get canRedo() {
        return manager.redoStack.length > 0;
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    dispose() {
      isDisposed = true;
      stopSelection();
      stopWriting();
      stopCarrying();
      manager.destroy();
      listeners.clear();
    },
  };
}

type IdSet = Parameters<typeof Y.isDeleted>[0];

/** Whoever takes back what they typed takes back what it has become. */
function withCarried(insertions: IdSet, carried: readonly Rewritten[]): IdSet {
  const added = Y.createDeleteSet();
  for (const { from, to, length } of carried) {
    if (!Y.isDeleted(insertions, Y.createID(from.client, from.clock))) continue;
    const ranges = added.clients.get(to.client) ?? [];
    ranges.push({ clock: to.clock, len: length });
    added.clients.set(to.client, ranges);
  }
  return added.clients.size === 0 ? insertions : Y.mergeDeleteSets([insertions, added]);
}
