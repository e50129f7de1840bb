import type * as Y from "yjs";
import type { Attributes, Block, Run, Table } from "./block.js";
import { findFlow } from "./flow.js";
import { type LiveBlock, markerId, NO_ATTRIBUTES, readLiveBlock, yjsName } from "./live-block.js";
import { BODY } from "./roots.js";
import { type NormalBlock, TABLE } from "./schema.js";
import { type GridLine, readTableGrid } from "./table-grid.js";
import { isTableId } from "./table-names.js";

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

/** The whole document as plain blocks. Whatever a client has written into it, this does not throw. */
export function readBlocks(ydoc: Y.Doc): Block[] {
  const seen: Seen = { blocks: new Set(), tables: new Set() };
  return readLiveBlocks(ydoc.getText(BODY)).map((live) => {
    const table = readTable(ydoc, live, seen);
    return { ...readBlock(live, seen), ...(table === null ? {} : { table }) };
  });
}

/** The id of the table that a marker stands for; `null` where it stands for none that can be shown. */
export function tableIdOf(live: NormalBlock): string | null {
  const id = live.type === TABLE ? live.props[TABLE] : null;
  return isTableId(id) ? id : null;
}

/** What has been read already: ids that come again do not count again. */
interface Seen {
  readonly blocks: Set<string>;
  readonly tables: Set<string>;
}

function readBlock(live: LiveBlock, seen: Seen): Block {
  const id = live.marker === null ? undefined : uniqueId(live.marker, seen.blocks);
  const props = { ...live.props };
  if (live.type === TABLE) delete props[TABLE];
  return {
    ...(id === undefined ? {} : { id }),
    type: live.type,
    ...(Object.keys(props).length === 0 ? {} : { props }),
    runs: readRuns(live),
  };
}

function readTable(ydoc: Y.Doc, live: LiveBlock, seen: Seen): Table | null {
  const id = tableIdOf(live);
  if (id === null || seen.tables.has(id)) return null;
  seen.tables.add(id);
  const grid = readTableGrid(ydoc, id);
  return {
    id,
    columns: grid.columns.map(({ width, ...line }) => ({
      ...readLine(line),
      ...(width === null ? {} : { width }),
    })),
    rows: grid.rows.map((line, index) => ({
      ...readLine(line),
      cells: (grid.cells[index] ?? []).map((cell) => ({
        ...(cell.rowSpan === 1 ? {} : { rowSpan: cell.rowSpan }),
        ...(cell.columnSpan === 1 ? {} : { columnSpan: cell.columnSpan }),
        ...(cell.background === null ? {} : { background: cell.background }),
        blocks: readCell(ydoc, cell.flow, seen),
      })),
    })),
    ...(grid.hiddenRows === 0 ? {} : { hiddenRows: grid.hiddenRows }),
    ...(grid.hiddenColumns === 0 ? {} : { hiddenColumns: grid.hiddenColumns }),
  };
}

function readLine({ id, header }: Pick<GridLine, "id" | "header">): { id: string; header?: boolean } {
  return header ? { id, header } : { id };
}

/** A table in a cell is not read: it stands there without its content. */
function readCell(ydoc: Y.Doc, name: string, seen: Seen): Block[] {
  const flow = findFlow(ydoc, name);
  if (flow === null) return [{ type: "paragraph", runs: [] }];
  return readLiveBlocks(flow).map((live) => readBlock(live, seen));
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
