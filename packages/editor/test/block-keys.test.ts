import {
  $getRoot,
  INSERT_PARAGRAPH_COMMAND,
  KEY_ARROW_DOWN_COMMAND,
  KEY_BACKSPACE_COMMAND,
  KEY_ENTER_COMMAND,
  KEY_ESCAPE_COMMAND,
  KEY_TAB_COMMAND,
} from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

const enter = () => body.press(INSERT_PARAGRAPH_COMMAND);
const caretToStart = () => body.update(() => void $getRoot().selectStart());

describe("Enter", () => {
  it("after a heading or a quote begins a paragraph", () => {
    body.type("# T");
    enter();
    body.type("> q");
    enter();
    body.type("p");
    expect(body.lines()).toEqual(["heading: T", "quote: q", "paragraph: p"]);
  });

  it("on an empty list item leaves the list, level by level", () => {
    body.type("- a");
    enter();
    body.press(KEY_TAB_COMMAND);
    enter();
    body.type("b");
    expect(body.lines()).toEqual(["list-item: a", "list-item: b"]);
    enter();
    enter();
    body.type("c");
    expect(body.lines()).toEqual(["list-item: a", "list-item: b", "paragraph: c"]);
  });

  it("in code begins a line as far in as the one before", () => {
    body.type("``` if");
    enter();
    body.press(KEY_TAB_COMMAND);
    body.type("a");
    enter();
    body.type("b");
    expect(body.lines()).toEqual(["code: if\n\ta\n\tb"]);
  });

  it("on two empty lines at the end of code leaves it and takes them away", () => {
    body.type("``` a");
    enter();
    enter();
    enter();
    body.type("out");
    expect(body.lines()).toEqual(["code: a", "paragraph: out"]);
  });

  it("with Ctrl leaves code from anywhere in it", () => {
    body.type("``` a");
    body.press(KEY_ENTER_COMMAND, { ctrlKey: true });
    body.type("out");
    expect(body.lines()).toEqual(["code: a", "paragraph: out"]);
  });
});

describe("The down arrow at the end of code that ends the document", () => {
  it("makes a paragraph after it", () => {
    body.type("``` a");
    expect(body.press(KEY_ARROW_DOWN_COMMAND)).toBe(true);
    body.type("out");
    expect(body.lines()).toEqual(["code: a", "paragraph: out"]);
  });

  it("moves on as usual where something follows", () => {
    body.type("``` a");
    body.press(KEY_ARROW_DOWN_COMMAND);
    caretToStart();
    body.press(KEY_ARROW_DOWN_COMMAND);
    expect(body.lines()).toHaveLength(2);
  });
});

describe("Backspace at the start", () => {
  it.each(["# T", "## T", "> T", "``` T", "- T", "1. T", "[ ] T"])(
    "of %s makes a paragraph and deletes nothing",
    (typed) => {
      body.type(typed);
      caretToStart();
      body.press(KEY_BACKSPACE_COMMAND);
      expect(body.lines()).toEqual(["paragraph: T"]);
    },
  );
});

describe("Tab", () => {
  it("indents a list item, at most one level below the one before; Shift and Tab take it back", () => {
    body.type("- a");
    expect(body.press(KEY_TAB_COMMAND)).toBe(true);
    enter();
    body.type("b");
    body.press(KEY_TAB_COMMAND);
    body.press(KEY_TAB_COMMAND);
    expect(body.lines()).toEqual(["list-item: a", 'list-item{"indent":1}: b']);
    body.press(KEY_TAB_COMMAND, { shiftKey: true });
    expect(body.lines()).toEqual(["list-item: a", "list-item: b"]);
  });

  it("writes a tab in code, which Shift and Tab remove", () => {
    body.type("``` a");
    body.press(KEY_TAB_COMMAND);
    expect(body.lines()).toEqual(["code: a\t"]);
    body.press(KEY_TAB_COMMAND, { shiftKey: true });
    expect(body.lines()).toEqual(["code: a"]);
  });

  it("leaves the text everywhere else, and after Escape everywhere", () => {
    let keptHere = 0;
    const tab = () => void body.press(KEY_TAB_COMMAND, { preventDefault: () => void keptHere++ });
    body.type("a");
    tab();
    body.run("bulletedList");
    body.press(KEY_ESCAPE_COMMAND);
    tab();
    expect(keptHere).toBe(0);
    tab();
    expect(keptHere).toBe(1);
  });
});
