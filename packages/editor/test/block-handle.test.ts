import {
  $getNodeByKey,
  $getRoot,
  $isTextNode,
  INSERT_PARAGRAPH_COMMAND,
  KEY_TAB_COMMAND,
  type NodeKey,
} from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OWN_STEP } from "../src/core/own-step.js";
import { $stretchOf } from "../src/core/stretch.js";
import { $dropBlocks, $neighbourFor, type DropPlace } from "../src/extensions/block-handle/drop-blocks.js";
import { $chosenNames, $followBlock } from "../src/extensions/block-handle/follow-blocks.js";
import { $insertBelow } from "../src/extensions/block-handle/insert-below.js";
import { $blockToHold } from "../src/extensions/block-handle/pointed-block.js";
import { addressOfBlock, blockOfAddress } from "../src/extensions/block-link/block-address.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

const enter = () => body.press(INSERT_PARAGRAPH_COMMAND);

/** Lines one below the other, the first by its Markdown; `>` before a line indents it. */
function write(...lines: readonly string[]): void {
  lines.forEach((line, at) => {
    if (at > 0) enter();
    const indent = line.lastIndexOf(">") + 1;
    for (let n = 0; n < indent; n++) body.press(KEY_TAB_COMMAND);
    body.type(line.slice(indent));
  });
}

/** What one takes hold of at a text. */
function held(text: string): NodeKey {
  return body.editor.read(() => {
    const node = $getRoot()
      .getAllTextNodes()
      .find((each) => each.getTextContent() === text);
    const key = node && $blockToHold(node)?.getKey();
    if (key === undefined) throw new Error(`There is no “${text}”`);
    return key;
  });
}

function drop(what: string, side: DropPlace["side"], where: string): void {
  const [from, to] = [held(what), held(where)];
  body.editor.update(
    () => {
      const [dragged, pointed] = [$getNodeByKey(from), $getNodeByKey(to)];
      const stretch = dragged === null ? null : $stretchOf(dragged);
      const target = stretch === null || pointed === null ? null : $neighbourFor(stretch, pointed);
      if (stretch !== null && target !== null) $dropBlocks(stretch, { key: target.getKey(), side });
    },
    { ...OWN_STEP, discrete: true },
  );
}

describe("Dropping a block", () => {
  it("puts it before or behind another, and one undo takes that back", () => {
    write("a", "b", "c");
    drop("a", "behind", "c");
    expect(body.lines()).toEqual(["paragraph: b", "paragraph: c", "paragraph: a"]);
    drop("c", "before", "b");
    expect(body.lines()).toEqual(["paragraph: c", "paragraph: b", "paragraph: a"]);
    body.binding.history.undo();
    expect(body.lines()).toEqual(["paragraph: b", "paragraph: c", "paragraph: a"]);
  });

  it("does nothing where it is already", () => {
    write("a", "b");
    drop("a", "behind", "a");
    drop("a", "before", "b");
    expect(body.lines()).toEqual(["paragraph: a", "paragraph: b"]);
  });

  it("takes the items below an item along, between items", () => {
    write("- a", ">b", "c");
    body.press(KEY_TAB_COMMAND, { shiftKey: true });
    drop("a", "behind", "c");
    expect(body.lines()).toEqual(["list-item: c", "list-item: a", 'list-item{"indent":1}: b']);
  });

  it("makes a list of an item that leaves its own, of the same kind, and leaves no empty one", () => {
    write("x", "1. a");
    drop("a", "before", "x");
    expect(body.lines()).toEqual(['list-item{"kind":"number"}: a', "paragraph: x"]);
  });

  it("puts what is no item past the whole list", () => {
    write("x", "- a", "b");
    drop("x", "behind", "a");
    expect(body.lines()).toEqual(["list-item: a", "list-item: b", "paragraph: x"]);
  });
});

describe("Inserting below", () => {
  const insertBelow = (text: string) => {
    const key = held(text);
    body.editor.update(() => $insertBelow(key), { discrete: true });
  };

  it("begins to choose in a new paragraph, in a list in a new item", () => {
    write("a", "- b");
    insertBelow("a");
    insertBelow("b");
    body.type("h");
    expect(body.lines()).toEqual(["paragraph: a", "paragraph: /", "list-item: b", "list-item: /h"]);
  });

  it("leaves what was written with the caret behind it", () => {
    write("a");
    insertBelow("a");
    expect(body.editor.read(() => $getRoot().getLastDescendant())).toSatisfy($isTextNode);
  });
});

describe("A block that is held", () => {
  const followed = (text: string) => {
    const key = held(text);
    const $block = body.editor.read(() => $followBlock(key, body.binding.$blockId));
    return () => body.editor.read(() => $block()?.getTextContent() ?? null);
  };

  it("is followed into another type and another place", () => {
    write("a", "b");
    const text = followed("b");
    body.run("heading2");
    body.run("moveUp");
    expect(body.lines()).toEqual(['heading{"level":2}: b', "paragraph: a"]);
    expect(text()).toBe("b");
  });

  it("is none once it has been deleted, whatever is selected then", () => {
    write("a", "b");
    const text = followed("b");
    const names = () => body.editor.read(() => $chosenNames(body.binding.$blockId));
    const before = names();
    expect(before.size).toBe(1);
    body.run("deleteBlock");
    expect(text()).toBeNull();
    expect([...names()]).not.toEqual([...before]);
  });
});

describe("The address of a block", () => {
  it("is the page's with the block's name behind it, and is read back", () => {
    const address = addressOfBlock("https://motet.example/d/a%2Fb?seat=left#block=old", "12:3 &4");
    expect(address).toBe("https://motet.example/d/a%2Fb?seat=left#block=12%3A3+%264");
    expect(blockOfAddress(address)).toBe("12:3 &4");
  });

  it("is none without one", () => {
    for (const page of [
      "https://motet.example/",
      "https://motet.example/#",
      "https://motet.example/#other=1",
    ])
      expect(blockOfAddress(page)).toBeNull();
  });
});
