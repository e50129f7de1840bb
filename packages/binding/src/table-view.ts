import type { GridCell, TableGrid } from "@motet/model";
import type { NodeKey } from "lexical";

/** A table as Lexical shows it: which node shows which row, and which flow each cell. */
export interface TableView {
  readonly id: string;
  /** The table's own node. */
  readonly key: NodeKey;
  readonly grid: TableGrid;
  readonly rowKeys: readonly NodeKey[];
  readonly cells: ReadonlyMap<NodeKey, GridCell>;
}

/** The width that a column is shown with where only others have been given one, in CSS pixels. */
export const DEFAULT_COLUMN_WIDTH = 120;

/** The widths to show; none where nobody has set any. */
export function widthsOf({ columns }: TableGrid): readonly number[] | undefined {
  return columns.some(({ width }) => width !== null)
    ? columns.map(({ width }) => width ?? DEFAULT_COLUMN_WIDTH)
    : undefined;
}

export function isMerged(grid: TableGrid, cell: GridCell): boolean {
  return (
    cell.rowSpan > 1 ||
    cell.columnSpan > 1 ||
    grid.rows[cell.top]?.id !== cell.row ||
    grid.columns[cell.left]?.id !== cell.column
  );
}
