import { $getRoot, $getSelection, $isRangeSelection } from "lexical";
import { $blockOf } from "../../core/blocks.js";
import { $blockText, $textBlocks } from "./block-text.js";
import type { Match } from "./match.js";

/** The number of the first match at the caret or behind it, else of the first one; -1 where there is none. */
export function $matchAtCaret(matches: readonly Match[]): number {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || matches.length === 0) return matches.length === 0 ? -1 : 0;
  const [from] = selection.getStartEndPoints() ?? [selection.anchor];
  const start = from.getNode();
  const block = $blockOf(start);
  if (block === null) return 0;
  const order = new Map($textBlocks($getRoot()).map((each, index) => [each.getKey(), index]));
  const here = order.get(block.getKey()) ?? 0;
  const piece = $blockText(block).pieces.find(({ node }) => node.is(start));
  const caret = piece === undefined ? 0 : piece.start + from.offset;
  const next = matches.findIndex(({ block: key, end }) => {
    const there = order.get(key) ?? 0;
    return there > here || (there === here && end >= caret);
  });
  return Math.max(0, next);
}
