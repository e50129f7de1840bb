import type * as Y from "yjs";
import type { Json } from "./block.js";
import { findMap, openMap } from "./flow.js";
import { isTableId, propsName } from "./table-names.js";

/** The narrowest and widest column, in CSS pixels. */
export const MIN_COLUMN_WIDTH = 24;
export const MAX_COLUMN_WIDTH = 2_000;

/** The cells that one merged cell takes the place of. Named by ids: what comes to stand between them belongs to it. */
export interface Merge {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

/** What has been said about a table's rows, columns and cells. A key a property, so that two people both win. */
export interface TableProps {
  readonly headerRows: ReadonlySet<string>;
  readonly headerColumns: ReadonlySet<string>;
  readonly widths: ReadonlyMap<string, number>;
  /** By `row:column`, as the two below. */
  readonly backgrounds: ReadonlyMap<string, string>;
  readonly merges: ReadonlyMap<string, Merge>;
}

export type TableProp =
  | { readonly kind: "row-header" | "column-header"; readonly id: string; readonly value: boolean }
  | { readonly kind: "width"; readonly id: string; readonly value: number | null }
  | {
      readonly kind: "background";
      readonly row: string;
      readonly column: string;
      readonly value: string | null;
    }
  | { readonly kind: "merge"; readonly row: string; readonly column: string; readonly value: Merge | null };

/** Reads what is of a right kind; the rest stays where it is. */
export function readTableProps(ydoc: Y.Doc, table: string): TableProps {
  const headerRows = new Set<string>();
  const headerColumns = new Set<string>();
  const widths = new Map<string, number>();
  const backgrounds = new Map<string, string>();
  const merges = new Map<string, Merge>();
  findMap(ydoc, propsName(table))?.forEach((value, key) => {
    const [kind, first = "", second = "", third = ""] = key.split(":");
    if (kind === "row" && second === "header" && value === true) headerRows.add(first);
    if (kind === "column" && second === "header" && value === true) headerColumns.add(first);
    if (kind === "column" && second === "width" && typeof value === "number" && Number.isFinite(value)) {
      widths.set(first, Math.round(Math.min(MAX_COLUMN_WIDTH, Math.max(MIN_COLUMN_WIDTH, value))));
    }
    if (kind !== "cell" || !isTableId(first) || !isTableId(second)) return;
    const cell = `${first}:${second}`;
    if (third === "background" && isColor(value)) backgrounds.set(cell, value.toLowerCase());
    if (third === "merge" && isMerge(value)) merges.set(cell, value);
  });
  return { headerRows, headerColumns, widths, backgrounds, merges };
}

/** Sets a property; `null` and `false` take it away. */
export function writeTableProp(ydoc: Y.Doc, table: string, prop: TableProp): void {
  const map = openMap(ydoc, propsName(table));
  if (map === null) return;
  const key = keyOf(prop);
  if (prop.value === null || prop.value === false) {
    if (map.has(key)) map.delete(key);
    return;
  }
  const value: Json =
    prop.kind === "merge" ? { rows: [...prop.value.rows], columns: [...prop.value.columns] } : prop.value;
  if (typeof value === "object" || map.get(key) !== value) map.set(key, value);
}

function keyOf(prop: TableProp): string {
  switch (prop.kind) {
    case "row-header":
      return `row:${prop.id}:header`;
    case "column-header":
      return `column:${prop.id}:header`;
    case "width":
      return `column:${prop.id}:width`;
    case "background":
    case "merge":
      return `cell:${prop.row}:${prop.column}:${prop.kind}`;
  }
}

export function isColor(value: unknown): value is string {
  return typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value);
}

function isMerge(value: unknown): value is Merge {
  if (typeof value !== "object" || value === null || !("rows" in value) || !("columns" in value))
    return false;
  return [value.rows, value.columns].every(
    (ids) => Array.isArray(ids) && ids.length <= 1_000 && ids.every(isTableId),
  );
}
