import type { Binding, BlockCodec, CodecOptions, InlineCodec, NodeClass, RemoteCaret } from "@motet/binding";
import { BOUND_NODES, bind } from "@motet/binding";
import type { LexicalEditor } from "lexical";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

export { $isPlainText, readTextStyle, type TextColors, textStyle } from "@motet/binding";
/** The only file that knows what keeps Lexical and Yjs in step. */
export type { Binding, BlockCodec, CodecOptions, InlineCodec, NodeClass, RemoteCaret };

/** What undo and redo need of a binding. */
export type History = Binding["history"];

/** The node classes an editor must have been created with before it is bound. */
export const BODY_NODES = BOUND_NODES;

/** Keeps `editor` and the body of `ydoc` in step until the returned binding is disposed. */
export function bindBody(
  editor: LexicalEditor,
  ydoc: Y.Doc,
  awareness: Awareness,
  codecs: CodecOptions,
  beforeShowing?: () => void,
): Binding {
  return bind(editor, ydoc, { awareness, ...codecs, ...(beforeShowing && { beforeShowing }) });
}
