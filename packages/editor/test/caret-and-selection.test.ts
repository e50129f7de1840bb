import { $getRoot, $getSelection, $isRangeSelection, type RangeSelection } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { $endWithinLine } from "../src/core/native-selection.js";
import { distanceIntoView } from "../src/core/text-window.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

describe("The caret is kept where it can be seen", () => {
  const distance = (top: number) => distanceIntoView({ left: 0, top, width: 0, height: 20 }, 100, 500);

  it("moves nothing while it is well between the edges", () => {
    expect([108, 300, 456].map(distance)).toEqual([0, 0, 0]);
  });
  it("brings the text down where the caret is behind what covers the top", () => {
    expect([107, 90, -1_000].map(distance)).toEqual([-1, -18, -1_108]);
  });
  it("brings the text up, with a line's room, where the caret is below the window", () => {
    expect([457, 500, 5_000].map(distance)).toEqual([1, 44, 4_544]);
  });
  it("shows the top of what is higher than the window", () => {
    expect(distanceIntoView({ left: 0, top: 130, width: 0, height: 900 }, 100, 500)).toBe(22);
  });
});

describe("Three clicks select what they show as selected", () => {
  let body: WrittenBody;
  beforeEach(() => {
    body = writtenBody();
  });
  afterEach(() => body.dispose());

  /** What a browser selects by three clicks: from the start of one text to the start of another. */
  const $selectTo = (from: number, to: number): RangeSelection => {
    const texts = $getRoot().getAllTextNodes();
    const [first, last] = [texts[from], texts[to]];
    const selection = first?.select(0, 0);
    if (selection === undefined || last === undefined) throw new Error("No such text.");
    selection.focus.set(last.getKey(), 0, "text");
    return selection;
  };
  const replace = (from: number, to: number) =>
    body.update(() => {
      $endWithinLine($selectTo(from, to));
      const selection = $getSelection();
      if ($isRangeSelection(selection)) selection.insertText("new");
    });

  it("the paragraph, without the start of the next block", () => {
    body.type("one");
    body.update(() => $getRoot().selectEnd().insertParagraph());
    body.type("two");
    replace(0, 1);
    expect(body.lines()).toEqual(["paragraph: new", "paragraph: two"]);
  });

  it("one line of code, without the start of the next line", () => {
    body.type("one");
    body.run("codeBlock");
    body.update(() => $getRoot().selectEnd().insertLineBreak());
    body.type("two");
    replace(0, 1);
    expect(body.lines()).toEqual(["code: new\ntwo"]);
  });

  it("a selection that ends within its paragraph stays as it is", () => {
    body.type("one two");
    body.update(() => {
      const selection = $selectTo(0, 0);
      selection.focus.offset = 3;
      $endWithinLine(selection);
      expect(selection.getTextContent()).toBe("one");
    });
  });
});
