import type { LexicalEditor } from "lexical";
import { $fill, type Bound, type Libraries, lexicalVoice } from "./lexical-voice.js";
import { Meter } from "./meter.js";
import { peerLibraries } from "./peer-libraries.js";
import type { TimedContestant } from "./voice.js";

/** What is used of `@lexical/yjs`; it is installed beside the bench, not in the workspace. */
interface LexicalYjs {
  createBinding(
    editor: LexicalEditor,
    provider: unknown,
    id: string,
    doc: unknown,
    docMap: Map<string, unknown>,
  ): V1Binding;
  createBindingV2__EXPERIMENTAL(
    editor: LexicalEditor,
    id: string,
    doc: unknown,
    docMap: Map<string, unknown>,
  ): V2Binding;
  syncLexicalUpdateToYjs(binding: V1Binding, provider: unknown, ...state: unknown[]): void;
  syncLexicalUpdateToYjsV2__EXPERIMENTAL(binding: V2Binding, provider: unknown, ...state: unknown[]): void;
  syncYjsChangesToLexical(
    binding: V1Binding,
    provider: unknown,
    events: unknown[],
    isUndo: boolean,
    cursors: () => void,
  ): void;
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

interface Peers extends Omit<Libraries, "createHeadlessEditor"> {
  readonly headless: typeof import("@lexical/headless");
  readonly lexicalYjs: LexicalYjs;
}

/** Presence that nobody else sees: the peers want one to keep their own caret. */
function loneProvider() {
  let state: unknown = {
    anchorPos: null,
    focusPos: null,
    focusing: true,
    name: "",
    color: "",
    awarenessData: {},
  };
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
export async function stockLexicalYjs(): Promise<TimedContestant[]> {
  const peers = await peerLibraries<Peers>();
  const { lexicalYjs: stock } = peers;
  const libraries: Libraries = { ...peers, createHeadlessEditor: peers.headless.createHeadlessEditor };
  const { list, richText, createHeadlessEditor, Y } = libraries;

  function parts(clientId: number | undefined) {
    const errors: unknown[] = [];
    const editor = createHeadlessEditor({
      namespace: "bench",
      nodes: [richText.HeadingNode, richText.QuoteNode, list.ListNode, list.ListItemNode],
      onError: (error) => errors.push(error),
    });
    const ydoc = new Y.Doc();
    if (clientId !== undefined) ydoc.clientID = clientId;
    return { editor, ydoc, errors, meter: new Meter(editor), docs: new Map([["main", ydoc]]) };
  }

  /** Tells `write` of each commit, but of those that came from Yjs. */
  function onCommit(editor: LexicalEditor, write: (...state: unknown[]) => void): () => void {
    return editor.registerUpdateListener(
      ({ prevEditorState, editorState, dirtyLeaves, dirtyElements, normalizedNodes, tags }) => {
        if (tags.has("skip-collab")) return;
        write(prevEditorState, editorState, dirtyElements, dirtyLeaves, normalizedNodes, tags);
      },
    );
  }

  function openV1(clientId: number | undefined): Bound {
    const { editor, ydoc, errors, meter, docs } = parts(clientId);
    const provider = loneProvider();
    const binding = stock.createBinding(editor, provider, "main", ydoc, docs);
    const root = binding.root.getSharedType();
    root.observeDeep((events, { origin }) => {
      if (origin === binding) return;
      stock.syncYjsChangesToLexical(binding, provider, events, origin instanceof Y.UndoManager, () => {});
    });
    const close = onCommit(editor, (...state) => stock.syncLexicalUpdateToYjs(binding, provider, ...state));
    const history = stock.createUndoManager(binding, root);
    return { editor, meter, ydoc, errors, undo: () => history.undo(), close };
  }

  function openV2(clientId: number | undefined): Bound {
    const { editor, ydoc, errors, meter, docs } = parts(clientId);
    const provider = loneProvider();
    const binding = stock.createBindingV2__EXPERIMENTAL(editor, "main", ydoc, docs);
    binding.root.observeDeep((events, transaction) => {
      const { origin } = transaction;
      if (origin === binding) return;
      const isUndo = origin instanceof Y.UndoManager;
      stock.syncYjsChangesToLexicalV2__EXPERIMENTAL(binding, provider, events, transaction, isUndo);
    });
    const close = onCommit(editor, (...state) =>
      stock.syncLexicalUpdateToYjsV2__EXPERIMENTAL(binding, provider, ...state),
    );
    const history = stock.createUndoManager(binding, binding.root);
    return { editor, meter, ydoc, errors, undo: () => history.undo(), close };
  }

  function contestant(name: string, openBound: (clientId: number | undefined) => Bound): TimedContestant {
    return {
      name,
      open(state, clientId) {
        const bound = openBound(clientId);
        const voice = lexicalVoice(libraries, bound);
        if (state) voice.receive(state);
        voice.flush();
        return voice;
      },
      write(texts, kind = "paragraph") {
        const bound = openBound(undefined);
        bound.editor.update(() => $fill(libraries, texts, kind), { discrete: true });
        const state = Y.encodeStateAsUpdate(bound.ydoc);
        bound.close();
        return state;
      },
    };
  }

  return [contestant("@lexical/yjs V1", openV1), contestant("@lexical/yjs V2", openV2)];
}
