import { $createLinkNode } from "@lexical/link";
import { $createListItemNode, $createListNode, $isListNode, $removeList } from "@lexical/list";
import { $createHeadingNode } from "@lexical/rich-text";
import { appendBlocks, readBlocks } from "@motet/model";
import { $createParagraphNode, $createTextNode, $getRoot, HISTORY_PUSH_TAG, PASTE_TAG } from "lexical";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { $blocks, $range, Person, settle, sync } from "./support/person.js";

const people: Person[] = [];
function person(name: string, state?: Uint8Array): Person {
  const created = new Person(name, 100 + people.length, state);
  people.push(created);
  return created;
}
function pair(): [Person, Person] {
  return [person("Ada"), person("Bea")];
}
afterEach(() => {
  for (const each of people.splice(0)) {
    expect(each.errors).toEqual([]);
    each.close();
  }
});

describe("bind", () => {
  it("shows the empty document as one paragraph, alike for everybody", () => {
    const [ada, bea] = pair();
    sync(ada, bea);
    expect(ada.shown).toEqual(["paragraph "]);
    expect(bea.stored).toBe(ada.stored);
  });

  it("carries typing, Enter and merging to the other", () => {
    const [ada, bea] = pair();
    sync(ada, bea);
    ada.select(0, 0);
    ada.type("Hello world");
    ada.select(0, 5);
    ada.enter();
    sync(ada, bea);
    expect(bea.shown).toEqual(["paragraph Hello", "paragraph  world"]);
    ada.backspace();
    sync(ada, bea);
    expect(bea.shown).toEqual(["paragraph Hello world"]);
    expect(bea.stored).toBe(ada.stored);
  });

  it("undoes by itself what is marked as a step, or pasted", () => {
    const ada = person("Ada");
    ada.select(0, 0);
    ada.type("one ");
    ada.editor.update(() => $range().insertText("two "), { discrete: true, tag: HISTORY_PUSH_TAG });
    ada.type("three ");
    ada.type("four ");
    ada.editor.update(() => $range().insertText("five"), { discrete: true, tag: PASTE_TAG });
    for (const left of ["one two three four ", "one two ", "one ", ""]) {
      ada.binding.history.undo();
      expect(ada.blocks).toEqual([left]);
    }
    for (let step = 0; step < 4; step++) ada.binding.history.redo();
    expect(ada.blocks).toEqual(["one two three four five"]);
  });

  it("gives a block that undo brings back the name that it had", () => {
    const [ada, bea] = pair();
    sync(ada, bea);
    ada.select(0, 0);
    ada.type("One");
    ada.enter();
    ada.type("Two");
    const names = readBlocks(ada.ydoc).map(({ id }) => id);
    sync(ada, bea);
    bea.select(1, 0);
    for (let time = 0; time < 2; time++) {
      bea.backspace();
      expect(bea.shown).toEqual(["paragraph OneTwo"]);
      bea.binding.history.undo();
      expect(bea.shown).toEqual(["paragraph One", "paragraph Two"]);
      sync(ada, bea);
      expect(readBlocks(ada.ydoc).map(({ id }) => id)).toEqual(names);
      bea.binding.history.redo();
      bea.binding.history.undo();
      expect(readBlocks(bea.ydoc).map(({ id }) => id)).toEqual(names);
    }
  });

  it("carries formats, links, line breaks and tabs", () => {
    const [ada, bea] = pair();
    sync(ada, bea);
    ada.select(0, 0);
    ada.type("one two three");
    ada.select(0, 4, 0, 7);
    ada.edit((selection) => selection.formatText("bold"));
    ada.select(0, 13);
    ada.edit((selection) => {
      selection.insertLineBreak();
      selection.insertNodes([$createLinkNode("https://motet.test").append($createTextNode("link"))]);
    });
    sync(ada, bea);
    expect(bea.shown).toEqual(["paragraph one {1:two} three⏎[link](https://motet.test)"]);
    expect(bea.shown).toEqual(ada.shown);
    bea.select(0, 0, 0, 13);
    bea.edit((selection) => selection.formatText("italic"));
    sync(ada, bea);
    expect(ada.shown).toEqual(["paragraph {2:one }{3:two}{2: three}⏎[link](https://motet.test)"]);
    expect(bea.shown).toEqual(ada.shown);
  });

  it("writes in another look between words that keep theirs, for everybody", () => {
    const [ada, bea] = pair();
    sync(ada, bea);
    ada.select(0, 0);
    ada.type("abcd");
    ada.select(0, 1);
    ada.edit((selection) => selection.formatText("bold"));
    ada.edit((selection) => selection.insertText("X"));
    sync(ada, bea);
    expect(bea.shown).toEqual(["paragraph a{1:X}bcd"]);
    bea.select(0, 3, 0, 5);
    bea.edit((selection) => selection.formatText("italic"));
    bea.select(0, 4);
    bea.edit((selection) => selection.formatText("italic"));
    bea.edit((selection) => selection.insertText("Y"));
    sync(ada, bea);
    for (const each of [ada, bea, person("fresh", ada.state)])
      expect(each.shown).toEqual(["paragraph a{1:X}b{2:c}Y{2:d}"]);
  });

  it("begins a block behind the formats that end before it", () => {
    const ada = person("Ada");
    ada.type("boldplain");
    ada.select(0, 0, 0, 4);
    ada.edit((selection) => selection.formatText("bold"));
    ada.select(0, 4);
    ada.enter();
    const marker = ada.ydoc
      .getText("body")
      .toDelta()
      .findLast(({ insert }: { insert: unknown }) => insert instanceof Y.Map);
    expect(marker.attributes).toBeUndefined();
  });

  it("turns a paragraph into a heading by one key: the text stays where it is", () => {
    const [ada, bea] = pair();
    sync(ada, bea);
    ada.select(0, 0);
    ada.type("Title");
    sync(ada, bea);
    const before = Y.encodeStateVector(ada.ydoc);
    ada.update(() => {
      const node = $blocks()[0];
      node?.replace($createHeadingNode("h2"), true);
    });
    expect(Y.decodeUpdate(Y.encodeStateAsUpdate(ada.ydoc, before)).structs).toHaveLength(2);
    sync(ada, bea);
    expect(bea.shown).toEqual(["h2 Title"]);
  });

  it("derives nested lists from flat items and merges neighbours of one kind", () => {
    const [ada, bea] = pair();
    sync(ada, bea);
    ada.update(() => {
      const item = (text: string) => $createListItemNode().append($createTextNode(text));
      $getRoot().append(
        $createListNode("number", 3).append(
          item("a"),
          $createListItemNode().append($createListNode("bullet").append(item("b"))),
        ),
        $createListNode("number").append(item("c")),
        $createListNode("check").append(item("d")),
      );
    });
    sync(ada, bea);
    expect(bea.shown).toEqual([
      "paragraph ",
      "number@3>listitem#3 a",
      "number@3>li>bullet>listitem#1 b",
      "number@3>listitem#4 c",
      "check>listitem[ ]#1 d",
    ]);
    expect(ada.shown).toEqual(bea.shown);
    expect(person("Cy", ada.state).shown).toEqual(ada.shown);
  });

  it("shows a peer's new item, an indent and a change of kind in place", () => {
    const ydoc = new Y.Doc();
    appendBlocks(
      ydoc,
      ["a", "b", "c"].map((text) => ({ type: "list-item", runs: [{ text }] })),
    );
    const state = Y.encodeStateAsUpdate(ydoc);
    const ada = person("Ada", state);
    const bea = person("Bea", state);
    const first = ada.shown.findIndex((line) => line.endsWith(" a"));
    ada.select(first, 1);
    ada.enter();
    ada.type("a2");
    sync(ada, bea);
    expect(bea.blocks.slice(first)).toEqual(["a", "a2", "b", "c"]);
    ada.update(() => {
      const block = $blocks()[first + 1];
      if (block && "setIndent" in block) (block as unknown as { setIndent(n: number): void }).setIndent(1);
    });
    sync(ada, bea);
    expect(bea.shown.slice(first)).toEqual([
      "bullet>listitem#1 a",
      "bullet>li>bullet>listitem#1 a2",
      "bullet>listitem#2 b",
      "bullet>listitem#3 c",
    ]);
    expect(ada.shown).toEqual(bea.shown);
  });

  it("leaves the nodes of other blocks where they are when a list before them ends", () => {
    const ydoc = new Y.Doc();
    appendBlocks(ydoc, [
      { type: "list-item", runs: [{ text: "a" }] },
      { type: "paragraph", runs: [{ text: "b" }] },
      { type: "list-item", runs: [{ text: "c" }] },
    ]);
    const state = Y.encodeStateAsUpdate(ydoc);
    const ada = person("Ada", state);
    const bea = person("Bea", state);
    const lists = (): string[] =>
      bea.editor.getEditorState().read(() =>
        $getRoot()
          .getChildren()
          .filter($isListNode)
          .map((list) => list.getKey()),
      );
    const [, last] = lists();
    ada.select(0, 0);
    ada.update(() => {
      $removeList();
    });
    sync(ada, bea);
    expect(bea.shown).toEqual(["paragraph a", "paragraph b", "bullet>listitem#1 c"]);
    expect(lists()).toEqual([last]);
  });

  it("leaves one paragraph where a person removes everything", async () => {
    const [ada, bea] = pair();
    sync(ada, bea);
    ada.select(0, 0);
    ada.type("all of it");
    ada.enter();
    ada.type("goes");
    ada.update(() => {
      $getRoot().clear();
    });
    await settle();
    sync(ada, bea);
    expect(ada.shown).toEqual(["paragraph "]);
    expect(bea.shown).toEqual(["paragraph "]);
  });

  it("writes nothing when it is bound again", () => {
    const [ada] = pair();
    ada.select(0, 0);
    ada.type("some text");
    ada.enter();
    const state = ada.state;
    const cy = person("Cy", state);
    expect(Y.encodeStateVector(cy.ydoc)).toEqual(Y.encodeStateVector(ada.ydoc));
    expect(cy.shown).toEqual(ada.shown);
  });

  it("writes a pending Lexical update before a remote one is shown", () => {
    const [ada, bea] = pair();
    sync(ada, bea);
    ada.select(0, 0);
    ada.type("base");
    sync(ada, bea);
    bea.select(0, 4);
    bea.type("!");
    ada.select(0, 0);
    ada.updateLater(() => {
      $blocks()[0]?.insertAfter($createParagraphNode().append($createTextNode("pending")));
    });
    sync(bea, ada);
    sync(ada, bea);
    expect(ada.shown).toEqual(["paragraph base!", "paragraph pending"]);
    expect(bea.shown).toEqual(ada.shown);
  });
});
