import type * as Y from "yjs";
import { isEmptyFlow } from "./flow.js";
import { readLines } from "./table-lines.js";
import { type Axis, cellName } from "./table-names.js";
import { readTableProps, type TableProps } from "./table-props.js";

/** What a reader shows of a table. More is kept in Yjs, and counted. */
export const TABLE_LIMITS = { maxRows: 1_000, maxColumns: 100, maxCells: 10_000 } as const;

/** A table as it lives in Yjs: which flow stands where. */
export interface TableGrid {
  readonly table: string;
  readonly columns: readonly GridLine[];
  readonly rows: readonly GridLine[];
  /** Of each row, the cells that begin in it. */
  readonly cells: readonly (readonly GridCell[])[];
  readonly hiddenRows: number;
  readonly hiddenColumns: number;
  /** Flows that decide by being empty or not whether cells are merged. */
  readonly watched: ReadonlySet<string>;
}

export interface GridLine {
  readonly id: string;
  readonly header: boolean;
  /** Of a column, in CSS pixels, where somebody has set it. */
  readonly width: number | null;
}

export interface GridCell {
  /** The name of its text. */
  readonly flow: string;
  /** The ids that its text is named by; in a merged cell, where a row was deleted, another row's than its first. */
  readonly row: string;
  readonly column: string;
  /** Where it stands. */
  readonly top: number;
  readonly left: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly background: string | null;
}

/** How often each cell may be looked at for merges: where none overlap, once is enough. */
const MAX_LOOKS = 8;

interface Area {
  readonly top: number;
  readonly left: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/**
 * A full grid, whatever was written at the same time: a row and a column that came at once cross in an empty cell.
 * Merges that overlap or contradict the grid do not hold, the first in reading order wins; nor do those that would
 * cover text, which somebody typed while the cells were merged. Nothing is written, nor any type created.
 */
export function readTableGrid(ydoc: Y.Doc, table: string): TableGrid {
  const props = readTableProps(ydoc, table);
  const allColumns = readLines(ydoc, table, "columns");
  const allRows = readLines(ydoc, table, "rows");
  const columns = allColumns.slice(0, TABLE_LIMITS.maxColumns);
  const maxRows = Math.min(TABLE_LIMITS.maxRows, Math.floor(TABLE_LIMITS.maxCells / columns.length));
  const rows = allRows.slice(0, maxRows);
  const { areas, watched } = resolveMerges(ydoc, table, rows, columns, props);

  const covered = new Uint8Array(rows.length * columns.length);
  const cells = rows.map((row, top) => {
    const begun: GridCell[] = [];
    columns.forEach((column, left) => {
      const at = top * columns.length + left;
      if (covered[at] === 1) return;
      const merged = areas.get(at);
      const area: Area = merged?.area ?? { top, left, rowSpan: 1, columnSpan: 1 };
      const named = merged ?? { row, column };
      for (let y = top; y < top + area.rowSpan; y++) {
        covered.fill(1, y * columns.length + left, y * columns.length + left + area.columnSpan);
      }
      begun.push({
        flow: cellName(table, named.row, named.column),
        row: named.row,
        column: named.column,
        ...area,
        background: props.backgrounds.get(`${named.row}:${named.column}`) ?? null,
      });
    });
    return begun;
  });
  return {
    table,
    columns: lines(columns, "columns", props),
    rows: lines(rows, "rows", props),
    cells,
    hiddenRows: allRows.length - rows.length,
    hiddenColumns: allColumns.length - columns.length,
    watched,
  };
}

function lines(ids: readonly string[], axis: Axis, props: TableProps): GridLine[] {
  const headers = axis === "rows" ? props.headerRows : props.headerColumns;
  return ids.map((id) => ({
    id,
    header: headers.has(id),
    width: axis === "columns" ? (props.widths.get(id) ?? null) : null,
  }));
}

interface Merged {
  readonly row: string;
  readonly column: string;
  readonly area: Area;
}

/** The merges that hold, by the index of their first cell. */
function resolveMerges(
  ydoc: Y.Doc,
  table: string,
  rows: readonly string[],
  columns: readonly string[],
  { merges }: TableProps,
): { areas: Map<number, Merged>; watched: Set<string> } {
  const rowIndex = new Map(rows.map((id, index) => [id, index]));
  const columnIndex = new Map(columns.map((id, index) => [id, index]));
  const candidates: Merged[] = [];
  for (const [cell, merge] of merges) {
    const [row = "", column = ""] = cell.split(":");
    const vertical = rangeOf(merge.rows, rowIndex);
    const horizontal = rangeOf(merge.columns, columnIndex);
    if (vertical === null || horizontal === null) continue;
    const area: Area = {
      top: vertical.start,
      left: horizontal.start,
      rowSpan: vertical.end - vertical.start,
      columnSpan: horizontal.end - horizontal.start,
    };
    const y = rowIndex.get(row);
    const x = columnIndex.get(column);
    // A cell that is there by itself is shown once: it must be inside.
    if (y !== undefined && x !== undefined && !isInside(area, y, x)) continue;
    candidates.push({ row, column, area });
  }
  candidates.sort(
    (a, b) =>
      a.area.top - b.area.top ||
      a.area.left - b.area.left ||
      (`${a.row}:${a.column}` < `${b.row}:${b.column}` ? -1 : 1),
  );
  const areas = new Map<number, Merged>();
  const watched = new Set<string>();
  const taken = new Uint8Array(rows.length * columns.length);
  let budget = MAX_LOOKS * taken.length;
  for (const candidate of candidates) {
    const { area } = candidate;
    const inside: number[] = [];
    budget -= area.rowSpan * area.columnSpan;
    if (budget < 0) break;
    for (let y = area.top; y < area.top + area.rowSpan; y++) {
      for (let x = area.left; x < area.left + area.columnSpan; x++) inside.push(y * columns.length + x);
      if (inside.some((at) => taken[at] === 1)) break;
    }
    if (inside.some((at) => taken[at] === 1)) continue;
    const own = cellName(table, candidate.row, candidate.column);
    let isFree = true;
    for (const at of inside) {
      const name = cellName(
        table,
        rows[Math.floor(at / columns.length)] as string,
        columns[at % columns.length] as string,
      );
      if (name === own) continue;
      watched.add(name);
      if (isFree && !isEmptyFlow(ydoc, name)) isFree = false;
    }
    if (!isFree) continue;
    for (const at of inside) taken[at] = 1;
    areas.set(area.top * columns.length + area.left, candidate);
  }
  return { areas, watched };
}

function rangeOf(
  ids: readonly string[],
  index: ReadonlyMap<string, number>,
): { start: number; end: number } | null {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const id of ids) {
    const at = index.get(id);
    if (at === undefined) continue;
    start = Math.min(start, at);
    end = Math.max(end, at + 1);
  }
  return end === 0 ? null : { start, end };
}

function isInside({ top, left, rowSpan, columnSpan }: Area, y: number, x: number): boolean {
  return y >= top && y < top + rowSpan && x >= left && x < left + columnSpan;
}
