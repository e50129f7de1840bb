import { FROM_NETWORK } from "./lexical-voice.js";
import { peerLibraries } from "./peer-libraries.js";
import type { Contestant, Voice } from "./voice.js";

// What is used of ProseMirror; it is installed beside the bench, not in the workspace.
interface Node {
  readonly nodeSize: number;
  readonly textContent: string;
  readonly content: { readonly size: number };
  readonly childCount: number;
  child(index: number): Node;
}
interface Transaction {
  readonly doc: Node;
  readonly selection: { readonly from: number };
  insertText(text: string): Transaction;
  insert(position: number, node: Node): Transaction;
  delete(from: number, to: number): Transaction;
  replaceWith(from: number, to: number, nodes: readonly Node[]): Transaction;
  deleteSelection(): Transaction;
  join(position: number): Transaction;
  split(position: number): Transaction;
  setBlockType(from: number, to: number, type: unknown, attributes: object): Transaction;
  addMark(from: number, to: number, mark: unknown): Transaction;
  setSelection(selection: unknown): Transaction;
}
interface State {
  readonly doc: Node;
  readonly tr: Transaction;
  readonly plugins: readonly Plugin[];
  apply(transaction: Transaction): State;
}
interface PluginView {
  update?(view: View, previous: State): void;
  destroy?(): void;
}
interface Plugin {
  readonly spec: { view?(view: View): PluginView };
}
/** As much of an EditorView as a plugin without a page needs. */
interface View {
  state: State;
  dispatch(transaction: Transaction): void;
  hasFocus(): boolean;
}
interface Schema {
  readonly nodes: { readonly heading: unknown };
  readonly marks: { readonly strong: { create(): unknown } };
  text(text: string): Node;
  node(type: string, attributes: object | null, content: readonly Node[]): Node;
}
interface Peers {
  readonly prosemirrorSchema: { readonly schema: Schema };
  readonly prosemirrorState: {
    readonly EditorState: { create(options: object): State };
    readonly TextSelection: { create(doc: Node, position: number): unknown };
  };
  readonly yProsemirror: {
    ySyncPlugin(fragment: unknown): Plugin;
    yUndoPlugin(): Plugin;
    undo(state: State): boolean;
  };
  readonly Y: typeof import("yjs");
}

/** ProseMirror on Yjs, which Tiptap and BlockNote use: the binding of 1.x, with a view that draws nothing. */
export async function stockYProsemirror(): Promise<Contestant> {
  const { prosemirrorSchema, prosemirrorState, yProsemirror, Y } = await peerLibraries<Peers>();
  const { schema } = prosemirrorSchema;
  const { EditorState, TextSelection } = prosemirrorState;

  function open(
    state: Uint8Array | null,
    clientId?: number,
  ): Voice & { dispatch: View["dispatch"]; view: View } {
    const ydoc = new Y.Doc();
    if (clientId !== undefined) ydoc.clientID = clientId;
    if (state) Y.applyUpdate(ydoc, state, FROM_NETWORK);
    const plugins = [
      yProsemirror.ySyncPlugin(ydoc.getXmlFragment("prosemirror")),
      yProsemirror.yUndoPlugin(),
    ];
    let pluginViews: PluginView[] = [];
    const view: View = {
      state: EditorState.create({ schema, plugins }),
      dispatch(transaction) {
        const previous = view.state;
        view.state = previous.apply(transaction);
        for (const pluginView of pluginViews) pluginView.update?.(view, previous);
      },
      hasFocus: () => false,
    };
    pluginViews = plugins.flatMap(({ spec }) => (spec.view ? [spec.view(view)] : []));

    const edit = (change: (transaction: Transaction) => Transaction) => view.dispatch(change(view.state.tr));
    /** The position before block `index`. */
    function before(index: number): number {
      let position = 0;
      for (let i = 0; i < index; i++) position += view.state.doc.child(i).nodeSize;
      return position;
    }
    const behind = (index: number) => before(index) + view.state.doc.child(index).nodeSize;

    return {
      view,
      dispatch: (transaction) => view.dispatch(transaction),
      errors: [],
      placeCaret: (index, offset) =>
        edit((tr) => tr.setSelection(TextSelection.create(tr.doc, before(index) + 1 + offset))),
      type: (text) => edit((tr) => tr.insertText(text)),
      enter: () => edit((tr) => tr.deleteSelection().split(tr.selection.from)),
      merge: (index) => edit((tr) => tr.join(before(index))),
      retype: (index) =>
        edit((tr) =>
          tr.setBlockType(before(index) + 1, behind(index) - 1, schema.nodes.heading, { level: 2 }),
        ),
      removeBlock: (index) => edit((tr) => tr.delete(before(index), behind(index))),
      moveBlock: (index, to) =>
        edit((tr) => {
          const block = tr.doc.child(index);
          // Taking out what stands further down first leaves the other position as it is.
          return to > index
            ? tr.insert(behind(to), block).delete(before(index), behind(index))
            : tr.delete(before(index), behind(index)).insert(before(to), block);
        }),
      split: (index, offset) => edit((tr) => tr.split(before(index) + 1 + offset)),
      format: (index) =>
        edit((tr) => tr.addMark(before(index) + 1, behind(index) - 1, schema.marks.strong.create())),
      undo: () => void yProsemirror.undo(view.state),
      texts: () =>
        Array.from({ length: view.state.doc.childCount }, (_, i) => view.state.doc.child(i).textContent),
      state: () => Y.encodeStateAsUpdate(ydoc),
      onUpdate: (listener) => {
        ydoc.on("update", (bytes: Uint8Array, origin: unknown) => {
          if (origin !== FROM_NETWORK) listener(bytes);
        });
      },
      receive: (bytes) => Y.applyUpdate(ydoc, bytes, FROM_NETWORK),
      close: () => {
        for (const pluginView of pluginViews) pluginView.destroy?.();
        ydoc.destroy();
      },
    };
  }

  return {
    name: "y-prosemirror",
    open,
    write(texts) {
      const voice = open(null);
      const paragraphs = texts.map((text) => schema.node("paragraph", null, [schema.text(text)]));
      voice.dispatch(voice.view.state.tr.replaceWith(0, voice.view.state.doc.content.size, paragraphs));
      const state = voice.state();
      voice.close();
      return state;
    },
  };
}
