import type * as Y from "yjs";
import {
  type Axis,
  createTableId,
  readLines,
  readTableGrid,
  writeLines,
  writeTableProp,
} from "../../src/index.js";

/** Adds a row or column so that it is the one at `index`; returns its id. */
export function insertLine(ydoc: Y.Doc, table: string, axis: Axis, index: number): string {
  const seen = readLines(ydoc, table, axis);
  const id = createTableId();
  ydoc.transact(() => writeLines(ydoc, table, axis, seen, seen.toSpliced(index, 0, id)));
  return id;
}

/** Takes a row or column out. Its text stays, and is there again when undo brings the id back. */
export function deleteLine(ydoc: Y.Doc, table: string, axis: Axis, id: string): void {
  const seen = readLines(ydoc, table, axis);
  const wanted = seen.filter((each) => each !== id);
  ydoc.transact(() => writeLines(ydoc, table, axis, seen, wanted));
}

/** Moves a row or column so that it is the one at `index`. */
export function moveLine(ydoc: Y.Doc, table: string, axis: Axis, id: string, index: number): void {
  const seen = readLines(ydoc, table, axis);
  if (!seen.includes(id)) return;
  const wanted = seen.filter((each) => each !== id).toSpliced(index, 0, id);
  ydoc.transact(() => writeLines(ydoc, table, axis, seen, wanted));
}

/** Makes the cells of some rows and columns one. Holds as long as all of them but the first are empty. */
export function mergeCells(
  ydoc: Y.Doc,
  table: string,
  rows: readonly string[],
  columns: readonly string[],
): void {
  const [row] = rows;
  const [column] = columns;
  if (row === undefined || column === undefined) return;
  ydoc.transact(() => {
    writeTableProp(ydoc, table, { kind: "merge", row, column, value: { rows, columns } });
  });
}

/** Takes the merge back that the cell at this row and column belongs to. */
export function splitCell(ydoc: Y.Doc, table: string, row: string, column: string): void {
  const grid = readTableGrid(ydoc, table);
  const y = grid.rows.findIndex(({ id }) => id === row);
  const x = grid.columns.findIndex(({ id }) => id === column);
  for (const cell of grid.cells.flat()) {
    if (y < cell.top || y >= cell.top + cell.rowSpan) continue;
    if (x < cell.left || x >= cell.left + cell.columnSpan) continue;
    ydoc.transact(() =>
      writeTableProp(ydoc, table, { kind: "merge", row: cell.row, column: cell.column, value: null }),
    );
  }
}
