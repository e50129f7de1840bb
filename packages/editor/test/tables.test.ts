import { $findCellNode, $findTableNode, $isTableNode } from "@lexical/table";
import { $getRoot, $getSelection, $isRangeSelection, KEY_TAB_COMMAND, PASTE_COMMAND } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readTable } from "../src/extensions/table/table-paste.js";
import { TABLE_ACTIONS, type TableActionId } from "../src/extensions/table/tables.js";
import { selectionState, type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

/** The text of the first table's cells in the document, a row a list. */
function cells(): string[][] {
  const table = body.blocks().find((block) => block.table !== undefined)?.table;
  return (table?.rows ?? []).map((row) =>
    row.cells.map(({ blocks }) =>
      blocks.map(({ runs }) => runs.map((run) => ("text" in run ? run.text : "*")).join("")).join("/"),
    ),
  );
}

const act = (id: TableActionId): void =>
  body.update(() => TABLE_ACTIONS.find((each) => each.id === id)?.$run());
const tab = (shiftKey = false): boolean => body.press(KEY_TAB_COMMAND, { shiftKey });

function paste(text: string): boolean {
  const data = { types: ["text/plain"], getData: (type: string) => (type === "text/plain" ? text : "") };
  return body.press(PASTE_COMMAND, { clipboardData: data, preventDefault() {} } as never);
}

describe("A table", () => {
  it("comes from the toolbar with a header row, the caret in it and a paragraph behind it", () => {
    body.run("table");
    expect(cells()).toEqual([
      ["", "", ""],
      ["", "", ""],
      ["", "", ""],
    ]);
    expect(body.blocks().map(({ type }) => type)).toEqual(["table", "paragraph"]);
    expect(body.blocks()[0]?.table?.rows.map(({ header }) => header)).toEqual([true, undefined, undefined]);
    expect(selectionState(body).within.has("table")).toBe(true);
    expect(selectionState(body).blockType).toBe("paragraph");
    body.type("first");
    expect(cells()[0]?.[0]).toBe("first");
  });

  it("is changed where a selection begins that reaches out of it", () => {
    body.run("table");
    for (const text of ["a", "b"]) {
      body.type(text);
      tab();
    }
    body.update(() => {
      const selection = $getSelection();
      const end = $getRoot().getLastDescendant() ?? $getRoot().getLastChild();
      if ($isRangeSelection(selection) && end !== null) selection.focus.set(end.getKey(), 0, "element");
    });
    act("tableDeleteColumn");
    expect(cells()[0]).toEqual(["a", "b"]);
  });

  it("is walked through by Tab, and grows behind its last cell", () => {
    body.run("table");
    for (const text of "abcdefghi") {
      body.type(text);
      expect(tab()).toBe(true);
    }
    body.type("j");
    expect(cells()).toEqual([
      ["a", "b", "c"],
      ["d", "e", "f"],
      ["g", "h", "i"],
      ["j", "", ""],
    ]);
    tab(true);
    body.type("!");
    expect(cells()[2]?.[2]).toBe("i!");
  });

  it("is not put into a table", () => {
    body.run("table");
    body.run("table");
    expect(body.blocks().map(({ type }) => type)).toEqual(["table", "paragraph"]);
  });

  it("gains and loses rows, columns and headers", () => {
    body.run("table");
    body.type("a");
    act("tableRowBelow");
    act("tableColumnBefore");
    expect(cells().map((row) => row.length)).toEqual([4, 4, 4, 4]);
    expect(cells()[0]).toEqual(["", "a", "", ""]);
    act("tableHeaderRow");
    act("tableHeaderColumn");
    const table = body.blocks()[0]?.table;
    expect(table?.rows.map(({ header }) => header)).toEqual([undefined, undefined, undefined, undefined]);
    expect(table?.columns.filter(({ header }) => header)).toHaveLength(1);
    act("tableDeleteColumn");
    act("tableDeleteRow");
    expect(cells().map((row) => row.length)).toEqual([3, 3, 3]);
    act("tableDelete");
    expect(body.lines()).toEqual(["paragraph: ", "paragraph: "]);
  });

  it("can be undone and done again", () => {
    body.run("table");
    body.type("a");
    for (let n = 0; n < 9; n++) body.run("undo");
    expect(cells()).toEqual([]);
    for (let n = 0; n < 9; n++) body.run("redo");
    expect(cells()[0]?.[0]).toBe("a");
  });

  it("is pasted from a spreadsheet", () => {
    expect(paste("a\tb\nc\td\n")).toBe(true);
    expect(cells()).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  it("is not made of text that only looks a little like one", () => {
    for (const text of ["a\tb\nc", "one line", "---", "a | b", "a\n---\nb", ""]) {
      expect(readTable(text), text).toBeNull();
    }
  });

  it("takes lists, headings and code in its cells", () => {
    body.run("table");
    body.type("- item");
    expect(body.blocks()[0]?.table?.rows[0]?.cells[0]?.blocks).toMatchObject([
      { type: "list-item", runs: [{ text: "item" }] },
    ]);
    const isInTable = body.editor.getEditorState().read(() => {
      const selection = $getSelection();
      const node = $isRangeSelection(selection) ? selection.anchor.getNode() : null;
      return node !== null && $findCellNode(node) !== null && $isTableNode($findTableNode(node));
    });
    expect(isInTable).toBe(true);
  });
});
