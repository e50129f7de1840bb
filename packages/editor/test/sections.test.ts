// @vitest-environment happy-dom
import {
  $getRoot,
  INSERT_PARAGRAPH_COMMAND,
  KEY_BACKSPACE_COMMAND,
  KEY_TAB_COMMAND,
  PASTE_COMMAND,
} from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { REVEAL_COMMAND } from "../src/core/reveal.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
let root: HTMLElement;
beforeEach(() => {
  localStorage.clear();
  body = writtenBody();
  root = document.body.appendChild(document.createElement("div"));
  body.editor.setRootElement(root);
});
afterEach(() => {
  body.dispose();
  document.body.replaceChildren();
});

const enter = () => body.press(INSERT_PARAGRAPH_COMMAND);
const tab = (shiftKey = false) => body.press(KEY_TAB_COMMAND, { shiftKey });
const hidden = () => [...root.children].map((element) => element.hasAttribute("hidden"));
const toggles = () => [...root.querySelectorAll<HTMLElement>(".motet-section-toggle")];

/** A summary with two paragraphs, the latter a section with one of its own, and a paragraph outside. */
function writeNested(): void {
  body.type("Outer");
  body.run("section");
  enter();
  body.type("in outer");
  enter();
  body.type("Inner");
  body.run("section");
  enter();
  body.type("in inner");
  enter();
  enter();
  enter();
  body.type("outside");
}

describe("A section", () => {
  it("is gone on into by Enter, and left by Enter in an empty paragraph", () => {
    writeNested();
    expect(body.lines()).toEqual([
      "section: Outer",
      'paragraph{"indent":1}: in outer',
      'section{"indent":1}: Inner',
      'paragraph{"indent":2}: in inner',
      "paragraph: outside",
    ]);
  });

  it("is made of several blocks: the first is the summary", () => {
    body.type("a");
    enter();
    body.type("b");
    enter();
    body.type("c");
    body.selectAll();
    body.run("section");
    expect(body.lines()).toEqual(["section: a", 'paragraph{"indent":1}: b', 'paragraph{"indent":1}: c']);
  });

  it("takes in what Tab moves into it, and lets out what Shift+Tab moves; elsewhere Tab is not taken", () => {
    expect(tab()).toBe(false);
    writeNested();
    expect(tab()).toBe(true);
    expect(body.lines().at(-1)).toBe('paragraph{"indent":1}: outside');
    tab();
    tab();
    tab();
    expect(body.lines().at(-1)).toBe('paragraph{"indent":2}: outside');
    tab(true);
    tab(true);
    expect(body.lines().at(-1)).toBe("paragraph: outside");
    expect(tab(true)).toBe(false);
    body.update(() => void $getRoot().getChildAtIndex(2)?.selectStart());
    tab(true);
    expect(body.lines().slice(2)).toEqual([
      "section: Inner",
      'paragraph{"indent":1}: in inner',
      "paragraph: outside",
    ]);
  });

  it("makes room above by Enter at its start, and becomes a paragraph by Backspace there", () => {
    writeNested();
    body.update(() => void $getRoot().getFirstChildOrThrow().selectStart());
    enter();
    expect(body.lines().slice(0, 2)).toEqual(["paragraph: ", "section: Outer"]);
    body.press(KEY_BACKSPACE_COMMAND);
    expect(body.lines().slice(0, 3)).toEqual([
      "paragraph: ",
      "paragraph: Outer",
      'paragraph{"indent":1}: in outer',
    ]);
  });

  it("is closed for oneself alone: nothing is written, and it is closed when one comes again", () => {
    writeNested();
    const before = body.blocks();
    toggles()[0]?.click();
    body.update(() => {});
    expect(hidden()).toEqual([false, true, true, true, false]);
    expect(toggles()[0]?.ariaExpanded).toBe("false");
    expect(body.blocks()).toEqual(before);
    expect(localStorage).toHaveLength(1);
    body.update(() => void $getRoot().selectEnd());
    body.type("!");
    expect(hidden()).toEqual([false, true, true, true, false]);
    toggles()[0]?.click();
    body.update(() => {});
    expect(hidden()).not.toContain(true);
    expect(localStorage).toHaveLength(0);
  });

  it("sends a caret that it hides to the summary, and opens where a caret or a search comes", () => {
    writeNested();
    body.update(() => void $getRoot().getChildAtIndex(3)?.selectEnd());
    body.run("sectionToggle");
    expect(hidden()).toEqual([false, false, false, true, false]);
    body.type("!");
    expect(body.lines()[2]).toBe('section{"indent":1}: Inner!');
    body.update(() => void $getRoot().getFirstChildOrThrow().selectEnd());
    body.run("sectionToggle");
    const key = body.editor.read(() => $getRoot().getChildAtIndex(3)?.getKey() ?? "");
    body.editor.dispatchCommand(REVEAL_COMMAND, key);
    body.update(() => {});
    expect(hidden()).not.toContain(true);
    body.run("sectionToggle");
    expect(hidden()).toEqual([false, true, true, true, false]);
    body.update(() => void $getRoot().getChildAtIndex(1)?.selectEnd());
    expect(hidden()).toEqual([false, false, false, false, false]);
  });

  it("keeps what a sign and a space make of a paragraph in it", () => {
    body.type("Summary");
    body.run("section");
    enter();
    body.type("## heading");
    enter();
    body.type("> quote");
    enter();
    body.type("[!tip] tip");
    expect(body.lines()).toEqual([
      "section: Summary",
      'heading{"indent":1,"level":2}: heading',
      'quote{"indent":1}: quote',
      'callout{"indent":1,"kind":"tip"}: tip',
    ]);
  });

  it("comes of details on a page that is pasted", () => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      "text/html",
      "<details><summary>More</summary><p>one</p><ul><li>two</li></ul></details><p>after</p>",
    );
    body.editor.dispatchCommand(PASTE_COMMAND, new ClipboardEvent("paste", { clipboardData }));
    body.update(() => {});
    expect(body.lines()).toEqual([
      "section: More",
      'paragraph{"indent":1}: one',
      "list-item: two",
      "paragraph: after",
    ]);
  });
});
