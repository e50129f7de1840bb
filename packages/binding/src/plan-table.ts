import {
  cellName,
  createTableId,
  type GridCell,
  isColor,
  type Merge,
  type TableGrid,
  type TableProp,
} from "@motet/model";
import type { NodeKey } from "lexical";
import type { DraftCell, TableDraft } from "./draft-table.js";
import { isMerged, type TableView, widthsOf } from "./table-view.js";

/** What has to be done in Yjs so that a table reads as it stands in Lexical. */
export interface TablePlan {
  /** What Lexical shows from here on. */
  readonly view: TableView;
  readonly seenRows: readonly string[];
  readonly seenColumns: readonly string[];
  readonly props: readonly TableProp[];
  /** Flows of cells that a merged one covers now: what was shown of them has moved. */
  readonly covered: ReadonlySet<string>;
  /** Lexical shows something that Yjs cannot hold. */
  readonly foreign: boolean;
}

/** `view` is what was shown before; `null` for a table that is new. */
export function planTable(id: string, view: TableView | null, draft: TableDraft): TablePlan {
  const before = view?.grid ?? null;
  const rowIds = rowsOf(view, draft);
  const columnIds = columnsOf(view, draft);
  const props: TableProp[] = [];
  const placed = placeFlows(id, view, draft, rowIds, columnIds);
  const headers = headersOf(draft, rowIds, columnIds, before);
  const shownWidths = new Map(
    before === null ? [] : (widthsOf(before) ?? []).map((width, at) => [before.columns[at]?.id, width]),
  );
  const ownWidths = new Map(before?.columns.map((column) => [column.id, column.width]));

  const rows = rowIds.map((rowId) => ({ id: rowId, header: headers.rows.has(rowId), width: null }));
  const columns = columnIds.map((columnId, at) => {
    const width = draft.columnWidths?.[at] ?? null;
    const isSame = width === (shownWidths.get(columnId) ?? null);
    if (!isSame) props.push({ kind: "width", id: columnId, value: width });
    const header = headers.columns.has(columnId);
    return { id: columnId, header, width: isSame ? (ownWidths.get(columnId) ?? null) : width };
  });
  for (const { id: row, header } of rows) {
    const was = before?.rows.find((line) => line.id === row)?.header ?? false;
    if (header !== was) props.push({ kind: "row-header", id: row, value: header });
  }
  for (const { id: column, header } of columns) {
    const was = before?.columns.find((line) => line.id === column)?.header ?? false;
    if (header !== was) props.push({ kind: "column-header", id: column, value: header });
  }

  const cells = new Map<NodeKey, GridCell>();
  const byRow: GridCell[][] = rowIds.map(() => []);
  for (const [cell, { row, column }] of placed) {
    const { top, left, rowSpan, columnSpan } = cell;
    const background = isColor(cell.background) ? cell.background.toLowerCase() : null;
    const gridCell = {
      flow: cellName(id, row, column),
      row,
      column,
      top,
      left,
      rowSpan,
      columnSpan,
      background,
    };
    cells.set(cell.key, gridCell);
    byRow[top]?.push(gridCell);
  }
  const grid: TableGrid = {
    table: id,
    rows,
    columns,
    cells: byRow,
    hiddenRows: before?.hiddenRows ?? 0,
    hiddenColumns: before?.hiddenColumns ?? 0,
    watched: before?.watched ?? new Set(),
  };
  props.push(...cellProps(before, grid));
  return {
    view: { id, key: draft.key, grid, rowKeys: draft.rowKeys, cells },
    seenRows: before?.rows.map((row) => row.id) ?? [],
    seenColumns: before?.columns.map((column) => column.id) ?? [],
    props,
    covered: coveredFlows(before, grid),
    foreign:
      draft.columnWidths?.join() !== widthsOf(grid)?.join() ||
      draft.cells.some(
        (cell) =>
          cell.isClipped ||
          cell.background !== (cells.get(cell.key)?.background ?? null) ||
          cell.inHeaderRow !== rows[cell.top]?.header ||
          cell.inHeaderColumn !== columns[cell.left]?.header,
      ),
  };
}

export function isIdleTable({ view, seenRows, seenColumns, props, covered }: TablePlan): boolean {
  const { rows, columns } = view.grid;
  return props.length === 0 && covered.size === 0 && isSame(rows, seenRows) && isSame(columns, seenColumns);
}

function isSame(lines: readonly { readonly id: string }[], ids: readonly string[]): boolean {
  return lines.length === ids.length && lines.every(({ id }, at) => id === ids[at]);
}

function rowsOf(view: TableView | null, draft: TableDraft): string[] {
  const known = new Map(view?.rowKeys.map((key, at) => [key, view.grid.rows[at]?.id]));
  return draft.rowKeys.map((key) => known.get(key) ?? createTableId());
}

/** Columns have no nodes: each is the one that its cells were in before. */
function columnsOf(view: TableView | null, draft: TableDraft): string[] {
  const ids: (string | undefined)[] = Array.from({ length: draft.width });
  const taken = new Set<string>();
  const assign = (at: number, id: string | undefined): void => {
    if (id === undefined || ids[at] !== undefined || taken.has(id)) return;
    ids[at] = id;
    taken.add(id);
  };
  const idAt = (at: number): string | undefined => view?.grid.columns[at]?.id;
  for (const cell of draft.cells) {
    const old = view?.cells.get(cell.key);
    if (old !== undefined && old.columnSpan === 1 && cell.columnSpan === 1) assign(cell.left, idAt(old.left));
  }
  for (const cell of draft.cells) {
    const old = view?.cells.get(cell.key);
    if (old === undefined || old.columnSpan !== cell.columnSpan) continue;
    for (let at = 0; at < cell.columnSpan; at++) assign(cell.left + at, idAt(old.left + at));
  }
  // Merged in each row there is: the columns are still those that the cell took the place of.
  for (const cell of draft.cells) {
    const old = view?.cells.get(cell.key);
    if (old === undefined) continue;
    for (let at = 0; at < cell.columnSpan; at++) assign(cell.left + at, idAt(old.left + at));
  }
  return ids.map((id) => id ?? createTableId());
}

interface Named {
  readonly row: string;
  readonly column: string;
}

/** Which flow each cell shows: the one it showed before, as long as that does not belong elsewhere now. */
function placeFlows(
  id: string,
  view: TableView | null,
  draft: TableDraft,
  rowIds: readonly string[],
  columnIds: readonly string[],
): Map<DraftCell, Named> {
  const rowAt = new Map(rowIds.map((row, at) => [row, at]));
  const columnAt = new Map(columnIds.map((column, at) => [column, at]));
  const placed = new Map<DraftCell, Named>();
  const taken = new Set<string>();
  for (const cell of draft.cells) {
    const native: Named = { row: rowIds[cell.top] as string, column: columnIds[cell.left] as string };
    const old = view?.cells.get(cell.key);
    let named = native;
    if (old !== undefined) {
      const y = rowAt.get(old.row);
      const x = columnAt.get(old.column);
      const isElsewhere =
        y !== undefined &&
        x !== undefined &&
        (y < cell.top || y >= cell.top + cell.rowSpan || x < cell.left || x >= cell.left + cell.columnSpan);
      if (!isElsewhere) named = old;
    }
    if (taken.has(cellName(id, named.row, named.column))) named = native;
    taken.add(cellName(id, named.row, named.column));
    placed.set(cell, { row: named.row, column: named.column });
  }
  return placed;
}

/** A row or column is a header where all of its cells say so. */
function headersOf(
  draft: TableDraft,
  rowIds: readonly string[],
  columnIds: readonly string[],
  before: TableGrid | null,
): { rows: ReadonlySet<string>; columns: ReadonlySet<string> } {
  const rows = new Map<string, boolean>();
  const columns = new Map<string, boolean>();
  for (const { top, left, inHeaderRow, inHeaderColumn } of draft.cells) {
    const row = rowIds[top] as string;
    const column = columnIds[left] as string;
    rows.set(row, (rows.get(row) ?? true) && inHeaderRow);
    columns.set(column, (columns.get(column) ?? true) && inHeaderColumn);
  }
  for (const { id, header } of before?.rows ?? []) if (!rows.has(id)) rows.set(id, header);
  for (const { id, header } of before?.columns ?? []) if (!columns.has(id)) columns.set(id, header);
  const on = (lines: ReadonlyMap<string, boolean>): Set<string> =>
    new Set([...lines].filter(([, header]) => header).map(([id]) => id));
  return { rows: on(rows), columns: on(columns) };
}

function cellProps(before: TableGrid | null, after: TableGrid): TableProp[] {
  const props: TableProp[] = [];
  const old = new Map(before?.cells.flat().map((cell) => [cell.flow, cell]));
  const still = new Set<string>();
  for (const cell of after.cells.flat()) {
    const { flow, row, column, background } = cell;
    still.add(flow);
    const known = old.get(flow);
    if (background !== (known?.background ?? null)) {
      props.push({ kind: "background", row, column, value: background });
    }
    const was = before === null || known === undefined ? null : mergeOf(before, known);
    const is = mergeOf(after, cell);
    if (is === null && was === null) continue;
    if (is !== null && was !== null && equalMerges(remaining(was, after), is)) continue;
    props.push({ kind: "merge", row, column, value: is });
  }
  // A merge whose cell is covered by another one now is no more.
  const isThere = whereabouts(after);
  for (const cell of old.values()) {
    if (!still.has(cell.flow) && isThere(cell) && before !== null && isMerged(before, cell)) {
      props.push({ kind: "merge", row: cell.row, column: cell.column, value: null });
    }
  }
  return props;
}

function mergeOf(grid: TableGrid, cell: GridCell): Merge | null {
  if (!isMerged(grid, cell)) return null;
  return {
    rows: grid.rows.slice(cell.top, cell.top + cell.rowSpan).map(({ id }) => id),
    columns: grid.columns.slice(cell.left, cell.left + cell.columnSpan).map(({ id }) => id),
  };
}

/** What is left of a merge without the rows and columns that are gone: Yjs reads it so by itself. */
function remaining({ rows, columns }: Merge, grid: TableGrid): Merge {
  return {
    rows: rows.filter((id) => grid.rows.some((row) => row.id === id)),
    columns: columns.filter((id) => grid.columns.some((column) => column.id === id)),
  };
}

function equalMerges(a: Merge, b: Merge): boolean {
  return a.rows.join() === b.rows.join() && a.columns.join() === b.columns.join();
}

function coveredFlows(before: TableGrid | null, after: TableGrid): ReadonlySet<string> {
  const covered = new Set<string>();
  const shown = new Set(after.cells.flat().map(({ flow }) => flow));
  const isThere = whereabouts(after);
  for (const cell of before?.cells.flat() ?? []) {
    if (isThere(cell) && !shown.has(cell.flow)) covered.add(cell.flow);
  }
  return covered;
}

/** Whether the row and the column that a cell is named by are there. */
function whereabouts({ rows, columns }: TableGrid): (cell: GridCell) => boolean {
  const rowIds = new Set(rows.map(({ id }) => id));
  const columnIds = new Set(columns.map(({ id }) => id));
  return ({ row, column }) => rowIds.has(row) && columnIds.has(column);
}
