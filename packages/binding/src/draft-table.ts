import {
  $computeTableMapSkipCellCheck,
  $isTableCellNode,
  $isTableRowNode,
  TableCellHeaderStates,
  TableCellNode,
  TableNode,
  TableRowNode,
} from "@lexical/table";
import type { LexicalNode, NodeKey } from "lexical";

/** A table's structure as it stands in Lexical. */
export interface TableDraft {
  readonly key: NodeKey;
  readonly rowKeys: readonly NodeKey[];
  readonly width: number;
  readonly columnWidths: readonly number[] | undefined;
  readonly cells: readonly DraftCell[];
}

export interface DraftCell {
  readonly key: NodeKey;
  readonly top: number;
  readonly left: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** Its spans reach out of the table. */
  readonly isClipped: boolean;
  /** In whose header the cell is. */
  readonly inHeaderRow: boolean;
  readonly inHeaderColumn: boolean;
  readonly background: string | null;
}

/** `null` where rows and cells are not where they belong. */
export function $readTableDraft(table: TableNode): TableDraft | null {
  const rows = table.getChildren();
  if (!rows.every((row) => $isTableRowNode(row) && row.getChildren().every($isTableCellNode))) return null;
  const [map] = $computeTableMapSkipCellCheck(table, null, null);
  const width = map.reduce((widest, row) => Math.max(widest, row.length), 0);
  const cells: DraftCell[] = [];
  map.forEach((row, top) => {
    row.forEach((at, left) => {
      if (at === undefined || at.startRow !== top || at.startColumn !== left) return;
      const { cell } = at;
      const rowSpan = Math.max(1, Math.min(cell.getRowSpan(), rows.length - top));
      const columnSpan = Math.max(1, Math.min(cell.getColSpan(), width - left));
      cells.push({
        key: cell.getKey(),
        top,
        left,
        rowSpan,
        columnSpan,
        isClipped: rowSpan !== cell.getRowSpan() || columnSpan !== cell.getColSpan(),
        inHeaderRow: cell.hasHeaderState(TableCellHeaderStates.ROW),
        inHeaderColumn: cell.hasHeaderState(TableCellHeaderStates.COLUMN),
        background: cell.getBackgroundColor(),
      });
    });
  });
  return {
    key: table.getKey(),
    rowKeys: rows.map((row) => row.getKey()),
    width,
    columnWidths: table.getColWidths(),
    cells,
  };
}

/** Whether something in a table's structure differs, and not only the text in it. */
export function changesStructure(node: LexicalNode, previous: LexicalNode | undefined): boolean {
  if (node instanceof TableNode) {
    return (
      !(previous instanceof TableNode) ||
      !equalLinks(node, previous) ||
      node.__colWidths !== previous.__colWidths
    );
  }
  if (node instanceof TableRowNode) {
    return (
      !(previous instanceof TableRowNode) ||
      !equalLinks(node, previous) ||
      node.__parent !== previous.__parent ||
      node.__prev !== previous.__prev ||
      node.__next !== previous.__next
    );
  }
  return (
    node instanceof TableCellNode &&
    (!(previous instanceof TableCellNode) ||
      node.__parent !== previous.__parent ||
      node.__prev !== previous.__prev ||
      node.__next !== previous.__next ||
      node.__colSpan !== previous.__colSpan ||
      node.__rowSpan !== previous.__rowSpan ||
      node.__headerState !== previous.__headerState ||
      node.__backgroundColor !== previous.__backgroundColor)
  );
}

function equalLinks(a: TableNode | TableRowNode, b: TableNode | TableRowNode): boolean {
  return a.__first === b.__first && a.__last === b.__last && a.__size === b.__size;
}
