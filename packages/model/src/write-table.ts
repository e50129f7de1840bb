import type * as Y from "yjs";
import type { Block, Table } from "./block.js";
import { createTableId } from "./block-id.js";
import { openFlow } from "./flow.js";
import { placeCells } from "./table-cells.js";
import { TABLE_LIMITS } from "./table-grid.js";
import { writeLines } from "./table-lines.js";
import { cellName } from "./table-names.js";
import { isColor, writeTableProp } from "./table-props.js";

/** Writes blocks into a cell's flow. */
export type FillCell = (ydoc: Y.Doc, flow: Y.Text, blocks: readonly Block[]) => void;

/** Writes the content of a new table, in a transaction. No more than a reader shows: `TABLE_LIMITS`. */
export function writeTable(ydoc: Y.Doc, id: string, table: Table, fill: FillCell): void {
  const columns = table.columns.slice(0, TABLE_LIMITS.maxColumns).map((column) => ({
    ...column,
    id: createTableId(),
  }));
  const maxRows = Math.min(
    TABLE_LIMITS.maxRows,
    Math.floor(TABLE_LIMITS.maxCells / Math.max(1, columns.length)),
  );
  const rows = table.rows.slice(0, maxRows).map((row) => ({ ...row, id: createTableId() }));
  const rowIds = rows.map((row) => row.id);
  const columnIds = columns.map((column) => column.id);
  writeLines(ydoc, id, "columns", [], columnIds);
  writeLines(ydoc, id, "rows", [], rowIds);
  for (const row of rows) {
    if (row.header === true) writeTableProp(ydoc, id, { kind: "row-header", id: row.id, value: true });
  }
  for (const column of columns) {
    if (column.header === true)
      writeTableProp(ydoc, id, { kind: "column-header", id: column.id, value: true });
    if (column.width !== undefined)
      writeTableProp(ydoc, id, { kind: "width", id: column.id, value: column.width });
  }
  for (const cell of placeCells({ columns, rows })) {
    const { top, left, rowSpan = 1, columnSpan = 1, background } = cell;
    const row = rowIds[top] as string;
    const column = columnIds[left] as string;
    if (isColor(background)) {
      writeTableProp(ydoc, id, { kind: "background", row, column, value: background });
    }
    if (rowSpan > 1 || columnSpan > 1) {
      const value = {
        rows: rowIds.slice(top, top + rowSpan),
        columns: columnIds.slice(left, left + columnSpan),
      };
      writeTableProp(ydoc, id, { kind: "merge", row, column, value });
    }
    const isEmpty =
      cell.blocks.length === 0 ||
      (cell.blocks.length === 1 &&
        cell.blocks[0]?.type === "paragraph" &&
        cell.blocks[0].runs.length === 0 &&
        Object.keys(cell.blocks[0].props ?? {}).length === 0);
    const flow = isEmpty ? null : openFlow(ydoc, cellName(id, row, column));
    if (flow !== null) fill(ydoc, flow, cell.blocks);
  }
}
