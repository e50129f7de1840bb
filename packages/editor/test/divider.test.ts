// @vitest-environment happy-dom
import { $createNodeSelection, $getRoot, $setSelection, KEY_BACKSPACE_COMMAND } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

describe("A divider", () => {
  it("comes of three hyphens and a space, before what is written next", () => {
    body.type("above");
    body.update(() => $getRoot().getLastChildOrThrow().selectEnd().insertParagraph());
    body.type("--- below");
    expect(body.lines()).toEqual(["paragraph: above", "divider: ", "paragraph: below"]);
  });

  it("is put in behind the block of the caret, with a paragraph to go on in", () => {
    body.type("above");
    body.run("divider");
    body.type("below");
    expect(body.lines()).toEqual(["paragraph: above", "divider: ", "paragraph: below"]);
  });

  it("is put in before an empty paragraph, in which the caret stays", () => {
    body.run("divider");
    body.type("below");
    expect(body.lines()).toEqual(["divider: ", "paragraph: below"]);
  });

  it("is deleted where it is selected, and undo brings it back", () => {
    body.type("above");
    body.run("divider");
    body.type("below");
    body.update(() => {
      const selection = $createNodeSelection();
      selection.add($getRoot().getChildAtIndex(1)?.getKey() ?? "");
      $setSelection(selection);
    });
    body.press(KEY_BACKSPACE_COMMAND);
    expect(body.lines()).toEqual(["paragraph: above", "paragraph: below"]);
    body.binding.history.undo();
    // Not what was typed just before.
    expect(body.lines()).toEqual(["paragraph: above", "divider: ", "paragraph: below"]);
  });
});
