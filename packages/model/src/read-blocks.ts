import type * as Y from "yjs";
import type { Attributes, Block, Run } from "./block.js";
import { type LiveBlock, markerId, NO_ATTRIBUTES, readLiveBlock, yjsName } from "./live-block.js";
import { BODY } from "./roots.js";

/**
 * The live blocks of a body in document order, never none: a body without marker reads as one paragraph.
 * Text before the first marker reads as a paragraph of its own.
 */
export function readLiveBlocks(body: Y.Text): LiveBlock[] {
  const blocks: LiveBlock[] = [];
  let block = readLiveBlock(body, null, NO_ATTRIBUTES);
  if (block.segments.length > 0 || block.next === null) blocks.push(block);
  while (block.next !== null) {
    block = readLiveBlock(body, block.next, block.endAttributes);
    blocks.push(block);
  }
  return blocks;
}

/** The whole document as plain blocks. Whatever a client has written into the body, this does not throw. */
export function readBlocks(ydoc: Y.Doc): Block[] {
  const seen = new Set<string>();
  return readLiveBlocks(ydoc.getText(BODY)).map((live) => {
    const id = live.marker === null ? undefined : uniqueId(live.marker, seen);
    return {
      ...(id === undefined ? {} : { id }),
      type: live.type,
      ...(Object.keys(live.props).length === 0 ? {} : { props: { ...live.props } }),
      runs: readRuns(live),
    };
  });
}

/** Copies of a block may carry one id twice: the later one is told apart by its Yjs id, alike on every client. */
function uniqueId(marker: Y.Item, seen: Set<string>): string {
  const written = markerId(marker);
  const id = seen.has(written) ? `${written}~${yjsName(marker)}` : written;
  seen.add(id);
  return id;
}

function readRuns(block: LiveBlock): Run[] {
  const runs: Run[] = [];
  for (const segment of block.segments) {
    const attributes = Object.keys(segment.attributes).length === 0 ? undefined : sorted(segment.attributes);
    const formatted = attributes === undefined ? {} : { attributes };
    if (segment.text === null) {
      runs.push({ embed: segment.embed ?? { type: "unknown" }, ...formatted });
      continue;
    }
    const last = runs.at(-1);
    if (last !== undefined && "text" in last && equalAttributes(last.attributes, attributes)) {
      runs[runs.length - 1] = { text: last.text + segment.text, ...formatted };
    } else {
      runs.push({ text: segment.text, ...formatted });
    }
  }
  return runs;
}

function sorted(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Equal keys and values; values that are objects are compared by what they hold. */
export function equalAttributes(a: Attributes = NO_ATTRIBUTES, b: Attributes = NO_ATTRIBUTES): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    const left = a[key];
    const right = b[key];
    if (left === right) return true;
    if (typeof left !== "object" || typeof right !== "object") return false;
    return JSON.stringify(left) === JSON.stringify(right);
  });
}
