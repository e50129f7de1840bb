import type { LexicalEditor } from "lexical";
import { type Bound, type Libraries, lexicalVoice } from "./lexical-voice.js";
import type { Contestant } from "./voice.js";

/** What is used of `@lexical/yjs`; it is installed beside the bench, not in the workspace. */
interface LexicalYjs {
  createBinding(editor: LexicalEditor, provider: unknown, id: string, doc: unknown, docMap: Map<string, unknown>): V1Binding;
  createBindingV2__EXPERIMENTAL(editor: LexicalEditor, id: string, doc: unknown, docMap: Map<string, unknown>): V2Binding;
  syncLexicalUpdateToYjs(binding: V1Binding, provider: unknown, ...state: unknown[]): void;
  syncLexicalUpdateToYjsV2__EXPERIMENTAL(binding: V2Binding, provider: unknown, ...state: unknown[]): void;
  syncYjsChangesToLexical(binding: V1Binding, provider: unknown, events: unknown[], isUndo: boolean, cursors: () => void): void;
  syncYjsChangesToLexicalV2__EXPERIMENTAL(
    binding: V2Binding,
    provider: unknown,
    events: unknown[],
    transaction: unknown,
    isUndo: boolean,
  ): void;
  createUndoManager(binding: unknown, root: unknown): { undo(): void; destroy(): void };
}

interface Observable {
  observeDeep(listener: (events: unknown[], transaction: { origin: unknown }) => void): void;
}
interface V1Binding {
  readonly root: { getSharedType(): Observable };
}
interface V2Binding {
  readonly root: Observable;
}

interface Peers {
  readonly headless: typeof import("@lexical/headless");
  readonly richText: typeof import("@lexical/rich-text");
  readonly selection: typeof import("@lexical/selection");
  readonly lexicalYjs: LexicalYjs;
  readonly lexical: typeof import("lexical");
  readonly Y: typeof import("yjs");
}

/** Presence that nobody else sees: the peers want one to keep their own caret. */
function loneProvider() {
  let state: unknown = { anchorPos: null, focusPos: null, focusing: true, name: "", color: "", awarenessData: {} };
  const nothing = () => {};
  const awareness = {
    getLocalState: () => state,
    getStates: () => new Map(),
    setLocalState: (next: unknown) => {
      state = next;
    },
    setLocalStateField: (field: string, value: unknown) => {
      state = { ...(state as object), [field]: value };
    },
    on: nothing,
    off: nothing,
  };
  return { awareness, on: nothing, off: nothing, connect: nothing, disconnect: nothing };
}

/** Lexical's stock collaboration, both of its bindings, wired as its React plugin wires them. */
export async function stockLexicalYjs(): Promise<Contestant[]> {
  const peers = (await import(new URL("../peers/index.js", import.meta.url).href)) as Peers;
  const { lexicalYjs: stock } = peers;
  const libraries: Libraries = { ...peers, createHeadlessEditor: peers.headless.createHeadlessEditor };
  const { lexical, richText, createHeadlessEditor, Y } = libraries;

  function editorAndDoc() {
    const editor = createHeadlessEditor({
      namespace: "bench",
      nodes: [richText.HeadingNode, richText.QuoteNode],
      onError: (error) => {
        throw error;
      },
    });
    return { editor, ydoc: new Y.Doc(), provider: loneProvider() };
  }

  function openV1(): Bound {
    const { editor, ydoc, provider } = editorAndDoc();
    const binding = stock.createBinding(editor, provider, "main", ydoc, new Map([["main", ydoc]]));
    binding.root.getSharedType().observeDeep((events, transaction) => {
      if (transaction.origin !== binding) {
        stock.syncYjsChangesToLexical(binding, provider, events, transaction.origin instanceof Y.UndoManager, () => {});
      }
    });
    const stop = editor.registerUpdateListener(
      ({ prevEditorState, editorState, dirtyLeaves, dirtyElements, normalizedNodes, tags }) => {
        if (tags.has("skip-collab")) return;
        stock.syncLexicalUpdateToYjs(
          binding,
          provider,
          prevEditorState,
          editorState,
          dirtyElements,
          dirtyLeaves,
          normalizedNodes,
          tags,
        );
      },
    );
    const undoManager = stock.createUndoManager(binding, binding.root.getSharedType());
    return { editor, ydoc, undo: () => undoManager.undo(), close: stop };
  }

  function openV2(): Bound {
    const { editor, ydoc, provider } = editorAndDoc();
    const binding = stock.createBindingV2__EXPERIMENTAL(editor, "main", ydoc, new Map([["main", ydoc]]));
    binding.root.observeDeep((events, transaction) => {
      if (transaction.origin !== binding) {
        const isUndo = transaction.origin instanceof Y.UndoManager;
        stock.syncYjsChangesToLexicalV2__EXPERIMENTAL(binding, provider, events, transaction, isUndo);
      }
    });
    const stop = editor.registerUpdateListener(
      ({ prevEditorState, editorState, dirtyLeaves, dirtyElements, normalizedNodes, tags }) => {
        if (tags.has("skip-collab")) return;
        stock.syncLexicalUpdateToYjsV2__EXPERIMENTAL(
          binding,
          provider,
          prevEditorState,
          editorState,
          dirtyElements,
          dirtyLeaves,
          normalizedNodes,
          tags,
        );
      },
    );
    const undoManager = stock.createUndoManager(binding, binding.root);
    return { editor, ydoc, undo: () => undoManager.undo(), close: stop };
  }

  function contestant(name: string, openBound: () => Bound): Contestant {
    const open = (state: Uint8Array | null) => {
      const bound = openBound();
      if (state) Y.applyUpdate(bound.ydoc, state, "network");
      return { voice: lexicalVoice(libraries, bound), bound };
    };
    return {
      name,
      open: (state) => open(state).voice,
      write: (paragraphs) => {
        const { voice, bound } = open(null);
        bound.editor.update(
          () => {
            for (const text of paragraphs) {
              const paragraph = lexical.$createParagraphNode().append(lexical.$createTextNode(text));
              lexical.$getRoot().append(paragraph);
            }
          },
          { discrete: true },
        );
        const state = voice.state();
        voice.close();
        return state;
      },
    };
  }

  return [contestant("@lexical/yjs V1", openV1), contestant("@lexical/yjs V2", openV2)];
}
