import {
  $createTableNodeWithDimensions,
  $deleteTableColumnAtSelection,
  $deleteTableRowAtSelection,
  $insertTableColumnAtSelection,
  $insertTableRowAtSelection,
  $mergeCells,
  $moveTableColumn,
  $moveTableRow,
  $setTableColumnIsHeader,
  $setTableRowIsHeader,
  $unmergeCellNode,
  type TableCellNode,
  type TableNode,
} from "@lexical/table";
import { $createParagraphNode, $createTextNode, $getRoot } from "lexical";
import { $blockOf } from "../../src/block-order.js";
import type { Act, Desk } from "./act.js";
import { $range } from "./person.js";
import type { Random } from "./random.js";
import { $cells, $selectIn, $tables } from "./table-edits.js";

/** A cell, drawn, with the caret at the start or the end of its first block. */
interface Spot {
  readonly table: TableNode;
  readonly rows: TableCellNode[][];
  readonly cell: TableCellNode;
  readonly y: number;
  readonly x: number;
}

type Edit = (spot: Spot, random: Random) => void;

/** Everything that is done to tables; where there is none yet, one is put in. */
export const TABLE_ACTS: Readonly<Record<string, Act>> = {
  "table-new": { group: "table", weight: 3, takes: "nothing", perform: insertTable },
  "table-remove": inCell(2, "any", ({ table }) => table.remove()),
  "cell-type": {
    group: "table",
    weight: 32,
    takes: "nothing",
    perform(desk) {
      const text = desk.token() + desk.token();
      const where = atCell(desk, () => $range().insertText(text));
      // The token was drawn, and is in no text.
      return where === null ? insertTable(desk, text) : `${text} into ${where}`;
    },
  },
  "cell-enter": inCell(5, "nothing", () => $range().insertParagraph()),
  "cell-clear": inCell(3, "any", ({ cell }) => {
    cell.clear();
    cell.append($createParagraphNode());
  }),
  "row-insert": inCell(8, "nothing", (_, random) => $insertTableRowAtSelection(random.chance(0.5))),
  "column-insert": inCell(8, "nothing", (_, random) => $insertTableColumnAtSelection(random.chance(0.5))),
  "row-delete": inCell(5, "any", () => $deleteTableRowAtSelection()),
  "column-delete": inCell(5, "any", () => $deleteTableColumnAtSelection()),
  "row-move": inCell(3, "nothing", ({ table, rows, y }, random) =>
    $moveTableRow(table, y, random.int(rows.length)),
  ),
  "column-move": inCell(3, "nothing", ({ table, rows }, random) => {
    const columns = Math.max(...rows.map((row) => row.length));
    $moveTableColumn(table, random.int(columns), random.int(columns));
  }),
  "cells-merge": inCell(7, "nothing", ({ rows, cell, y, x }, random) => {
    const other = rows[Math.min(rows.length - 1, y + random.int(2))] ?? [];
    const last = other[Math.min(other.length - 1, x + random.int(2))];
    if (last !== undefined) $mergeCells([cell, last]);
  }),
  "cells-split": inCell(4, "nothing", ({ cell }) => $unmergeCellNode(cell)),
  "row-header": inCell(2, "nothing", ({ table, y }, random) =>
    $setTableRowIsHeader(table, y, random.chance(0.5)),
  ),
  "column-header": inCell(2, "nothing", ({ table, x }, random) =>
    $setTableColumnIsHeader(table, x, random.chance(0.5)),
  ),
  "column-width": inCell(2, "nothing", ({ table }, random) => {
    const width = 50 + random.int(200);
    table.setColWidths(Array.from({ length: table.getColumnCount() }, () => width));
  }),
  "cell-color": inCell(2, "nothing", ({ cell }, random) => {
    cell.setBackgroundColor(random.chance(0.5) ? "#ffee00" : null);
  }),
};

function inCell(weight: number, takes: Act["takes"], $edit: Edit): Act {
  return {
    group: "table",
    weight,
    takes,
    perform: (desk) => atCell(desk, $edit) ?? insertTable(desk),
  };
}

/** `null`: there is no table. */
function atCell({ person, random }: Desk, $edit: Edit): string | null {
  let where: string | null = null;
  const [ofTable, ofRow, ofCell, isAtEnd] = [random.next(), random.next(), random.next(), random.chance(0.5)];
  person.update(() => {
    const tables = $tables();
    const table = tables[Math.floor(ofTable * tables.length)];
    if (table === undefined) return;
    const rows = $cells(table);
    const y = Math.floor(ofRow * rows.length);
    const x = Math.floor(ofCell * (rows[y]?.length ?? 0));
    const cell = rows[y]?.[x];
    if (cell === undefined) return;
    where = `${y},${x}`;
    $selectIn(cell, isAtEnd ? (cell.getFirstChild()?.getTextContentSize() ?? 0) : 0);
    $edit({ table, rows, cell, y, x }, random);
  });
  return where;
}

function insertTable({ person, random }: Desk, text = ""): string {
  const [rows, columns, hasHeader, isLast] = [
    1 + random.int(3),
    1 + random.int(3),
    random.chance(0.5),
    random.chance(0.5),
  ];
  person.update(() => {
    const table = $createTableNodeWithDimensions(rows, columns, hasHeader);
    $topLevelBlock().insertAfter(table);
    if (!isLast) table.insertAfter($createParagraphNode());
    // A table that comes with text, as a pasted one does.
    if (text !== "") $cells(table)[0]?.[0]?.append($createParagraphNode().append($createTextNode(text)));
  });
  return `${rows} by ${columns} ${text}`;
}

function $topLevelBlock() {
  const block = $blockOf($range().anchor.getNode());
  return block?.getTopLevelElement() ?? $getRoot().getLastChildOrThrow();
}
