import type { Block } from "./block.js";
import { CONTENTS } from "./contents.js";
import { headingDepths } from "./heading-depths.js";
import { normalizeBlock, propOf } from "./schema.js";

/** What headings are called in a page that shows its contents. Empty for one that does not. */
export type HeadingIds = ReadonlyMap<Block, string>;

export function headingIds(blocks: readonly Block[]): HeadingIds {
  const all = everyBlock(blocks);
  if (!all.some(({ type }) => type === CONTENTS)) return new Map();
  const headings = all.filter(({ type }) => type === "heading");
  return new Map(headings.map((block, at) => [block, `heading-${at + 1}`]));
}

/** Those in cells too. */
function everyBlock(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block) => [
    block,
    ...(block.table?.rows ?? []).flatMap(({ cells }) => cells.flatMap((cell) => everyBlock(cell.blocks))),
  ]);
}

/** Lists in lists. `writeWords` gives a heading's words as HTML without links. */
export function writeContents(ids: HeadingIds, writeWords: (heading: Block) => string): string {
  const headings = [...ids.keys()];
  const depths = headingDepths(headings.map(levelOf));
  let html = "";
  let open = -1;
  headings.forEach((heading, at) => {
    const depth = depths[at] ?? 0;
    html += depth > open ? "<ol>" : `</li>${"</ol></li>".repeat(open - depth)}`;
    html += `<li><a href="#${ids.get(heading)}">${writeWords(heading)}</a>`;
    open = depth;
  });
  return `<nav data-contents>${html}${"</li></ol>".repeat(open + 1)}</nav>`;
}

function levelOf({ type, props }: Block): number {
  return Number(propOf(normalizeBlock(type, Object.entries(props ?? {})), "level"));
}
