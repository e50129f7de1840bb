import { readBlocks } from "@motet/model";
import type { TextNode } from "lexical";
import { afterEach, beforeEach, expect, it } from "vitest";
import { $range, Person, settle } from "./support/person.js";

/** Lexical writes this where an input method begins in an empty paragraph. */
const SIGN = "\u200b";

let ada: Person;

beforeEach(() => {
  ada = new Person("Ada", 7, undefined, 0);
});

afterEach(() => ada.close());

const stored = (): string[] =>
  readBlocks(ada.ydoc).map(({ runs }) => runs.map((run) => ("text" in run ? run.text : "*")).join(""));

function compose(text: string): void {
  ada.edit((selection) => {
    selection.insertText(text);
    ada.editor._compositionKey = $range().anchor.key;
  });
}

it("keeps what an input method needs for itself out of the document, and undo does not bring it", async () => {
  ada.select(0, 0);
  compose(SIGN);
  await settle();
  expect(stored()).toEqual([""]);
  expect(ada.blocks).toEqual([SIGN]);
  ada.edit((selection) => selection.anchor.getNode().select(0, 0));
  compose("三");
  await settle();
  expect(stored()).toEqual(["三"]);
  expect(ada.blocks).toEqual([`三${SIGN}`]);
  ada.editor._compositionKey = null;
  ada.edit((selection) => (selection.anchor.getNode() as TextNode).setTextContent("三"));
  await settle();
  expect(ada.blocks).toEqual(["三"]);
  ada.binding.history.undo();
  expect(ada.blocks).toEqual([""]);
});

it("keeps zero-width spaces that somebody wrote", () => {
  ada.select(0, 0);
  ada.type(`ក${SIGN}ខ`);
  compose("គ");
  expect(ada.errors).toEqual([]);
  expect(stored()).toEqual([`ក${SIGN}ខគ`]);
});
