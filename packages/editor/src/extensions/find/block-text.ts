import {
  $createTextNode,
  $isElementNode,
  $isLineBreakNode,
  $isTabNode,
  $isTextNode,
  type ElementNode,
  type LexicalNode,
  type TextNode,
} from "lexical";
import type { Span } from "./find-in-text.js";

/** A text node, and where it begins in its block's text. */
export interface TextPiece {
  readonly node: TextNode;
  readonly start: number;
}

export interface BlockText {
  readonly text: string;
  readonly pieces: readonly TextPiece[];
}

/** The text of one block without the blocks in it; what is no text counts as one character that nobody types. */
export function $blockText(block: ElementNode): BlockText {
  const pieces: TextPiece[] = [];
  let text = "";
  const read = (parent: ElementNode) => {
    for (const child of parent.getChildren()) {
      if ($isTextNode(child)) {
        pieces.push({ node: child, start: text.length });
        text += child.getTextContent();
      } else if ($isElementNode(child)) {
        if (child.isInline()) read(child);
      } else text += $isLineBreakNode(child) ? "\n" : "\uFFFC";
    }
  };
  read(block);
  return { text, pieces };
}

/** The blocks below a node that hold text themselves, in their order. */
export function $textBlocks(parent: ElementNode): ElementNode[] {
  const blocks: ElementNode[] = [];
  const isText = (child: LexicalNode) => $isTextNode(child) || ($isElementNode(child) && child.isInline());
  const walk = (element: ElementNode) => {
    const children = element.getChildren();
    if (children.some(isText)) blocks.push(element);
    for (const child of children) if ($isElementNode(child) && !child.isInline()) walk(child);
  };
  walk(parent);
  return blocks;
}

/** Where a place in a block's text is: at the end of a piece rather than at the start of the next one if `isEnd`. */
export function pieceAt({ pieces }: BlockText, offset: number, isEnd: boolean): [TextNode, number] | null {
  const found = pieces.findLast(({ start }) => (isEnd ? start < offset : start <= offset));
  return found === undefined ? null : [found.node, offset - found.start];
}

/**
 * Puts what `replacementOf` says in the place of spans in ascending order. It takes the format of the text in which a span begins, and
 * what is no text in a span stays.
 */
export function $replaceSpans<S extends Span>(
  block: ElementNode,
  spans: readonly S[],
  replacementOf: (span: S) => string,
): void {
  let first = 0;
  for (const { node, start } of $blockText(block).pieces) {
    const text = node.getTextContent();
    const end = start + text.length;
    while ((spans[first]?.end ?? Infinity) <= start) first += 1;
    let written = "";
    let read = start;
    for (let at = first; at < spans.length; at++) {
      const span = spans[at];
      if (span === undefined || span.start >= end) break;
      written += text.slice(read - start, Math.max(span.start, start) - start);
      if (span.start >= start) written += replacementOf(span);
      read = Math.min(span.end, end);
    }
    if (read === start) continue;
    written += text.slice(read - start);
    if (written === text) continue;
    if (written === "") node.remove();
    else if ($isTabNode(node)) node.replace($createTextNode(written));
    else node.setTextContent(written);
  }
}
