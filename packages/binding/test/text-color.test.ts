import { appendBlocks, readBlocks } from "@motet/model";
import { $isElementNode, $isTextNode, type RangeSelection } from "lexical";
import { afterEach, describe, expect, it } from "vitest";
import { readTextStyle, type TextColors, textStyle } from "../src/index.js";
import { $blocks, Person, settle, sync } from "./support/person.js";

const people: Person[] = [];
function pair(...blocks: Parameters<typeof appendBlocks>[1]): [Person, Person] {
  const ada = new Person("Ada", 100);
  appendBlocks(ada.ydoc, blocks);
  const bea = new Person("Bea", 101);
  people.push(ada, bea);
  sync(ada, bea);
  return [ada, bea];
}
afterEach(() => {
  for (const each of people.splice(0)) {
    expect(each.errors).toEqual([]);
    each.close();
  }
});

/** Each text node of a block with its style. */
const styles = (at: Person, block: number): [string, string][] =>
  at.editor.getEditorState().read(() => {
    const node = $blocks()[block];
    const texts = $isElementNode(node) ? node.getAllTextNodes() : [];
    return texts.map((text) => [text.getTextContent(), text.getStyle()]);
  });

function $style(selection: RangeSelection, styleOf: (style: string) => string): void {
  for (const node of selection.extract()) if ($isTextNode(node)) node.setStyle(styleOf(node.getStyle()));
  selection.setStyle(styleOf(selection.style));
}

function $color(selection: RangeSelection, colors: Partial<TextColors>): void {
  $style(selection, (style) => {
    const { color = null, background = null } = readTextStyle(style) ?? {};
    return textStyle({ color, background, ...colors });
  });
}

const RED = textStyle({ color: "red", background: null });

describe("colors of text", () => {
  it("reach the other, and stay beside what the other changes in the same words", () => {
    const [ada, bea] = pair({ type: "paragraph", runs: [{ text: "one two three" }] });
    ada.select(1, 4, 1, 7);
    ada.edit((selection) => $color(selection, { color: "red" }));
    bea.select(1, 0, 1, 13);
    bea.edit((selection) => {
      selection.formatText("bold");
      $color(selection, { background: "blue" });
    });
    bea.select(1, 6);
    bea.type("!");
    sync(ada, bea);
    expect(readBlocks(ada.ydoc)[1]?.runs).toEqual([
      { text: "one ", attributes: { background: "blue", bold: true } },
      { text: "tw!o", attributes: { background: "blue", bold: true, color: "red" } },
      { text: " three", attributes: { background: "blue", bold: true } },
    ]);
    expect(styles(bea, 1)).toEqual(styles(ada, 1));
    expect(styles(bea, 1)[1]).toEqual(["tw!o", textStyle({ color: "red", background: "blue" })]);
  });

  it("are taken away again, and come back with undo", () => {
    const [ada, bea] = pair({ type: "paragraph", runs: [{ text: "one", attributes: { color: "red" } }] });
    ada.select(1, 0, 1, 3);
    ada.edit((selection) => $color(selection, { color: null }));
    sync(ada, bea);
    expect(readBlocks(bea.ydoc)[1]?.runs).toEqual([{ text: "one" }]);
    ada.binding.history.undo();
    sync(ada, bea);
    expect(styles(bea, 1)).toEqual([["one", RED]]);
  });

  it("stay in the document where it is a color that this version does not know, and are not shown", () => {
    const [ada, bea] = pair({
      type: "paragraph",
      runs: [{ text: "one", attributes: { color: "url(javascript:0)", background: "teal" } }],
    });
    expect(styles(bea, 1)).toEqual([["one", ""]]);
    ada.select(1, 3);
    ada.type("!");
    sync(ada, bea);
    expect(readBlocks(bea.ydoc)[1]?.runs).toEqual([
      { text: "one!", attributes: { background: "teal", color: "url(javascript:0)" } },
    ]);
  });

  it("a style that is none of them is put back to what the document holds", async () => {
    const [ada, bea] = pair({ type: "paragraph", runs: [{ text: "one", attributes: { color: "red" } }] });
    ada.select(1, 0, 1, 3);
    ada.edit((selection) => $style(selection, () => "font-size: 90px;"));
    await settle();
    sync(ada, bea);
    expect(styles(ada, 1)).toEqual(styles(bea, 1));
    expect(JSON.stringify(styles(ada, 1))).not.toContain("font-size");
    expect(readTextStyle("color: var(--motet-ink-red); font-size: 90px")).toBeNull();
  });

  it("has no colors in code, and keeps them there for what comes after", () => {
    const [ada, bea] = pair({ type: "code", runs: [{ text: "one", attributes: { color: "red" } }] });
    expect(styles(bea, 1)).toEqual([["one", ""]]);
    ada.select(1, 3);
    ada.type("!");
    sync(ada, bea);
    expect(readBlocks(bea.ydoc)[1]?.runs).toEqual([{ text: "one!", attributes: { color: "red" } }]);
  });
});
