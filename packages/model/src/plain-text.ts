import type * as Y from "yjs";
import type { Block } from "./block.js";
import { embedText } from "./embed-text.js";
import { readBlocks } from "./read-blocks.js";

/**
 * The text of the body without its formatting, each block on a line of its own; line breaks inside a block stay. The
 * title is not part of it. Never throws.
 */
export function toPlainText(ydoc: Y.Doc): string {
  return readBlocks(ydoc).map(plainText).join("\n");
}

/** The text of one block. Inline things stand in it by their words, or by their type in brackets. */
export function plainText({ runs }: Block): string {
  return runs.map((run) => ("text" in run ? run.text : embedText(run))).join("");
}
