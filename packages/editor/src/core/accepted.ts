import { $isCodeNode } from "@lexical/code-core";
import { LinkNode } from "@lexical/link";
import { HeadingNode } from "@lexical/rich-text";
import { TableCellNode, TableNode, TableRowNode } from "@lexical/table";
import { isColor, safeUrl } from "@motet/model";
import {
  $hasUpdateTag,
  COLLABORATION_TAG,
  IS_BOLD,
  IS_CODE,
  IS_HIGHLIGHT,
  IS_ITALIC,
  IS_STRIKETHROUGH,
  IS_SUBSCRIPT,
  IS_SUPERSCRIPT,
  IS_UNDERLINE,
  type Klass,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  TextNode,
} from "lexical";
import { wellFormed } from "./well-formed.js";

const KNOWN_MARKS =
  IS_BOLD |
  IS_ITALIC |
  IS_STRIKETHROUGH |
  IS_UNDERLINE |
  IS_CODE |
  IS_SUBSCRIPT |
  IS_SUPERSCRIPT |
  IS_HIGHLIGHT;

/**
 * Keeps what is typed, pasted and dropped within what a Motet document can say: heading levels 1–3, the
 * marks it knows, tables without sizes and stripes of their own, no styles, no formatting in code, whole characters, links that cannot run script. What comes from others is left as it is
 * (the binding shows it harmlessly): a document is never rewritten by being read.
 */
export function registerAcceptedContent(editor: LexicalEditor): () => void {
  const on = <T extends LexicalNode>(klass: Klass<T>, $accept: (node: T) => void) =>
    editor.registerNodeTransform(klass, (node) => {
      if (!$hasUpdateTag(COLLABORATION_TAG)) $accept(node);
    });
  return mergeRegister(
    on(HeadingNode, (node) => {
      if (["h4", "h5", "h6"].includes(node.getTag())) node.setTag("h3");
    }),
    on(TableNode, (node) => {
      if (node.getRowStriping()) node.setRowStriping(false);
      if (node.getFrozenColumns() > 0) node.setFrozenColumns(0);
      if (node.getFrozenRows() > 0) node.setFrozenRows(0);
    }),
    on(TableRowNode, (node) => {
      if (node.getHeight() !== undefined) node.setHeight(undefined);
    }),
    on(TableCellNode, (node) => {
      const color = node.getBackgroundColor();
      if (color !== null && !isColor(color)) node.setBackgroundColor(null);
      if (node.getWidth() !== undefined) node.setWidth(undefined);
      if (node.getVerticalAlign() !== undefined) node.setVerticalAlign(undefined);
    }),
    on(TextNode, $plainText),
    on(LinkNode, (node) => {
      const url = safeUrl(node.getURL());
      if (url === null) {
        for (const child of node.getChildren()) node.insertBefore(child);
        node.remove();
        return;
      }
      if (url !== node.getURL()) node.setURL(url);
      if (node.getTarget() !== null) node.setTarget(null);
      if (node.getRel() !== null) node.setRel(null);
      if (node.getTitle() !== null) node.setTitle(null);
    }),
  );
}

function $plainText(node: TextNode): void {
  const marks = $isCodeNode(node.getParent()) ? 0 : node.getFormat() & KNOWN_MARKS;
  if (node.getFormat() !== marks) node.setFormat(marks);
  if (node.getStyle() !== "") node.setStyle("");
  if (node.isComposing()) return;
  const text = node.getTextContent();
  const whole = wellFormed(text);
  if (whole !== text) node.setTextContent(whole);
}
