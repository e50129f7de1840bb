import { $createTableNodeWithDimensions, $createTableSelectionFrom, $isTableSelection } from "@lexical/table";
import {
  appendBlocks,
  BODY,
  cellName,
  findFlow,
  linesName,
  markdownToDocument,
  readBlocks,
  toPlainText,
} from "@motet/model";
import {
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  $getSelection,
  $isElementNode,
  $setSelection,
} from "lexical";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Person, settle, sync } from "./support/person.js";
import {
  $cells,
  $tables,
  caretCell,
  deleteColumn,
  deleteRow,
  insertColumn,
  insertRow,
  merge,
  moveColumn,
  moveRow,
  selectCell,
  shownTable,
  unmerge,
} from "./support/table-edits.js";

const people: Person[] = [];

function person(name: string, clientId: number): Person {
  const created = new Person(name, clientId, undefined, 0);
  people.push(created);
  return created;
}

function insertTable(author: Person, texts: readonly (readonly string[])[]): void {
  author.update(() => {
    const table = $createTableNodeWithDimensions(texts.length, texts[0]?.length ?? 0, false);
    $getRoot().append(table, $createParagraphNode());
    $cells(table).forEach((row, y) => {
      row.forEach((cell, x) => {
        const block = cell.getFirstChild();
        const text = texts[y]?.[x] ?? "";
        if ($isElementNode(block) && text !== "") block.append($createTextNode(text));
      });
    });
  });
}

function pair(texts: readonly (readonly string[])[], isSwapped = false): [Person, Person] {
  const ada = person("Ada", isSwapped ? 900 : 100);
  const bea = person("Bea", isSwapped ? 100 : 900);
  insertTable(ada, texts);
  sync(ada, bea);
  return [ada, bea];
}

/** Everybody's table after everything has arrived; a fresh reader sees the same. */
async function meet(...all: Person[]): Promise<string[][]> {
  sync(...all);
  await settle();
  sync(...all);
  await settle();
  const [first, ...others] = all as [Person, ...Person[]];
  for (const other of others) {
    expect(shownTable(other)).toEqual(shownTable(first));
    expect(other.shown).toEqual(first.shown);
  }
  const before = Y.encodeStateVector(first.ydoc);
  const fresh = new Person("fresh", 5, first.state);
  expect(shownTable(fresh)).toEqual(shownTable(first));
  expect(fresh.shown).toEqual(first.shown);
  expect(Y.encodeStateVector(fresh.ydoc)).toEqual(before);
  fresh.close();
  return shownTable(first);
}

function tableOf(of: Person): { id: string; rows: string[]; columns: string[] } {
  const table = readBlocks(of.ydoc).find((block) => block.table !== undefined)?.table;
  return {
    id: table?.id as string,
    rows: table?.rows.map(({ id }) => id as string) ?? [],
    columns: table?.columns.map(({ id }) => id as string) ?? [],
  };
}

afterEach(() => {
  for (const each of people.splice(0)) {
    expect(each.errors).toEqual([]);
    each.close();
  }
});

describe("a table in two editors", () => {
  it("is written as it was put in, and shown to the other", async () => {
    const [ada, bea] = pair([
      ["a", "b"],
      ["c", ""],
    ]);
    expect(toPlainText(ada.ydoc)).toBe("\na\tb\nc\t\n");
    expect(await meet(ada, bea)).toEqual([
      ["a", "b"],
      ["c", ""],
    ]);
  });

  it("is shown from what the server wrote", async () => {
    const ada = person("Ada", 100);
    appendBlocks(ada.ydoc, markdownToDocument("| a | b |\n|---|---|\n| c | **d** |").blocks);
    expect(await meet(ada)).toEqual([
      ["r:a", "r:b"],
      ["c", "d"],
    ]);
  });

  it.each([false, true])(
    "takes what both type first into the same empty cell (swapped: %s)",
    async (isSwapped) => {
      const [ada, bea] = pair([["", ""]], isSwapped);
      selectCell(ada, 0, 1);
      ada.type("Ada");
      selectCell(bea, 0, 1);
      bea.type("Bea");
      const [[, text] = []] = await meet(ada, bea);
      expect(["AdaBea", "BeaAda"]).toContain(text);
      ada.type("!");
      bea.type("?");
      expect((await meet(ada, bea))[0]?.[1]).toMatch(/^(Ada!Bea\?|Bea\?Ada!)$/);
    },
  );

  it("is a full grid when one adds a row and the other a column", async () => {
    const [ada, bea] = pair([["a"]]);
    insertRow(ada, 0, 0);
    insertColumn(bea, 0, 0);
    expect(await meet(ada, bea)).toEqual([
      ["a", ""],
      ["", ""],
    ]);
    selectCell(bea, 1, 1);
    bea.type("corner");
    expect(await meet(ada, bea)).toEqual([
      ["a", ""],
      ["", "corner"],
    ]);
  });

  it("keeps the caret in its cell while rows and columns come, go and move around it", async () => {
    const [ada, bea] = pair([
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
    ]);
    selectCell(bea, 1, 1, 1);
    insertRow(ada, 0, 0, false);
    insertColumn(ada, 0, 0, false);
    sync(ada, bea);
    expect(caretCell(bea)).toEqual([2, 2]);
    bea.type("!");
    moveRow(ada, 2, 0);
    deleteColumn(ada, 0, 0);
    expect(await meet(ada, bea)).toEqual([
      ["c", "d!"],
      ["", ""],
      ["a", "b"],
      ["e", "f"],
    ]);
    expect(caretCell(bea)).toEqual([0, 1]);
  });

  it("keeps the caret near where its row or its table has been", async () => {
    const [ada, bea] = pair([["a"], ["b"]]);
    selectCell(bea, 1, 0, 1);
    deleteRow(ada, 1, 0);
    sync(ada, bea);
    expect(caretCell(bea)).toEqual([0, 0]);
    ada.update(() => {
      const [table] = $tables();
      table?.insertBefore($createParagraphNode().append($createTextNode("before")));
      table?.remove();
    });
    sync(ada, bea);
    bea.type("!");
    expect(await settle()).toBeUndefined();
    expect(bea.blocks.indexOf("!")).not.toBe(0);
    expect(bea.blocks).toContain("before!");
  });

  it("brings a deleted row back with what a peer typed there", async () => {
    const [ada, bea] = pair([["a"], ["b"]]);
    deleteRow(ada, 1, 0);
    selectCell(bea, 1, 0, 1);
    bea.type(" by Bea");
    expect(await meet(ada, bea)).toEqual([["a"]]);
    ada.binding.history.undo();
    expect(await meet(ada, bea)).toEqual([["a"], ["b by Bea"]]);
    ada.binding.history.redo();
    expect(await meet(ada, bea)).toEqual([["a"]]);
  });

  it("keeps a row that its author takes back as long as a peer's text stands in it, and the table too", async () => {
    const [ada, bea] = pair([["a"]]);
    insertRow(ada, 0, 0);
    sync(ada, bea);
    selectCell(bea, 1, 0);
    bea.type("Bea");
    sync(ada, bea);
    for (let n = 0; n < 5; n++) ada.binding.history.undo();
    expect(await meet(ada, bea)).toEqual([["Bea"]]);
    ada.binding.history.redo();
    expect((await meet(ada, bea)).flat()).toContain("Bea");
  });

  it("undoes and redoes a whole table", async () => {
    const [ada, bea] = pair([["a", "b"]]);
    ada.binding.history.undo();
    expect(await meet(ada, bea)).toEqual([]);
    ada.binding.history.redo();
    expect(await meet(ada, bea)).toEqual([["a", "b"]]);
    selectCell(bea, 0, 0, 1);
    bea.type("!");
    expect(await meet(ada, bea)).toEqual([["a!", "b"]]);
  });

  it("merges and splits cells, and takes along what a peer types meanwhile", async () => {
    const [ada, bea] = pair([
      ["a", "b"],
      ["c", "d"],
    ]);
    merge(ada, [
      [0, 0],
      [0, 1],
    ]);
    expect(await meet(ada, bea)).toEqual([["a/b 1x2"], ["c", "d"]]);
    unmerge(bea, 0, 0);
    expect(await meet(ada, bea)).toEqual([
      ["a/b", ""],
      ["c", "d"],
    ]);
    merge(ada, [
      [0, 1],
      [1, 1],
    ]);
    selectCell(bea, 1, 1, 1);
    bea.type("!");
    expect(await meet(ada, bea)).toEqual([["a/b", "d! 2x1"], ["c"]]);
  });

  it("keeps a merged cell's text when its first row is deleted", async () => {
    const [ada, bea] = pair([
      ["a", "x"],
      ["", "y"],
      ["", "z"],
    ]);
    merge(ada, [
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
    expect(await meet(ada, bea)).toEqual([["a 3x1", "x"], ["y"], ["z"]]);
    deleteRow(bea, 0, 1);
    expect(await meet(ada, bea)).toEqual([["a 2x1", "y"], ["z"]]);
    selectCell(ada, 0, 0, 1);
    ada.type("!");
    expect(await meet(ada, bea)).toEqual([["a! 2x1", "y"], ["z"]]);
  });

  it("moves columns with their text", async () => {
    const [ada, bea] = pair([
      ["a", "b", "c"],
      ["d", "e", "f"],
    ]);
    selectCell(bea, 0, 0, 1);
    bea.type("1");
    moveColumn(ada, 0, 2);
    expect(await meet(ada, bea)).toEqual([
      ["b", "c", "a1"],
      ["e", "f", "d"],
    ]);
    const { id, columns } = tableOf(ada);
    expect(ada.ydoc.getArray(linesName(id, "columns")).length).toBe(3);
    expect(columns).toHaveLength(3);
  });

  it("has one cell left where two people delete different rows and columns, and keeps what is typed there", async () => {
    const [ada, bea] = pair([["a", "b"]]);
    deleteColumn(ada, 0, 0);
    deleteColumn(bea, 0, 1);
    expect(await meet(ada, bea)).toEqual([[""]]);
    selectCell(ada, 0, 0);
    ada.type("still");
    bea.binding.history.undo();
    expect((await meet(ada, bea))[0]?.toSorted()).toEqual(["b", "still"]);
  });

  it("is deleted and comes back with what a peer typed in it", async () => {
    const [ada, bea] = pair([["a"]]);
    ada.update(() => $tables()[0]?.remove());
    selectCell(bea, 0, 0, 1);
    bea.type("!");
    expect(await meet(ada, bea)).toEqual([]);
    ada.binding.history.undo();
    expect(await meet(ada, bea)).toEqual([["a!"]]);
  });

  it("takes text that comes to stand behind its marker as its caption", async () => {
    const [ada, bea] = pair([["a"]]);
    bea.select(2, 0);
    bea.type("typed");
    ada.update(() => $getRoot().getLastChild()?.remove());
    await meet(ada, bea);
    expect(readBlocks(ada.ydoc).at(-1)).toMatchObject({ type: "table", runs: [{ text: "typed" }] });
    expect(ada.shown.at(-1)).toBe("motet-table-caption typed");
    bea.type("!");
    await meet(ada, bea);
    expect(ada.shown.at(-1)).toBe("motet-table-caption typed!");
    bea.enter();
    bea.type("new");
    await meet(ada, bea);
    expect(ada.shown.slice(-2)).toEqual(["motet-table-caption typed!", "paragraph new"]);
    ada.update(() =>
      $getRoot()
        .getFirstChild()
        ?.insertBefore($tables()[0] as never),
    );
    await meet(ada, bea);
  });

  it("keeps lists, headings and splits in a cell apart from the blocks around the table", async () => {
    const [ada, bea] = pair([["one two", "x"]]);
    selectCell(ada, 0, 0, 3);
    selectCell(bea, 0, 0, 7);
    ada.enter();
    bea.type("!");
    expect(await meet(ada, bea)).toEqual([["one/ two!", "x"]]);
    selectCell(ada, 0, 0, 3);
    bea.type("?");
    ada.edit((selection) => selection.insertParagraph());
    expect(await meet(ada, bea)).toEqual([["one// two!?", "x"]]);
  });

  it("shows somebody's caret in a cell", async () => {
    const [ada, bea] = pair([["abc", ""]]);
    const states = (from: Person): Map<number, unknown> => from.awareness.getStates() as never;
    for (const [cell, offset] of [
      [0, 2],
      [1, 0],
    ] as const) {
      selectCell(ada, 0, cell, offset);
      states(bea).set(100, ada.awareness.getLocalState());
      bea.awareness.emit("change", [{ added: [100], updated: [], removed: [] }, "test"]);
      const [caret] = bea.binding.carets.get();
      const place = bea.editor.getEditorState().read(
        () => {
          const table = $tables()[0];
          const node = table === undefined ? undefined : $cells(table)[0]?.[cell];
          return (
            node?.getAllTextNodes().some(({ __key }) => __key === caret?.anchor.key) ||
            node?.getChildrenKeys().includes(caret?.anchor.key ?? "")
          );
        },
        { editor: bea.editor },
      );
      expect(place).toBe(true);
      expect(caret?.anchor.offset).toBe(offset);
    }
  });

  it("keeps a selection of cells while others write", async () => {
    const [ada, bea] = pair([
      ["a", "b"],
      ["c", "d"],
    ]);
    bea.update(() => {
      const table = $tables()[0] as NonNullable<ReturnType<typeof $tables>[0]>;
      const [[first], [, last]] = $cells(table) as never as [[never], [never, never]];
      $setSelection($createTableSelectionFrom(table, first, last));
    });
    selectCell(ada, 0, 0, 1);
    ada.type("!");
    insertRow(ada, 0, 0);
    sync(ada, bea);
    expect(bea.editor.getEditorState().read(() => $isTableSelection($getSelection()))).toBe(true);
    deleteRow(ada, 2, 0);
    expect(await meet(ada, bea)).toEqual([
      ["a!", "b"],
      ["", ""],
    ]);
  });

  it("makes no flow for cells that nobody has written into", () => {
    const [ada, bea] = pair([["", "x"]]);
    const { id, rows, columns } = tableOf(bea);
    expect(bea.ydoc.share.has(cellName(id, rows[0] as string, columns[0] as string))).toBe(false);
    expect(findFlow(ada.ydoc, cellName(id, rows[0] as string, columns[1] as string))?.toString()).toBe("x");
  });

  it("shows a table under its other marker when its author removes the one that showed it", async () => {
    const [ada, bea] = pair([["x", "y"]]);
    const { id } = tableOf(ada);
    const body = ada.ydoc.getText(BODY);
    body.insertEmbed(
      body.length,
      new Y.Map([
        ["type", "table"],
        ["table", id],
      ]),
    );
    await settle();
    ada.update(() => $tables()[0]?.remove());
    expect(await meet(ada, bea)).toEqual([["x", "y"]]);
  });
});
