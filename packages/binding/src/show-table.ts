import {
  $createTableCellNode,
  $createTableRowNode,
  $isTableCellNode,
  $isTableRowNode,
  TableCellHeaderStates,
  type TableCellNode,
  type TableNode,
  type TableRowNode,
} from "@lexical/table";
import type { GridCell, TableGrid } from "@motet/model";
import { $getNodeByKey, type ElementNode, type LexicalNode, type NodeKey } from "lexical";
import { type TableView, widthsOf } from "./table-view.js";

/**
 * Makes a table's node show a grid. Rows and cells that are there already stay, so that their DOM, and the caret in
 * them, last; new cells are empty. `previous` is what it showed before.
 */
export function $showTable(table: TableNode, grid: TableGrid, previous: TableView | null): TableView {
  const oldRows = new Map<string, NodeKey>();
  const oldCells = new Map<string, NodeKey>();
  if (previous?.key === table.getKey()) {
    previous.grid.rows.forEach(({ id }, at) => {
      oldRows.set(id, previous.rowKeys[at] ?? "");
    });
    for (const [key, { flow }] of previous.cells) oldCells.set(flow, key);
  }
  const cells = new Map<NodeKey, GridCell>();
  const rows = grid.rows.map(({ id }, top) => {
    const row = $rowOf(oldRows.get(id));
    const nodes = (grid.cells[top] ?? []).map((cell) => {
      const node = $cellOf(oldCells.get(cell.flow));
      $setCellProps(node, cell, grid);
      cells.set(node.getKey(), cell);
      return node;
    });
    $setChildren(row, nodes);
    return row;
  });
  $setChildren(table, rows);
  const widths = widthsOf(grid);
  if (widths?.join() !== table.getColWidths()?.join()) table.setColWidths(widths);
  return { id: grid.table, key: table.getKey(), grid, rowKeys: rows.map((row) => row.getKey()), cells };
}

function $rowOf(key: NodeKey | undefined): TableRowNode {
  const node = key === undefined ? null : $getNodeByKey(key);
  return $isTableRowNode(node) ? node : $createTableRowNode();
}

function $cellOf(key: NodeKey | undefined): TableCellNode {
  const node = key === undefined ? null : $getNodeByKey(key);
  return $isTableCellNode(node) ? node : $createTableCellNode();
}

function $setCellProps(node: TableCellNode, cell: GridCell, grid: TableGrid): void {
  const header =
    (grid.rows[cell.top]?.header === true ? TableCellHeaderStates.ROW : 0) |
    (grid.columns[cell.left]?.header === true ? TableCellHeaderStates.COLUMN : 0);
  if (node.getHeaderStyles() !== header) node.setHeaderStyles(header);
  if (node.getRowSpan() !== cell.rowSpan) node.setRowSpan(cell.rowSpan);
  if (node.getColSpan() !== cell.columnSpan) node.setColSpan(cell.columnSpan);
  if (node.getBackgroundColor() !== cell.background) node.setBackgroundColor(cell.background);
}

/** Nodes that stay are not touched where their order is right already. */
function $setChildren(parent: ElementNode, wanted: readonly LexicalNode[]): void {
  const keys = new Set(wanted.map((node) => node.getKey()));
  for (const child of parent.getChildren()) if (!keys.has(child.getKey())) child.remove(true);
  wanted.forEach((node, at) => {
    const current = parent.getChildAtIndex(at);
    if (current?.is(node) === true) return;
    parent.splice(at, 0, [node]);
  });
}
