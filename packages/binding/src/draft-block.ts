import { $isCodeNode } from "@lexical/code-core";
import { $isAutoLinkNode, $isLinkNode } from "@lexical/link";
import { $isListItemNode, $isListNode } from "@lexical/list";
import { $isHeadingNode, $isQuoteNode } from "@lexical/rich-text";
import { $isTableNode } from "@lexical/table";
import { type Embed, type Json, MAX_INDENT, TABLE } from "@motet/model";
import {
  $isElementNode,
  $isLineBreakNode,
  $isParagraphNode,
  $isTextNode,
  type ElementNode,
  type LexicalNode,
  type NodeKey,
  type TextNode,
} from "lexical";
import { $codecs, $guard, $isPlainText, type BlockCodec, type Props } from "./codecs.js";
import { $isContainer, $textElement } from "./containers.js";
import { $isEmbed, $originOf, $readEmbed } from "./embeds.js";
import { $isUnknownBlockNode } from "./placeholder-nodes.js";
import { readTextStyle, textStyle } from "./text-color.js";
import { FORMAT_MASK, type Look, PLAIN } from "./text-format.js";

/** A stretch of a block in Lexical: one leaf. */
export interface Piece {
  readonly key: NodeKey;
  readonly text: string;
  /** `null` where the leaf has no formats of its own (line breaks, text in code): they stay as they are in Yjs. */
  readonly look: Look | null;
  /** The link around the leaf; `undefined` in code, where links stay as they are in Yjs too. */
  readonly link: string | null | undefined;
  readonly embed: { readonly value: Embed; readonly origin: string } | null;
}

/** A block as it stands in Lexical. */
export interface DraftBlock {
  readonly key: NodeKey;
  readonly childKeys: readonly NodeKey[];
  /** `null`: a placeholder, whose type and properties Lexical does not know. */
  readonly type: string | null;
  /** The type that a placeholder stands for. */
  readonly placeholderOf: string | null;
  /** Known properties with their values; one that Lexical does not decide is missing. */
  readonly props: Props;
  /** Whether a codec says what the properties are. */
  readonly hasCodec: boolean;
  readonly pieces: readonly Piece[];
  /** Lexical shows something that Yjs cannot hold: the node is to be replaced by what was written. */
  readonly foreign: boolean;
}

/** The id of the table that a node shows; `null` where no table can be. */
export type TableIdOf = (table: NodeKey) => string | null;

export function $readDraft(node: LexicalNode, tableIdOf: TableIdOf): DraftBlock {
  const pieces: Piece[] = [];
  const codec = $codecs().blockOf(node);
  const table = $isTableNode(node) ? tableIdOf(node.getKey()) : null;
  const element = $isElementNode(node) ? (table === null ? node : $textElement(node)) : null;
  const plain = element === null || $readPieces(element, $isPlainText(node) ? undefined : null, pieces);
  const isForeign = !$isElementNode(node) && codec === null;
  if (isForeign) pushText(pieces, node, node.getTextContent(), PLAIN, null);
  const described = codec === null ? $describe(node, table) : $describeByCodec(node, codec);
  return {
    key: node.getKey(),
    childKeys: element === null ? [] : element.getChildrenKeys(),
    pieces,
    type: described.type,
    placeholderOf: described.placeholderOf ?? null,
    props: described.props,
    hasCodec: codec !== null,
    foreign: described.foreign || !plain || isForeign,
  };
}

type Described = Pick<DraftBlock, "type" | "props" | "foreign"> & { readonly placeholderOf?: string };

function $describeByCodec(node: LexicalNode, { type, $read }: BlockCodec): Described {
  const props = $guard(() => $read(node));
  if (props === null) return { type: null, placeholderOf: type, props: {}, foreign: false };
  return { type, props, foreign: false };
}

function $describe(node: LexicalNode, table: string | null): Described {
  if (table !== null) return { type: TABLE, props: { [TABLE]: table }, foreign: $isAligned(node) };
  if ($isUnknownBlockNode(node)) {
    return { type: null, placeholderOf: node.getBlockType(), props: {}, foreign: $isAligned(node) };
  }
  if ($isListItemNode(node)) return { type: "list-item", props: $listItemProps(node), foreign: false };
  if ($isCodeNode(node)) {
    const language = (node.getLanguage() ?? "").slice(0, 64);
    return { type: "code", props: { language }, foreign: $isAligned(node) };
  }
  if (!$isElementNode(node)) return { type: "paragraph", props: {}, foreign: true };
  const common = { indent: Math.min(MAX_INDENT, node.getIndent()), align: node.getFormatType() };
  const tooDeep = node.getIndent() > MAX_INDENT;
  if ($isHeadingNode(node)) {
    const level = Number(node.getTag().slice(1));
    return { type: "heading", props: { ...common, level }, foreign: tooDeep };
  }
  if ($isQuoteNode(node)) return { type: "quote", props: common, foreign: tooDeep };
  return { type: "paragraph", props: common, foreign: tooDeep || !$isParagraphNode(node) };
}

/** Code, tables and placeholders are neither aligned nor indented. */
function $isAligned(node: LexicalNode): boolean {
  return $isElementNode(node) && (node.getFormatType() !== "" || node.getIndent() !== 0);
}

function $listItemProps(item: ElementNode): Record<string, Json> {
  const list = item.getParent();
  const props: Record<string, Json> = { indent: 0, kind: "bullet", align: item.getFormatType() };
  if (!$isListNode(list)) return props;
  let indent = -1;
  for (let node: LexicalNode | null = list; node !== null && !$isContainer(node); node = node.getParent()) {
    if ($isListNode(node)) indent++;
  }
  props.indent = Math.min(MAX_INDENT, indent);
  const kind = list.getListType();
  props.kind = kind;
  if (kind === "check" && $isListItemNode(item)) props.checked = item.getChecked() === true;
  if (kind === "number" && list.getFirstChild()?.is(item) === true) props.start = list.getStart();
  return props;
}

/** Whether everything in `parent` is of a kind that Yjs holds. */
function $readPieces(parent: ElementNode, link: string | null | undefined, pieces: Piece[]): boolean {
  let known = true;
  for (let child = parent.getFirstChild(); child !== null; child = child.getNextSibling()) {
    if ($isEmbed(child)) {
      const embed = { value: $readEmbed(child), origin: $originOf(child) };
      const look = $isTextNode(child) ? $lookIn(child, link) : null;
      pieces.push({ key: child.getKey(), text: "", look, link, embed });
    } else if ($isTextNode(child)) {
      if (child.getStyle() !== (link === undefined ? "" : $styleOf(child))) known = false;
      pushText(pieces, child, child.getTextContent(), $lookIn(child, link), link);
    } else if ($isLineBreakNode(child)) {
      pushText(pieces, child, "\n", null, link);
    } else if ($isLinkNode(child)) {
      const url = $isAutoLinkNode(child) && child.getIsUnlinked() ? link : child.getURL();
      if (!$readPieces(child, url, pieces)) known = false;
    } else if ($isListNode(child)) {
      // Nested lists hold blocks of their own.
    } else if ($isElementNode(child)) {
      if (!child.isInline() && pieces.length > 0) pushText(pieces, child, "\n", null, link);
      $readPieces(child, link, pieces);
      known = false;
    } else {
      pushText(pieces, child, child.getTextContent(), link === undefined ? null : { ...PLAIN, link }, link);
      known = false;
    }
  }
  return known;
}

function $lookIn(node: TextNode, link: string | null | undefined): Look | null {
  if (link === undefined) return null;
  return { format: node.getFormat() & FORMAT_MASK, style: $styleOf(node), link };
}

/** As much of a node's style as the document can hold. */
function $styleOf(node: TextNode): string {
  const colors = readTextStyle(node.getStyle());
  return colors === null ? "" : textStyle(colors);
}

function pushText(
  pieces: Piece[],
  node: LexicalNode,
  text: string,
  look: Look | null,
  link: string | null | undefined,
): void {
  pieces.push({ key: node.getKey(), text, look, link, embed: null });
}
