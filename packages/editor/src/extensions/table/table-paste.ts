import { $createLinkNode } from "@lexical/link";
import {
  $createTableCellNode,
  $createTableNode,
  $createTableRowNode,
  $findTableNode,
  TableCellHeaderStates,
  type TableNode,
} from "@lexical/table";
import { type Run, safeUrl, TABLE_LIMITS, type Table } from "@motet/model";
import {
  $addUpdateTag,
  $createParagraphNode,
  $createTextNode,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_LOW,
  type LexicalEditor,
  type LexicalNode,
  PASTE_COMMAND,
  PASTE_TAG,
  TEXT_TYPE_TO_FORMAT,
} from "lexical";
import { $insertTableNode } from "./tables.js";

/** A table that is pasted as text, as spreadsheets write it (lines and tabs), becomes a table. */
export function registerTablePaste(editor: LexicalEditor): () => void {
  return editor.registerCommand(
    PASTE_COMMAND,
    (event) => {
      const data = "clipboardData" in event ? event.clipboardData : null;
      if (data === null || data.types.includes("text/html")) return false;
      if (data.types.includes("application/x-lexical-editor")) return false;
      const selection = $getSelection();
      if (!$isRangeSelection(selection) || $findTableNode(selection.anchor.getNode()) !== null) return false;
      const table = readTable(data.getData("text/plain"));
      if (table === null) return false;
      event.preventDefault();
      $addUpdateTag(PASTE_TAG);
      if (!selection.isCollapsed()) selection.removeText();
      $insertTableNode($createTable(table));
      return true;
    },
    COMMAND_PRIORITY_LOW,
  );
}

/** The table that a text is; `null` where it is none, or more than one. */
export function readTable(text: string): Table | null {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  if (lines.length > TABLE_LIMITS.maxRows) return null;
  const width = lines[0]?.split("\t").length ?? 0;
  if (
    width > 1 &&
    width <= TABLE_LIMITS.maxColumns &&
    lines.every((line) => line.split("\t").length === width)
  ) {
    return {
      columns: Array.from({ length: width }, () => ({})),
      rows: lines.map((line) => ({
        cells: line.split("\t").map((cell) => ({
          blocks: [{ type: "paragraph", runs: cell === "" ? [] : [{ text: cell }] }],
        })),
      })),
    };
  }
  return null;
}

function $createTable({ rows }: Table): TableNode {
  const table = $createTableNode();
  for (const { header, cells } of rows) {
    const row = $createTableRowNode();
    for (const { blocks } of cells) {
      const cell = $createTableCellNode(header === true ? TableCellHeaderStates.ROW : 0);
      for (const { runs } of blocks) cell.append($createParagraphNode().append(...runs.flatMap($createRun)));
      row.append(cell);
    }
    table.append(row);
  }
  return table;
}

function $createRun(run: Run): LexicalNode[] {
  if (!("text" in run)) return [];
  const { attributes = {} } = run;
  const text = $createTextNode(run.text);
  for (const [name, bit] of Object.entries(TEXT_TYPE_TO_FORMAT)) {
    if (attributes[name] === true) text.setFormat(text.getFormat() | bit);
  }
  const url = safeUrl(attributes.link);
  return url === null ? [text] : [$createLinkNode(url).append(text)];
}
