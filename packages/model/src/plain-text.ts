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

/**
 * The text of one block. Inline things stand in it by their words, or by their type in brackets. Of a table, the rows
 * stand below each other, with tabs between their cells, and then its caption.
 */
export function plainText({ runs, table }: Block): string {
  const text = runs.map((run) => ("text" in run ? run.text : embedText(run))).join("");
  if (table === undefined) return text;
  const rows = table.rows.map(({ cells }) =>
    cells
      .map(({ blocks }) =>
        blocks
          .map(plainText)
          .join("\n")
          .replace(/[\t\n]/g, " "),
      )
      .join("\t"),
  );
  return [...rows, ...(text === "" ? [] : [text])].join("\n");
}
