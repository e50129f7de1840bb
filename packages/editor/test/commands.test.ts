import { $getRoot, INSERT_PARAGRAPH_COMMAND, type TextNode } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { STRINGS } from "../src/catalogue.js";
import { $blockOf } from "../src/core/blocks.js";
import { nameOf } from "../src/core/command.js";
import { hasFormat } from "../src/core/command-state.js";
import { ariaShortcut, type KeyPress, matches, shortcutLabel } from "../src/core/shortcut.js";
import { $removeLink } from "../src/extensions/link/links.js";
import { EXTENSIONS, selectionState, type WrittenBody, writtenBody } from "./written-body.js";

const COMMANDS = EXTENSIONS.commands;

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

function $lineNode(text: string): TextNode {
  const node = $getRoot()
    .getAllTextNodes()
    .find((each) => each.getTextContent() === text);
  if (node === undefined) throw new Error(`There is no “${text}”`);
  return node;
}

const $selectLine = (text: string) => $lineNode(text).select();

describe("The command table", () => {
  it("names every command once, in words of the catalogue", () => {
    const labels = COMMANDS.map((command) => command.label ?? command.id);
    expect(new Set(labels).size).toBe(COMMANDS.length);
    for (const label of labels) expect(STRINGS).toHaveProperty(label);
  });

  it("gives no shortcut twice", () => {
    const all = COMMANDS.flatMap(({ shortcuts = [] }) =>
      shortcuts.filter(({ on }) => on !== "apple").map((each) => ariaShortcut(each, false)),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it("has the names that the page contract promises", () => {
    expect(
      COMMANDS.filter(({ places }) => places?.toolbar !== undefined).map((each) => nameOf(each, STRINGS)),
    ).toEqual([
      "Undo",
      "Redo",
      "Bold",
      "Italic",
      "Underline",
      "Strikethrough",
      "Code",
      "Highlight",
      "Subscript",
      "Superscript",
      "Link",
      "Bulleted list",
      "Numbered list",
      "Check list",
      "Quote",
      "Code block",
      "Table",
      "Image",
      "Divider",
      "Block menu",
      "Find and replace",
      "Outline",
      "Keyboard shortcuts",
    ]);
  });
});

describe("Marks", () => {
  it.each([
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "code",
    "highlight",
    "subscript",
    "superscript",
  ] as const)("%s goes on and off", (id) => {
    body.type("a");
    body.selectAll();
    body.run(id);
    expect(body.lines()).toEqual([`paragraph: [a](${id})`]);
    expect(hasFormat(selectionState(body), id)).toBe(true);
    body.run(id);
    expect(body.lines()).toEqual(["paragraph: a"]);
  });
});

describe("Block types", () => {
  it.each(EXTENSIONS.blockTypes.map(({ id }) => id))("%s is what the menu then shows", (id) => {
    body.type("a");
    body.run(id);
    expect(selectionState(body).blockType).toBe(id);
    expect(body.blocks().map(({ runs }) => runs)).toEqual([[{ text: "a" }]]);
  });

  it.each(["bulletedList", "numberedList", "checkList", "quote", "codeBlock"] as const)(
    "%s chosen again gives paragraphs",
    (id) => {
      body.type("a");
      body.press(INSERT_PARAGRAPH_COMMAND);
      body.type("b");
      body.selectAll();
      body.run(id);
      body.selectAll();
      body.run(id);
      expect(body.blocks().every(({ type }) => type === "paragraph")).toBe(true);
    },
  );

  it("several blocks become one code block, without marks and links", () => {
    body.type("[w](https://example.org) **a** t");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("b");
    body.selectAll();
    body.run("codeBlock");
    expect(body.lines()).toEqual(["code: w a t\nb"]);
  });

  it("a list item that becomes a heading is not indented", () => {
    body.type("- a");
    body.run("heading2");
    expect(body.lines()).toEqual(['heading{"level":2}: a']);
  });
});

describe("Leaving a list", () => {
  it("only the item that is chosen becomes a paragraph; what is around it stays a list", () => {
    body.type("- one");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("two");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("three");
    body.update(() => void $selectLine("two"));
    body.run("paragraph");
    expect(body.lines()).toEqual(["list-item: one", "paragraph: two", "list-item: three"]);
  });

  it("a nested item becomes a heading of the document, not one inside a list", () => {
    body.type("- one");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("two");
    body.update(() => $blockOf($lineNode("two"))?.setIndent(1));
    expect(body.lines()).toEqual(["list-item: one", 'list-item{"indent":1}: two']);
    body.update(() => void $selectLine("two"));
    body.run("heading1");
    expect(body.lines()).toEqual(["list-item: one", "heading: two"]);
  });
});

describe("Links", () => {
  it("removing a link leaves its text, also where the link is all there is", () => {
    body.type("[w](https://example.org)");
    expect(body.lines()).toEqual(["paragraph: [w](link=https://example.org)"]);
    body.update(() => {
      body.selectAll();
      $removeLink();
    });
    expect(body.lines()).toEqual(["paragraph: w"]);
  });
});

describe("Undo and redo", () => {
  it("act on the document's history", () => {
    body.type("a");
    body.run("undo");
    expect(body.lines()).toEqual(["paragraph: "]);
    body.run("redo");
    expect(body.lines()).toEqual(["paragraph: a"]);
  });
});

describe("Shortcuts", () => {
  const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
    key,
    code: "",
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    isComposing: false,
    getModifierState: () => false,
    ...modifiers,
  });
  const bold = { mod: true, key: "b" };

  it("mean Cmd on Apple's systems and Ctrl elsewhere", () => {
    expect(matches(bold, press("b", { ctrlKey: true }), false)).toBe(true);
    expect(matches(bold, press("b", { ctrlKey: true }), true)).toBe(false);
    expect(matches(bold, press("b", { metaKey: true }), true)).toBe(true);
  });

  it("are found by the place of the key where Shift changes its character", () => {
    const list = { mod: true, shift: true, code: "Digit8", sign: "8" };
    expect(matches(list, press("*", { code: "Digit8", ctrlKey: true, shiftKey: true }), false)).toBe(true);
  });

  it("leave alone what AltGr types, and what is being composed", () => {
    const heading = { mod: true, alt: true, code: "Digit2", sign: "2" };
    const pressed = { code: "Digit2", ctrlKey: true, altKey: true };
    expect(matches(heading, press("²", { ...pressed, getModifierState: () => true }), false)).toBe(false);
    expect(matches(bold, press("b", { ctrlKey: true, isComposing: true }), false)).toBe(false);
  });

  it("are written as people of each system write them", () => {
    const shortcut = { mod: true, shift: true, key: "z" };
    expect(shortcutLabel(shortcut, false, STRINGS)).toBe("Ctrl+Shift+Z");
    expect(shortcutLabel(shortcut, true, STRINGS)).toBe("⇧⌘Z");
  });
});
