import type { Block, Table, TableCell } from "./block.js";

/** A copy of a table in which each block of each cell is what `map` makes of it. */
export function mapCells(table: Table, map: (block: Block) => Block): Table {
  return {
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(map) })),
    })),
  };
}

export interface PlacedCell extends TableCell {
  readonly top: number;
  readonly left: number;
}

/** Where the cells of plain rows stand: each as far left as those before it and those that reach down leave room. */
export function placeCells(table: Table): PlacedCell[] {
  const taken = new Set<number>();
  const width = table.columns.length;
  const placed: PlacedCell[] = [];
  table.rows.forEach(({ cells }, top) => {
    let left = 0;
    for (const cell of cells) {
      while (taken.has(top * width + left)) left++;
      if (left >= width) break;
      const columnSpan = span(cell.columnSpan, width - left);
      const rowSpan = span(cell.rowSpan, table.rows.length - top);
      for (let y = top; y < top + rowSpan; y++) {
        for (let x = left; x < left + columnSpan; x++) taken.add(y * width + x);
      }
      placed.push({ ...cell, top, left, columnSpan, rowSpan });
      left += columnSpan;
    }
  });
  return placed;
}

function span(value: number | undefined, room: number): number {
  return Math.max(1, Math.min(room, Math.trunc(value ?? 1) || 1));
}
