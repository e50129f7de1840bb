import * as Y from "yjs";
import { isMarker } from "./live-block.js";
import { BODY } from "./roots.js";

/** How many blocks the body has, without reading them: far cheaper than `readBlocks`, and of the same order. */
export function countBlocks(ydoc: Y.Doc): number {
  let count = 0;
  for (const item of itemsOf(ydoc)) if (isMarker(item)) count += 1;
  return count;
}

/** The characters of the body's blocks, each block that has any on a line of its own. For documents too long to be read as blocks. */
export function bodyText(ydoc: Y.Doc): string {
  const lines: string[] = [];
  let line: string[] = [];
  for (const item of itemsOf(ydoc)) {
    if (item.content instanceof Y.ContentString) line.push(item.content.str);
    else if (isMarker(item) && line.length > 0) {
      lines.push(line.join(""));
      line = [];
    }
  }
  if (line.length > 0) lines.push(line.join(""));
  return lines.join("\n");
}

function* itemsOf(ydoc: Y.Doc): Generator<Y.Item> {
  for (let item = ydoc.getText(BODY)._start; item !== null; item = item.right) if (!item.deleted) yield item;
}
