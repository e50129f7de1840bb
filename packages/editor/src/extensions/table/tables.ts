import {
  $computeTableMapSkipCellCheck,
  $createTableNodeWithDimensions,
  $deleteTableColumnAtSelection,
  $deleteTableRowAtSelection,
  $findCellNode,
  $findTableNode,
  $insertTableColumnAtSelection,
  $insertTableRowAtSelection,
  $isTableSelection,
  $mergeCells,
  $setTableColumnIsHeader,
  $setTableRowIsHeader,
  $unmergeCellNode,
  registerTablePlugin,
  registerTableSelectionObserver,
  setScrollableTablesActive,
  TableCellHeaderStates,
  TableCellNode,
  type TableNode,
} from "@lexical/table";
import {
  $createParagraphNode,
  $getSelection,
  $isElementNode,
  $isParagraphNode,
  $isRangeSelection,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
} from "lexical";

/** Rows and columns of a table that is put in. */
const NEW_TABLE = { rows: 3, columns: 3 } as const;

/** Whole cells are selected by dragging over them; tables that are wider than the text scroll inside it. */
export function registerTables(editor: LexicalEditor): () => void {
  setScrollableTablesActive(editor, true);
  return mergeRegister(registerTablePlugin(editor), registerTableSelectionObserver(editor, false));
}

/** Puts a table behind the block at the caret, or in the place of an empty paragraph; the caret goes into its first cell. */
export function $insertTable(): void {
  const { rows, columns } = NEW_TABLE;
  const table = $createTableNodeWithDimensions(rows, columns, { rows: true, columns: false });
  $insertTableNode(table);
}

export function $insertTableNode(table: TableNode): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || $findTableNode(selection.anchor.getNode()) !== null) return;
  const block = selection.anchor.getNode().getTopLevelElement();
  if (block === null) return;
  block.insertAfter(table);
  if ($isParagraphNode(block) && block.isEmpty()) block.remove();
  // So that one can write on behind it.
  if (table.getNextSibling() === null) table.insertAfter($createParagraphNode());
  $selectCell(table.getFirstDescendant());
}

/** Tab goes to the next cell, Shift+Tab to the one before; behind the last one there is a new row. */
export function $tabInTable(from: LexicalNode, back: boolean): boolean {
  const cell = $findCellNode(from);
  const table = cell === null ? null : $findTableNode(cell);
  if (cell === null || table === null) return false;
  const cells = $cellsOf(table);
  const next = cells[cells.findIndex((each) => each.is(cell)) + (back ? -1 : 1)];
  if (next !== undefined) {
    $selectCell(next);
  } else if (!back) {
    $insertTableRowAtSelection(true);
    $selectCell($cellsOf(table)[cells.length] ?? cell);
  }
  return true;
}

export type TableActionId =
  | "tableRowAbove"
  | "tableRowBelow"
  | "tableColumnBefore"
  | "tableColumnAfter"
  | "tableHeaderRow"
  | "tableHeaderColumn"
  | "tableMerge"
  | "tableSplit"
  | "tableDeleteRow"
  | "tableDeleteColumn"
  | "tableDelete";

export interface TableAction {
  /** Also the key of its name in the strings catalogue. */
  readonly id: TableActionId;
  /** To be called in an update. */
  $run(): void;
}

/** What can be done to the table at the caret, in the order in which it is offered. */
export const TABLE_ACTIONS: readonly TableAction[] = [
  { id: "tableRowAbove", $run: $inCell(() => void $insertTableRowAtSelection(false)) },
  { id: "tableRowBelow", $run: $inCell(() => void $insertTableRowAtSelection(true)) },
  { id: "tableColumnBefore", $run: $inCell(() => void $insertTableColumnAtSelection(false)) },
  { id: "tableColumnAfter", $run: $inCell(() => void $insertTableColumnAtSelection(true)) },
  { id: "tableHeaderRow", $run: () => $toggleHeader("rows") },
  { id: "tableHeaderColumn", $run: () => $toggleHeader("columns") },
  { id: "tableMerge", $run: $mergeSelected },
  { id: "tableSplit", $run: $splitSelected },
  { id: "tableDeleteRow", $run: $inCell($deleteTableRowAtSelection) },
  { id: "tableDeleteColumn", $run: $inCell($deleteTableColumnAtSelection) },
  { id: "tableDelete", $run: $deleteTable },
];

/** A peer may have removed the table while its menu was open; a selection may reach out of it. */
function $inCell($edit: () => void): () => void {
  return () => {
    const cell = $cellAtCaret();
    if (cell === null) return;
    const selection = $getSelection();
    if ($isRangeSelection(selection)) {
      const table = $findTableNode(selection.focus.getNode());
      if (table?.is($findTableNode(cell)) !== true) {
        const { key, offset, type } = selection.anchor;
        selection.focus.set(key, offset, type);
      }
    }
    $edit();
  };
}

function $toggleHeader(axis: "rows" | "columns"): void {
  const cell = $cellAtCaret();
  const table = cell === null ? null : $findTableNode(cell);
  if (cell === null || table === null) return;
  const [map, at] = $computeTableMapSkipCellCheck(table, cell, null);
  if (at === null || map.length === 0) return;
  if (axis === "rows") {
    $setTableRowIsHeader(table, at.startRow, !cell.hasHeaderState(TableCellHeaderStates.ROW));
  } else {
    $setTableColumnIsHeader(table, at.startColumn, !cell.hasHeaderState(TableCellHeaderStates.COLUMN));
  }
}

function $mergeSelected(): void {
  const selection = $getSelection();
  if (!$isTableSelection(selection)) return;
  const merged = $mergeCells(
    selection.getNodes().filter((node): node is TableCellNode => node instanceof TableCellNode),
  );
  if (merged !== null) $selectCell(merged);
}

function $splitSelected(): void {
  const cell = $cellAtCaret();
  if (cell !== null) $unmergeCellNode(cell);
}

function $deleteTable(): void {
  const cell = $cellAtCaret();
  const table = cell === null ? null : $findTableNode(cell);
  if (table === null) return;
  const paragraph = $createParagraphNode();
  table.insertAfter(paragraph);
  paragraph.select();
  table.remove();
}

function $cellAtCaret(): TableCellNode | null {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) && !$isTableSelection(selection)) return null;
  return $findCellNode(selection.anchor.getNode());
}

function $cellsOf(table: TableNode): TableCellNode[] {
  return table
    .getChildren()
    .flatMap((row) => ($isElementNode(row) ? row.getChildren() : []))
    .filter((cell): cell is TableCellNode => cell instanceof TableCellNode);
}

function $selectCell(node: LexicalNode | null): void {
  const cell = node === null ? null : $findCellNode(node);
  if (cell === null) return;
  if (cell.isEmpty()) cell.append($createParagraphNode());
  cell.selectEnd();
}
