import { $isCodeNode } from "@lexical/code-core";
import {
  IS_BOLD,
  IS_CODE,
  IS_HIGHLIGHT,
  IS_ITALIC,
  IS_STRIKETHROUGH,
  IS_SUBSCRIPT,
  IS_SUPERSCRIPT,
  IS_UNDERLINE,
  type TextNode,
} from "lexical";
import { readTextStyle, textStyle } from "../../core/binding.js";
import { wellFormed } from "../../core/well-formed.js";

const KNOWN_FORMATS =
  IS_BOLD |
  IS_ITALIC |
  IS_STRIKETHROUGH |
  IS_UNDERLINE |
  IS_CODE |
  IS_SUBSCRIPT |
  IS_SUPERSCRIPT |
  IS_HIGHLIGHT;

/** The formats and colors that the document knows and none in code, whole characters. */
export function $acceptText(node: TextNode): void {
  const isCode = $isCodeNode(node.getParent());
  const formats = isCode ? 0 : node.getFormat() & KNOWN_FORMATS;
  if (node.getFormat() !== formats) node.setFormat(formats);
  const colors = isCode ? null : readTextStyle(node.getStyle());
  const style = colors === null ? "" : textStyle(colors);
  if (node.getStyle() !== style) node.setStyle(style);
  if (node.isComposing()) return;
  const text = node.getTextContent();
  const whole = wellFormed(text);
  if (whole !== text) node.setTextContent(whole);
}
