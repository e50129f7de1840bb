import {
  $createTableNodeWithDimensions,
  $deleteTableColumnAtSelection,
  $deleteTableRowAtSelection,
  $insertTableColumnAtSelection,
  $insertTableRowAtSelection,
  $isTableNode,
  $mergeCells,
  $moveTableColumn,
  $moveTableRow,
  $setTableColumnIsHeader,
  $setTableRowIsHeader,
  $unmergeCellNode,
  type TableNode,
} from "@lexical/table";
import { $createParagraphNode, $getRoot } from "lexical";
import { $blockOf } from "../../src/block-order.js";
import { $blocks, $range, type Person } from "./person.js";
import { $cells, $selectIn, $tables } from "./table-edits.js";

/** A selection from the text into a table, or over one, is not what a person can make: the editor selects all of it. */
export function hasTableBetween(person: Person, first: number, last: number): boolean {
  return person.editor.getEditorState().read(
    () =>
      $blocks()
        .slice(Math.min(first, last), Math.max(first, last) + 1)
        .some($isTableNode) as boolean,
    { editor: person.editor },
  );
}

/** Does one thing to a table, or puts one in. `copied`: characters that were written anew elsewhere. */
export function editTable(
  person: Person,
  random: () => number,
  token: () => string,
): { name: string; copied: string[] } {
  const int = (limit: number): number => Math.floor(random() * limit);
  const copied: string[] = [];
  let name = "does nothing";
  const roll = random();
  const typed = roll < 0.4 ? token() + token() : "";
  person.update(() => {
    const tables = $tables();
    const table = tables[int(tables.length)];
    if (table === undefined || (tables.length < 2 && roll > 0.97)) {
      const created = $createTableNodeWithDimensions(1 + int(3), 1 + int(3), random() < 0.5);
      const anchor = $range().anchor.getNode();
      let block = $blockOf(anchor);
      while (block !== null && !$getRoot().is(block.getParent())) {
        block = $blockOf(block.getParentOrThrow());
        if (block !== null && !$getRoot().is(block.getParent()) && block.getParent()?.getType() === "list") {
          block = block.getTopLevelElement();
        }
      }
      if (block === null) $getRoot().append(created);
      else block.insertAfter(created);
      if (random() < 0.5) created.insertAfter($createParagraphNode());
      name = "puts in a table";
      return;
    }
    const rows = $cells(table);
    const y = int(rows.length);
    const row = rows[y] ?? [];
    const x = int(row.length);
    const cell = row[x];
    if (cell === undefined) return;
    const size = cell.getFirstChild()?.getTextContentSize() ?? 0;
    $selectIn(cell, random() < 0.5 ? size : 0);
    const columns = Math.max(1, ...rows.map((each) => each.length));
    if (roll < 0.4) {
      $range().insertText(typed);
      name = `types ${typed} into cell ${y},${x}`;
    } else if (roll < 0.47) {
      $range().insertParagraph();
      name = `presses Enter in cell ${y},${x}`;
    } else if (roll < 0.56) {
      const isAfter = random() < 0.5;
      $insertTableRowAtSelection(isAfter);
      name = `inserts a row at ${y}`;
    } else if (roll < 0.65) {
      $insertTableColumnAtSelection(random() < 0.5);
      name = `inserts a column at ${x}`;
    } else if (roll < 0.7) {
      $deleteTableRowAtSelection();
      name = `deletes row ${y}`;
    } else if (roll < 0.75) {
      $deleteTableColumnAtSelection();
      name = `deletes column ${x}`;
    } else if (roll < 0.78) {
      $moveTableRow(table, y, int(rows.length));
      name = `moves row ${y}`;
    } else if (roll < 0.81) {
      $moveTableColumn(table, int(columns), int(columns));
      name = "moves a column";
    } else if (roll < 0.88) {
      const other = rows[Math.min(rows.length - 1, y + int(2))] ?? [];
      const last = other[Math.min(other.length - 1, x + int(2))];
      if (last !== undefined) {
        copied.push(...textOf(table));
        $mergeCells([cell, last]);
        name = `merges ${y},${x}`;
      }
    } else if (roll < 0.92) {
      $unmergeCellNode(cell);
      name = `splits ${y},${x}`;
    } else if (roll < 0.94) {
      $setTableRowIsHeader(table, y, random() < 0.5);
      name = `makes row ${y} a header`;
    } else if (roll < 0.96) {
      $setTableColumnIsHeader(table, x, random() < 0.5);
      name = `makes column ${x} a header`;
    } else if (roll < 0.98) {
      const width = 50 + int(200);
      table.setColWidths(Array.from({ length: table.getColumnCount() }, () => width));
      name = `sets widths to ${width}`;
    } else {
      table.remove();
      name = "removes a table";
    }
  });
  return { name, copied };
}

function textOf(table: TableNode): string[] {
  return [...table.getTextContent()];
}
