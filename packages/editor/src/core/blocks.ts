import { $createCodeNode, $isCodeNode, type CodeNode } from "@lexical/code-core";
import { $isLinkNode } from "@lexical/link";
import { $insertList, $isListItemNode, $isListNode } from "@lexical/list";
import { $createHeadingNode, $createQuoteNode, $isHeadingNode, $isQuoteNode } from "@lexical/rich-text";
import { $copyBlockFormatIndent, $setBlocksType } from "@lexical/selection";
import {
  $createLineBreakNode,
  $createParagraphNode,
  $findMatchingParent,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  type ElementNode,
  type LexicalNode,
  type RangeSelection,
} from "lexical";

/** The kinds of block that a writer chooses between. */
export type BlockType =
  | "paragraph"
  | "heading1"
  | "heading2"
  | "heading3"
  | "bulletedList"
  | "numberedList"
  | "checkList"
  | "quote"
  | "codeBlock";

const LIST_KINDS = { bulletedList: "bullet", numberedList: "number", checkList: "check" } as const;
const HEADING_TAGS = { heading1: "h1", heading2: "h2", heading3: "h3" } as const;

/** The block around a node: the nearest element that is not inline (a list item, not its list). */
export function $blockOf(node: LexicalNode): ElementNode | null {
  return $findMatchingParent(
    node,
    (parent): parent is ElementNode =>
      $isElementNode(parent) && !parent.isInline() && parent.getParent() !== null,
  );
}

/** The type of the block around a node; undefined where it is none that a writer can choose. */
export function $blockTypeOf(node: LexicalNode): BlockType | undefined {
  const block = $blockOf(node);
  if ($isListItemNode(block)) {
    const list = block.getParent();
    const kind = $isListNode(list) ? list.getListType() : "bullet";
    return kind === "number" ? "numberedList" : kind === "check" ? "checkList" : "bulletedList";
  }
  if ($isHeadingNode(block)) {
    const tag = block.getTag();
    return tag === "h1" ? "heading1" : tag === "h2" ? "heading2" : "heading3";
  }
  if ($isQuoteNode(block)) return "quote";
  if ($isCodeNode(block)) return "codeBlock";
  return block?.getType() === "paragraph" ? "paragraph" : undefined;
}

/** Turns the selected blocks into `type`; those that are all of it already become paragraphs. */
export function $toggleBlockType(type: BlockType): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  $setBlockType($everyBlockIs(selection, type) ? "paragraph" : type);
}

/** Turns the selected blocks into `type`, keeping their text. */
export function $setBlockType(type: BlockType): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  switch (type) {
    case "bulletedList":
    case "numberedList":
    case "checkList":
      $insertList(LIST_KINDS[type]);
      break;
    case "codeBlock":
      $makeCodeBlock(selection);
      break;
    case "paragraph":
      $replaceBlocks(selection, $createParagraphNode);
      break;
    case "quote":
      $replaceBlocks(selection, $createQuoteNode);
      break;
    case "heading1":
    case "heading2":
    case "heading3":
      $replaceBlocks(selection, () => $createHeadingNode(HEADING_TAGS[type]));
      break;
  }
}

/** Only what is selected leaves a list; what comes before and after stays one. */
function $replaceBlocks(selection: RangeSelection, create: () => ElementNode): void {
  for (const block of $selectedBlocks(selection)) if ($isListItemNode(block)) block.setIndent(0);
  $setBlocksType(selection, create, $keepLayout);
}

/** Alignment goes over into the new block, and so does indentation, except the level of a list, which means something else. */
function $keepLayout(from: ElementNode, to: ElementNode): void {
  if ($isListItemNode(from)) to.setFormat(from.getFormatType());
  else $copyBlockFormatIndent(from, to);
}

function $everyBlockIs(selection: RangeSelection, ...types: readonly BlockType[]): boolean {
  return $selectedBlocks(selection).every((block) => {
    const type = $blockTypeOf(block);
    return type !== undefined && types.includes(type);
  });
}

function $selectedBlocks(selection: RangeSelection): ElementNode[] {
  const blocks = new Map<string, ElementNode>();
  for (const node of selection.getNodes()) {
    if ($isListNode(node)) continue;
    const block = $blockOf(node);
    if (block !== null && !$isListNode(block)) blocks.set(block.getKey(), block);
  }
  return [...blocks.values()];
}

/** Several selected blocks become the lines of one code block. Code has no formatting and no links. */
function $makeCodeBlock(selection: RangeSelection): void {
  const made: CodeNode[] = [];
  $setBlocksType(
    selection,
    () => {
      const code = $createCodeNode();
      made.push(code);
      return code;
    },
    () => {},
  );
  const attached = made.filter((code) => code.isAttached());
  const [first, ...rest] = attached;
  if (first === undefined) return;
  for (const code of attached) $strip(code);
  for (const code of rest) {
    if (first.getNextSibling()?.is(code) !== true) continue;
    first.append($createLineBreakNode(), ...code.getChildren());
    code.remove();
  }
}

function $strip(element: ElementNode): void {
  for (const child of element.getChildren()) {
    if ($isTextNode(child)) child.setFormat(0);
    else if ($isLinkNode(child)) {
      $strip(child);
      child.getParentOrThrow().splice(child.getIndexWithinParent(), 1, child.getChildren());
    }
  }
}
