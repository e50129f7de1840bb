import type { ElementNode, LexicalNode } from "lexical";

const OWN_INDENT: ReadonlySet<string> = new Set([
  "paragraph",
  "heading",
  "quote",
  "motet-callout",
  "motet-section",
]);

/** Whether a block's indent decides which section it belongs to; others go along with the block before (`OpenSections`). */
export function $ownsIndent(node: LexicalNode): node is ElementNode {
  return OWN_INDENT.has(node.getType());
}
