import {
  type Axis,
  cellName,
  FIRST_LINE,
  isEmptyFlow,
  isTableId,
  markerMap,
  normalizeBlock,
  readLines,
  TABLE,
} from "@motet/model";
import * as Y from "yjs";

/**
 * Whether text is left in what this item stands for, or may be soon: a row, a column, or a whole table. Undo takes an author's own text
 * out before that, so it is a peer's: undo must not take its place away.
 */
export function holdsText(ydoc: Y.Doc, item: Y.Item, nameOf: (root: object) => string | null): boolean {
  const parent: unknown = item.parent;
  // What a marker says goes before the marker itself.
  const map = parent instanceof Y.Map ? parent : markerMap(item);
  if (map !== null) {
    const { type, props } = normalizeBlock(map.get("type"), map.entries());
    const table = type === TABLE ? props[TABLE] : null;
    if (!isTableId(table)) return false;
    const columns = readLines(ydoc, table, "columns");
    return readLines(ydoc, table, "rows").some((row) =>
      columns.some((column) => !isEmptyFlow(ydoc, cellName(table, row, column))),
    );
  }
  if (!(parent instanceof Y.Array) || !(item.content instanceof Y.ContentAny)) return false;
  const [table = "", axis, ...more] = (nameOf(parent) ?? "").split(":");
  if (!isTableId(table) || !isAxis(axis) || more.length > 0) return false;
  const across = readLines(ydoc, table, axis === "rows" ? "columns" : "rows");
  return item.content.arr.some((line: unknown) => {
    // It stands where no line is written down too, and so others may write in it that know of none.
    if (line === FIRST_LINE) return true;
    if (!isTableId(line)) return false;
    return across.some((other) => {
      const [row, column] = axis === "rows" ? [line, other] : [other, line];
      return !isEmptyFlow(ydoc, cellName(table, row, column));
    });
  });
}

function isAxis(name: string | undefined): name is Axis {
  return name === "rows" || name === "columns";
}
