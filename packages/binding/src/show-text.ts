import { $isTableNode } from "@lexical/table";
import type { LiveBlock } from "@motet/model";
import { $isElementNode, type LexicalNode, type NodeKey } from "lexical";
import { $captionOf, $textElement } from "./containers.js";
import { $patchInline, $showsInline } from "./patch-inline.js";
import { $createTableCaptionNode } from "./table-caption-node.js";

/** Makes a block's node, that stands where it belongs, show its text. Returns the keys of what shows it. */
export function $showText(node: LexicalNode, live: LiveBlock): readonly NodeKey[] {
  if (!$isElementNode(node)) return [];
  if (!$isTableNode(node)) {
    $patchInline(node, live);
    return node.getChildrenKeys();
  }
  const caption = $captionOf(node);
  if (live.segments.length === 0) {
    caption?.remove(true);
    return [];
  }
  const element = caption ?? $createTableCaptionNode();
  if (caption === null) node.insertAfter(element, false);
  $patchInline(element, live);
  return element.getChildrenKeys();
}

/** Whether a block's node shows its text in canonical form. */
export function $showsText(node: LexicalNode, live: LiveBlock): boolean {
  if (!$isElementNode(node)) return live.segments.length === 0;
  const element = $textElement(node);
  return element === null
    ? live.segments.length === 0
    : live.segments.length > 0 || !$isTableNode(node)
      ? $showsInline(element, live)
      : false;
}
