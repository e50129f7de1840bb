/** How the parts of a table are named in Yjs: its rows, its columns and the flow of each cell are root types. */

export type Axis = "rows" | "columns";

/** The id of the one row, and the one column, of a table in which nobody has written any yet. */
export const FIRST_LINE = "first";

/** An id without the colon that stands between ids, short enough to be in many names. */
export function isTableId(id: unknown): id is string {
  return typeof id === "string" && /^[\w-]{1,32}$/.test(id);
}

/** A root array of row or column ids. Of an id that stands in it twice, the first counts. */
export function linesName(table: string, axis: Axis): string {
  return `${table}:${axis}`;
}

/** A root map: `column:<id>:width`, `row:<id>:header`, `column:<id>:header`, `cell:<row>:<column>:background` … */
export function propsName(table: string): string {
  return `${table}:props`;
}

/** The flow of a cell. */
export function cellName(table: string, row: string, column: string): string {
  return `${table}:${row}:${column}`;
}

/** The ids that a cell's name is made of. */
export function cellIds(name: string): { table: string; row: string; column: string } | null {
  const [table, row, column, ...more] = name.split(":");
  return isTableId(table) && isTableId(row) && isTableId(column) && more.length === 0
    ? { table, row, column }
    : null;
}
