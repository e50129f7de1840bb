import { LinkNode } from "@lexical/link";
import { ListItemNode, ListNode } from "@lexical/list";
import { TableNode, TableRowNode } from "@lexical/table";
import { BODY, EMPTY_DOCUMENT, markerId } from "@motet/model";
import { type LexicalEditor, type LexicalNode, LineBreakNode, TabNode, TextNode } from "lexical";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { type Carets, createCarets } from "./carets.js";
import { type CodecOptions, setCodecs } from "./codecs.js";
import { DocumentSync } from "./document-sync.js";
import { createHistory, type History } from "./history.js";
import { $tidyList, $tidyListItem, $tidyListText } from "./tidy-list-item.js";
import { $tidyTable, $tidyTableRow } from "./tidy-table.js";

export interface BindOptions extends CodecOptions {
  /** Carets are published to it and read from it. Without it nobody sees anybody's caret. */
  readonly awareness?: Awareness;
  /** Edits that follow each other within this time, in milliseconds, are undone together. */
  readonly undoGroupMs?: number;
  /** Called before remote changes are shown: the moment to tell the editor of a selection that only the browser knows yet. */
  readonly beforeShowing?: () => void;
}

export const DEFAULTS = { undoGroupMs: 500 } as const;

export interface Binding {
  readonly history: History;
  readonly carets: Carets;
  /**
   * A name of the block that a node shows, alike for everybody and for good; `null` for other nodes, and before a new block has
   * been written. To be called while reading.
   */
  $blockId(node: LexicalNode): string | null;
  /** Lets go of both; neither the editor's content nor the document changes. */
  dispose(): void;
}

/**
 * Keeps an editor and a document in step until disposed. The editor needs `BOUND_NODES`; what it holds is replaced
 * by the document's text. The document gets the constant empty paragraph, if it has not got it yet; beyond that
 * binding writes nothing. Throws where two codecs claim one type, or the editor lacks a class.
 */
export function bind(editor: LexicalEditor, ydoc: Y.Doc, options: BindOptions = {}): Binding {
  setCodecs(editor, options);
  const origin = { name: "motet-binding" };
  if (ydoc.getText(BODY)._start === null) Y.applyUpdate(ydoc, EMPTY_DOCUMENT, origin);
  // Before anything is shown: Lexical runs a new transform over every node that there is.
  const stopTidying = [
    editor.registerNodeTransform(ListItemNode, $tidyListItem),
    editor.registerNodeTransform(ListNode, $tidyList),
    editor.registerNodeTransform(TableNode, $tidyTable),
    editor.registerNodeTransform(TableRowNode, $tidyTableRow),
    ...[TextNode, TabNode, LineBreakNode, LinkNode].map((kind) =>
      editor.registerNodeTransform<LexicalNode>(kind, $tidyListText),
    ),
  ];
  const sync = new DocumentSync(editor, ydoc, { origin, beforeShowing: options.beforeShowing });
  sync.load();
  const onTransaction = (transaction: Y.Transaction): void => sync.receiveFromYjs(transaction);
  ydoc.on("afterTransaction", onTransaction);
  const stopListening = editor.registerUpdateListener((commit) => sync.receiveFromLexical(commit));
  const { history, dispose: disposeHistory } = createHistory(
    sync,
    options.undoGroupMs ?? DEFAULTS.undoGroupMs,
  );
  const { carets, dispose: disposeCarets } = createCarets(sync, options.awareness);
  let isDisposed = false;
  return {
    history,
    carets,
    $blockId(node) {
      const block = sync.flows.$blockAt({ key: node.getKey(), offset: 0 });
      return block === null || block.live.marker === null ? null : markerId(block.live.marker);
    },
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      sync.flush();
      sync.close();
      stopListening();
      for (const stop of stopTidying) stop();
      ydoc.off("afterTransaction", onTransaction);
      disposeHistory();
      disposeCarets();
    },
  };
}
