import {
  $deleteTableColumnAtSelection,
  $deleteTableRowAtSelection,
  $insertTableColumnAtSelection,
  $insertTableRowAtSelection,
  $isTableCellNode,
  $isTableNode,
  $isTableRowNode,
  $mergeCells,
  $moveTableColumn,
  $moveTableRow,
  $unmergeCellNode,
  type TableCellNode,
  type TableNode,
} from "@lexical/table";
import { $getRoot, $isElementNode } from "lexical";
import { $firstBlock } from "../../src/block-order.js";
import { $pointAt } from "../../src/points.js";
import { $range, type Person } from "./person.js";

export function $tables(): TableNode[] {
  return $getRoot().getChildren().filter($isTableNode);
}

/** The cells of a table, a row a list. */
export function $cells(table: TableNode): TableCellNode[][] {
  return table
    .getChildren()
    .filter($isTableRowNode)
    .map((row) => row.getChildren().filter($isTableCellNode));
}

/** What the first table shows, a row a list: the text of its cells, and their spans where they have some. */
export function shownTable(person: Person, index = 0): string[][] {
  return person.editor.getEditorState().read(
    () => {
      const table = $tables()[index];
      return table === undefined
        ? []
        : $cells(table).map((row) =>
            row.map((cell) => {
              const span = `${cell.getRowSpan()}x${cell.getColSpan()}`;
              const head = "-rcb"[cell.getHeaderStyles()];
              const text = cell
                .getChildren()
                .map((child) => child.getTextContent())
                .join("/");
              return `${head === "-" ? "" : `${head}:`}${text}${span === "1x1" ? "" : ` ${span}`}`;
            }),
          );
    },
    { editor: person.editor },
  );
}

export function $selectIn(cell: TableCellNode | undefined, offset = 0): void {
  const block = cell === undefined ? null : $firstBlock(cell);
  if (!$isElementNode(block)) return;
  const { key, offset: at, type } = $pointAt(block, offset);
  const selection = $range();
  selection.anchor.set(key, at, type);
  selection.focus.set(key, at, type);
}

/** Puts the caret into a cell of the first table. */
export function selectCell(person: Person, row: number, cell: number, offset = 0): void {
  person.update(() => {
    const table = $tables()[0];
    if (table !== undefined) $selectIn($cells(table)[row]?.[cell], offset);
  });
}

/** The caret as [row, cell, offset in the cell's first text]. */
export function caretCell(person: Person): [number, number] {
  return person.editor.getEditorState().read(
    () => {
      const table = $tables()[0];
      const parents = $range().anchor.getNode().getParents();
      const rows = table === undefined ? [] : $cells(table);
      for (const [y, row] of rows.entries()) {
        for (const [x, cell] of row.entries()) {
          if (parents.some((parent) => parent.is(cell))) return [y, x];
        }
      }
      return [-1, -1];
    },
    { editor: person.editor },
  );
}

export function insertRow(person: Person, row: number, cell: number, isAfter = true): void {
  person.update(() => {
    const table = $tables()[0];
    if (table === undefined) return;
    $selectIn($cells(table)[row]?.[cell]);
    $insertTableRowAtSelection(isAfter);
  });
}

export function insertColumn(person: Person, row: number, cell: number, isAfter = true): void {
  person.update(() => {
    const table = $tables()[0];
    if (table === undefined) return;
    $selectIn($cells(table)[row]?.[cell]);
    $insertTableColumnAtSelection(isAfter);
  });
}

export function deleteRow(person: Person, row: number, cell: number): void {
  person.update(() => {
    const table = $tables()[0];
    if (table === undefined) return;
    $selectIn($cells(table)[row]?.[cell]);
    $deleteTableRowAtSelection();
  });
}

export function deleteColumn(person: Person, row: number, cell: number): void {
  person.update(() => {
    const table = $tables()[0];
    if (table === undefined) return;
    $selectIn($cells(table)[row]?.[cell]);
    $deleteTableColumnAtSelection();
  });
}

export function moveRow(person: Person, from: number, to: number): void {
  person.update(() => {
    const table = $tables()[0];
    if (table !== undefined) $moveTableRow(table, from, to);
  });
}

export function moveColumn(person: Person, from: number, to: number): void {
  person.update(() => {
    const table = $tables()[0];
    if (table !== undefined) $moveTableColumn(table, from, to);
  });
}

export function merge(person: Person, cells: readonly (readonly [number, number])[]): void {
  person.update(() => {
    const table = $tables()[0];
    if (table === undefined) return;
    const all = $cells(table);
    $mergeCells(cells.flatMap(([row, cell]) => all[row]?.[cell] ?? []));
  });
}

export function unmerge(person: Person, row: number, cell: number): void {
  person.update(() => {
    const table = $tables()[0];
    const node = table === undefined ? undefined : $cells(table)[row]?.[cell];
    if (node !== undefined) $unmergeCellNode(node);
  });
}
