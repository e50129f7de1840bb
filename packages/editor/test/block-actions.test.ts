import { $getRoot, type ElementNode, INSERT_PARAGRAPH_COMMAND, KEY_TAB_COMMAND } from "lexical";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

const enter = () => body.press(INSERT_PARAGRAPH_COMMAND);
const caretIn = (text: string) =>
  body.update(() => {
    $getRoot()
      .getAllTextNodes()
      .find((node) => node.getTextContent() === text)
      ?.selectStart();
  });

it("A block is duplicated with its type and its formats, and the caret is in the copy", () => {
  body.type("## a **b** c");
  body.run("duplicateBlock");
  body.type("!");
  expect(body.lines()).toEqual(['heading{"level":2}: a [b](bold) c', 'heading{"level":2}: a [b](bold) c!']);
});

it("An item of a list is duplicated, and deleted, with the items below it", () => {
  body.type("- a");
  enter();
  body.type("b");
  body.press(KEY_TAB_COMMAND);
  caretIn("a");
  body.run("duplicateBlock");
  const item = ["list-item: a", 'list-item{"indent":1}: b'];
  expect(body.lines()).toEqual([...item, ...item]);
  caretIn("a");
  body.run("deleteBlock");
  expect(body.lines()).toEqual(item);
});

it("A copy of a table is a table of its own", () => {
  body.type("x");
  enter();
  body.run("table");
  body.type("one");
  body.update(() => {
    const last = $getRoot().getLastChildOrThrow();
    $getRoot().getFirstChildOrThrow<ElementNode>().select(0, 0).focus.set(last.getKey(), 0, "element");
  });
  body.run("duplicateBlock");
  const tables = body.blocks().filter(({ type }) => type === "table");
  expect(tables).toHaveLength(2);
  for (const { table } of tables) {
    expect(table?.rows.map(({ cells }) => cells.length)).toEqual([3, 3, 3]);
    expect(table?.rows[0]?.cells[0]?.blocks[0]?.runs).toEqual([{ text: "one" }]);
  }
  const names = tables.flatMap(({ table }) => [table?.id, ...(table?.rows ?? []).map(({ id }) => id)]);
  expect(new Set(names).size).toBe(8);
});

it("Deleted blocks leave the caret where they were, and the last one leaves an empty paragraph", () => {
  body.type("a");
  enter();
  body.type("b");
  enter();
  body.type("c");
  caretIn("b");
  body.run("deleteBlock");
  body.type("!");
  expect(body.lines()).toEqual(["paragraph: a", "paragraph: !c"]);
  body.selectAll();
  body.run("deleteBlock");
  expect(body.lines()).toEqual(["paragraph: "]);
});
