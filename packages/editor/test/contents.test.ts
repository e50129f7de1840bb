// @vitest-environment happy-dom
import { $createNodeSelection, $getRoot, $setSelection, KEY_BACKSPACE_COMMAND } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nestHeadings } from "../src/extensions/contents/nest-headings.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

describe("A table of contents", () => {
  it("comes of [TOC] and a space, before what is written next", () => {
    body.type("[TOC] below");
    expect(body.lines()).toEqual(["contents: ", "paragraph: below"]);
  });

  it("is put in behind the block of the caret, with a paragraph to go on in", () => {
    body.type("above");
    body.run("contents");
    body.type("below");
    expect(body.lines()).toEqual(["paragraph: above", "contents: ", "paragraph: below"]);
  });

  it("is moved, duplicated and deleted as a whole, each a step of undo", () => {
    body.type("above");
    body.run("contents");
    body.type("below");
    const select = () =>
      body.update(() => {
        const selection = $createNodeSelection();
        selection.add($getRoot().getChildAtIndex(1)?.getKey() ?? "");
        $setSelection(selection);
      });
    const before = body.lines();
    select();
    body.run("duplicateBlock");
    expect(body.lines()).toEqual(["paragraph: above", "contents: ", "contents: ", "paragraph: below"]);
    body.binding.history.undo();
    expect(body.lines()).toEqual(before);
    select();
    body.run("moveUp");
    expect(body.lines()).toEqual(["contents: ", "paragraph: above", "paragraph: below"]);
    body.binding.history.undo();
    expect(body.lines()).toEqual(before);
    select();
    body.press(KEY_BACKSPACE_COMMAND);
    expect(body.lines()).toEqual(["paragraph: above", "paragraph: below"]);
    body.binding.history.undo();
    expect(body.lines()).toEqual(before);
  });

  it("has lists in lists, as deep as the headings are", () => {
    const heading = (key: string, level: number) => ({ key, level, text: key });
    const [a, b, c, d] = [heading("a", 1), heading("b", 3), heading("c", 2), heading("d", 1)];
    expect(nestHeadings([a, b, c, d])).toEqual([
      {
        heading: a,
        below: [
          { heading: b, below: [] },
          { heading: c, below: [] },
        ],
      },
      { heading: d, below: [] },
    ]);
  });
});
