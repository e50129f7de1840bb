import { $createCodeNode, $isCodeNode } from "@lexical/code-core";
import { $createListItemNode, $isListItemNode } from "@lexical/list";
import {
  $createHeadingNode,
  $createQuoteNode,
  $isHeadingNode,
  $isQuoteNode,
  type HeadingTagType,
} from "@lexical/rich-text";
import { $createTableNode, $isTableNode } from "@lexical/table";
import { BLOCK_SCHEMAS, propOf, TABLE } from "@motet/model";
import {
  $createParagraphNode,
  $isElementNode,
  $isParagraphNode,
  type ElementFormatType,
  type ElementNode,
  type LexicalNode,
} from "lexical";
import { $codecs, $guard, type BlockCodec, equalJson, isVoid } from "./codecs.js";
import type { MirrorBlock } from "./mirror.js";
import { $createUnknownBlockNode, $isUnknownBlockNode } from "./placeholder-nodes.js";

/** What decides how a block is shown, and what is known of how it is. */
type Shown = Pick<MirrorBlock, "live" | "table" | "shown" | "failed">;

/** A new Lexical node for a block, without its text. */
export function $createBlockNode(block: Shown): LexicalNode {
  const { live, table } = block;
  const codec = $codecFor(block);
  if (codec !== null) return $createByCodec(block, codec) ?? $createUnknownBlockNode(live.type);
  switch (live.type) {
    case TABLE:
      return table === null ? $createUnknownBlockNode(TABLE) : $createTableNode();
    case "paragraph":
      return $createParagraphNode();
    case "heading":
      return $createHeadingNode(headingTag(live));
    case "quote":
      return $createQuoteNode();
    case "code":
      return $createCodeNode();
    case "list-item":
      return $createListItemNode();
    default:
      return $createUnknownBlockNode(live.type);
  }
}

/** Whether a node is of the class that shows this block's type. */
export function $showsType(node: LexicalNode, block: Shown): boolean {
  const { live, table } = block;
  const codec = $codecFor(block);
  if (codec !== null) return $codecs().blockOf(node) === codec;
  switch (live.type) {
    case TABLE:
      if (table !== null) return $isTableNode(node);
      return $isUnknownBlockNode(node) && node.getBlockType() === TABLE;
    case "paragraph":
      return $isParagraphNode(node);
    case "heading":
      return $isHeadingNode(node);
    case "quote":
      return $isQuoteNode(node);
    case "code":
      return $isCodeNode(node);
    case "list-item":
      return $isListItemNode(node);
    default:
      return $isUnknownBlockNode(node) && node.getBlockType() === live.type;
  }
}

/**
 * Sets what a block's properties decide on its own node; a list item's kind and indent are its place in the tree.
 * Returns whether the node can show them.
 */
export function $setBlockProps(node: LexicalNode, block: Shown): boolean {
  const codec = $codecFor(block);
  if (codec !== null) return $updateByCodec(node, block, codec);
  if ($isElementNode(node)) $setOwnProps(node, block);
  return true;
}

function $setOwnProps(node: ElementNode, { live }: Shown): void {
  if ($isHeadingNode(node) && node.getTag() !== headingTag(live)) node.setTag(headingTag(live));
  if ($isCodeNode(node)) {
    const language = String(propOf(live, "language") ?? "");
    if ((node.getLanguage() ?? "") !== language) node.setLanguage(language);
  }
  // Code, tables and placeholders have neither.
  const has = (prop: string): boolean => BLOCK_SCHEMAS.get(live.type)?.[prop] !== undefined;
  if ($isListItemNode(node)) {
    const checked = propOf(live, "kind") === "check" ? propOf(live, "checked") === true : undefined;
    if (node.__checked !== checked && (checked !== undefined || node.__checked != null))
      node.setChecked(checked);
  } else {
    const indent = has("indent") ? Number(propOf(live, "indent")) : 0;
    if (node.getIndent() !== indent) node.setIndent(indent);
  }
  const align = has("align") ? (String(propOf(live, "align")) as ElementFormatType) : "";
  if (node.getFormatType() !== align) node.setFormat(align);
}

/** A node of another class takes over the text of the one that showed the block before. */
export function $replaceBlockNode(node: LexicalNode, block: Shown): LexicalNode {
  const created = $createBlockNode(block);
  const takesText = $isElementNode(created) && !$isTableNode(created);
  if (takesText && $isElementNode(node) && !$isTableNode(node)) created.append(...node.getChildren());
  return created;
}

/** The codec that can show a block as it is; `null` where the binding itself does, or a placeholder. */
function $codecFor({ live, failed }: Shown): BlockCodec | null {
  const codec = $codecs().blockFor(live.type);
  if (codec === null || (isVoid(codec) && live.segments.length > 0)) return null;
  return failed !== null && equalJson(failed, live.props) ? null : codec;
}

function $createByCodec(block: Shown, codec: BlockCodec): LexicalNode | null {
  const { props } = block.live;
  const made = $guard(() => {
    const node = codec.$create(props);
    return { node, read: codec.$read(node) };
  });
  block.shown = made === null ? null : { props, read: made.read };
  block.failed = made === null ? props : null;
  return made?.node ?? null;
}

function $updateByCodec(node: LexicalNode, block: Shown, codec: BlockCodec): boolean {
  const { props } = block.live;
  if (block.shown !== null && equalJson(block.shown.props, props)) return true;
  const read = $guard(() => {
    codec.$update(node, props);
    return codec.$read(node.getLatest());
  });
  block.shown = read === null ? null : { props, read };
  block.failed = read === null ? props : null;
  return read !== null;
}

function headingTag(live: Shown["live"]): HeadingTagType {
  return `h${Number(propOf(live, "level"))}` as HeadingTagType;
}
