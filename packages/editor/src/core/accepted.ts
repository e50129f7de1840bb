import { $hasUpdateTag, COLLABORATION_TAG, type Klass, type LexicalEditor, type LexicalNode } from "lexical";

/**
 * Keeps what is typed, pasted and dropped within what a Motet document can say: `$accept` takes from a node what it cannot. What
 * comes from others is left as it is (the binding shows it harmlessly): a document is never rewritten by being read.
 */
export function registerAccepted<T extends LexicalNode>(
  editor: LexicalEditor,
  klass: Klass<T>,
  $accept: (node: T) => void,
): () => void {
  return editor.registerNodeTransform(klass, (node) => {
    if (!$hasUpdateTag(COLLABORATION_TAG)) $accept(node);
  });
}
