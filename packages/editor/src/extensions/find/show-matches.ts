import { createDOMRange } from "@lexical/selection";
import { $getNodeByKey, $isElementNode, type LexicalEditor } from "lexical";
import { REVEAL_COMMAND } from "../../core/reveal.js";
import { distanceIntoView, textWindow } from "../../core/text-window.js";
import { $blockText, pieceAt } from "./block-text.js";
import type { Found, Match } from "./match.js";

const ALL = "motet-found";
const SHOWN = "motet-found-shown";

/** So many matches before and after the one that is shown are marked. */
const MARKED_AROUND = 500;

/** Marks the matches on the page and brings the shown one into sight. Where the browser cannot mark, it scrolls all the same. */
export function showMatches(editor: LexicalEditor, { matches, at }: Found): void {
  const match = matches[at];
  if (match !== undefined) editor.dispatchCommand(REVEAL_COMMAND, match.block);
  const from = Math.max(0, at - MARKED_AROUND);
  const ranges = editor.read(() =>
    matches.slice(from, at + MARKED_AROUND).map((match) => $rangeOf(editor, match)),
  );
  const shown = ranges[at - from] ?? null;
  if (typeof Highlight !== "undefined") {
    const others = ranges.filter((range) => range !== null && range !== shown);
    CSS.highlights.set(ALL, new Highlight(...(others as Range[])));
    CSS.highlights.set(SHOWN, shown === null ? new Highlight() : new Highlight(shown));
  }
  const root = editor.getRootElement();
  if (shown === null || root === null) return;
  const view = textWindow(root);
  const distance = distanceIntoView(shown.getBoundingClientRect(), view.top(), view.bottom());
  if (distance !== 0) view.scrollBy(distance);
}

export function hideMatches(): void {
  if (typeof Highlight === "undefined") return;
  CSS.highlights.delete(ALL);
  CSS.highlights.delete(SHOWN);
}

function $rangeOf(editor: LexicalEditor, { block: key, start, end }: Match): Range | null {
  const block = $getNodeByKey(key);
  if (!$isElementNode(block)) return null;
  const text = $blockText(block);
  const from = pieceAt(text, start, false);
  const to = pieceAt(text, end, true);
  return from === null || to === null ? null : createDOMRange(editor, from[0], from[1], to[0], to[1]);
}
