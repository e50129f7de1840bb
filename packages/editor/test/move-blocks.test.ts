import { $getRoot, INSERT_PARAGRAPH_COMMAND, KEY_DOWN_COMMAND, KEY_TAB_COMMAND } from "lexical";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

function write(...lines: string[]): void {
  lines.forEach((line, index) => {
    if (index > 0) body.press(INSERT_PARAGRAPH_COMMAND);
    body.type(line);
  });
}

const arrow = (key: string, modifiers: Partial<KeyboardEvent>): boolean =>
  body.press(KEY_DOWN_COMMAND, { key, getModifierState: () => false, ...modifiers });

const move = (direction: "Up" | "Down"): boolean =>
  arrow(`Arrow${direction}`, { altKey: true, shiftKey: true });

const caretIn = (text: string): void =>
  body.update(() => {
    $getRoot()
      .getAllTextNodes()
      .find((node) => node.getTextContent() === text)
      ?.selectStart();
  });

it("A block goes up and down past its neighbours, with the caret in it, and no further than the ends", () => {
  write("a", "b", "c");
  move("Up");
  expect(body.lines()).toEqual(["paragraph: a", "paragraph: c", "paragraph: b"]);
  move("Up");
  move("Up");
  expect(body.lines()).toEqual(["paragraph: c", "paragraph: a", "paragraph: b"]);
  body.type("!");
  for (let time = 0; time < 5; time++) move("Down");
  expect(body.lines()).toEqual(["paragraph: a", "paragraph: b", "paragraph: c!"]);
});

it("Blocks that are selected together go together", () => {
  write("a", "b", "c", "d");
  body.update(() => {
    const texts = $getRoot().getAllTextNodes();
    texts[1]?.select(0, 0).focus.set(texts[2]?.getKey() ?? "", 1, "text");
  });
  move("Down");
  expect(body.lines()).toEqual(["paragraph: a", "paragraph: d", "paragraph: b", "paragraph: c"]);
  move("Up");
  move("Up");
  expect(body.lines()).toEqual(["paragraph: b", "paragraph: c", "paragraph: a", "paragraph: d"]);
});

it("An item of a list takes along the items below it, and goes past items with theirs", () => {
  write("- a", "b", "c", "d");
  caretIn("b");
  body.press(KEY_TAB_COMMAND);
  caretIn("d");
  body.press(KEY_TAB_COMMAND);
  const before = body.blocks().map(({ props, runs }) => [props?.indent ?? 0, runs]);
  caretIn("c");
  move("Up");
  expect(body.blocks().map(({ props, runs }) => [props?.indent ?? 0, runs])).toEqual([
    before[2],
    before[3],
    before[0],
    before[1],
  ]);
  caretIn("c");
  move("Down");
  expect(body.blocks().map(({ props, runs }) => [props?.indent ?? 0, runs])).toEqual(before);
});

it("Without its modifiers, and with others, an arrow moves no block", () => {
  write("a", "b");
  arrow("ArrowUp", { shiftKey: true });
  arrow("ArrowUp", { altKey: true, shiftKey: true, metaKey: true });
  expect(body.lines()).toEqual(["paragraph: a", "paragraph: b"]);
});
