import { $insertList } from "@lexical/list";
import { $createHeadingNode } from "@lexical/rich-text";
import { $isElementNode, type ElementNode, type LexicalNode } from "lexical";
import { afterEach, describe, expect, it } from "vitest";
import { $blocks, $range, Person, settle, sync } from "./support/person.js";

/** Each row of what editors lose when two people do this to one paragraph at once: here nothing. */
const people: Person[] = [];

/** Two people with the same paragraphs; both orders of client ids come up, because Yjs decides ties by them. */
function pair(texts: readonly string[], isSwapped: boolean): [Person, Person] {
  const ada = new Person("Ada", isSwapped ? 900 : 100);
  const bea = new Person("Bea", isSwapped ? 100 : 900);
  people.push(ada, bea);
  ada.select(0, 0);
  texts.forEach((text, index) => {
    if (index > 0) ada.enter();
    ada.type(text);
  });
  sync(ada, bea);
  return [ada, bea];
}

async function meet(...all: Person[]): Promise<string[]> {
  sync(...all);
  await settle();
  sync(...all);
  const [first, ...others] = all as [Person, ...Person[]];
  for (const other of others) expect(other.shown).toEqual(first.shown);
  const fresh = new Person("fresh", 5, first.state);
  expect(fresh.shown).toEqual(first.shown);
  fresh.close();
  return first.shown;
}

function heading(person: Person, block: number, tag: "h1" | "h2" = "h1"): void {
  person.update(() => {
    $blocks()[block]?.replace($createHeadingNode(tag), true);
  });
}

function move(person: Person, from: number, to: number): void {
  person.update(() => {
    const [block, target] = [$blocks()[from], $blocks()[to]];
    if (block === undefined || target === undefined) return;
    if (from > to) target.insertBefore(block);
    else target.insertAfter(block);
  });
}

function merge(person: Person, block: number): void {
  person.select(block - 1, person.blocks[block - 1]?.length ?? 0, block, 0);
  person.edit((selection) => selection.removeText());
}

afterEach(() => {
  for (const person of people.splice(0)) {
    expect(person.errors).toEqual([]);
    person.close();
  }
});

describe.each([false, true])("while a peer types in my paragraph (client ids swapped: %s)", (isSwapped) => {
  it("merging it into the one above loses nothing", async () => {
    const [ada, bea] = pair(["one", "two"], isSwapped);
    bea.select(1, 3);
    bea.type(" typed by Bea");
    merge(ada, 1);
    expect(await meet(ada, bea)).toEqual(["paragraph onetwo typed by Bea"]);
  });

  it("changing its type loses nothing", async () => {
    const [ada, bea] = pair(["one", "two"], isSwapped);
    bea.select(1, 1);
    bea.type("XYZ");
    heading(ada, 1);
    expect(await meet(ada, bea)).toEqual(["paragraph one", "h1 tXYZwo"]);
  });

  it("making it a list item loses nothing", async () => {
    const [ada, bea] = pair(["one", "two"], isSwapped);
    bea.select(1, 1);
    bea.type("XYZ");
    ada.select(1, 0);
    ada.update(() => {
      $range();
      $insertList("check");
    });
    expect(await meet(ada, bea)).toEqual(["paragraph one", "check>listitem[ ]#1 tXYZwo"]);
  });

  it("deleting it lets what was typed join the block before", async () => {
    const [ada, bea] = pair(["one", "two", "three"], isSwapped);
    bea.select(1, 1);
    bea.type("XYZ");
    ada.update(() => $blocks()[1]?.remove());
    expect(await meet(ada, bea)).toEqual(["paragraph oneXYZ", "paragraph three"]);
  });

  it("deleting the first block keeps what was typed as a paragraph", async () => {
    const [ada, bea] = pair(["one", "two"], isSwapped);
    bea.select(0, 3);
    bea.type("XYZ");
    ada.update(() => $blocks()[0]?.remove());
    expect(await meet(ada, bea)).toEqual(["paragraph XYZ", "paragraph two"]);
  });

  it("moving it takes along what was typed, in its place, and my caret", async () => {
    const [ada, bea] = pair(["one", "two three", "four"], isSwapped);
    bea.select(1, 3);
    bea.type(" XYZ");
    move(ada, 1, 0);
    const end = ["paragraph two XYZ three", "paragraph one", "paragraph four"];
    expect(await meet(ada, bea)).toEqual(end);
    expect(bea.caret).toEqual([0, 7]);
    bea.type("!");
    expect(await meet(ada, bea)).toEqual(["paragraph two XYZ! three", ...end.slice(1)]);
  });

  it("moving it leaves me able to take back what I typed", async () => {
    const [ada, typist] = pair(["one", "two"], isSwapped);
    const bea = new Person("Bea", 400, typist.state);
    people.push(bea);
    bea.select(1, 3);
    bea.type("XYZ");
    move(ada, 1, 0);
    expect(await meet(ada, bea)).toEqual(["paragraph twoXYZ", "paragraph one"]);
    bea.binding.history.undo();
    expect(await meet(ada, bea)).toEqual(["paragraph two", "paragraph one"]);
    bea.binding.history.redo();
    expect(await meet(ada, bea)).toEqual(["paragraph twoXYZ", "paragraph one"]);
  });

  it("moving it up and down again takes along what was typed", async () => {
    const [ada, bea] = pair(["one", "two", "three", "four"], isSwapped);
    bea.select(1, 3);
    bea.type("XYZ");
    move(ada, 1, 0);
    move(ada, 0, 3);
    expect(await meet(ada, bea)).toEqual([
      "paragraph one",
      "paragraph three",
      "paragraph four",
      "paragraph twoXYZ",
    ]);
  });

  it("moving it and taking that back loses nothing", async () => {
    const [first, bea] = pair(["one", "two", "three"], isSwapped);
    const ada = new Person("Ada", 500, first.state);
    people.push(ada);
    move(ada, 1, 0);
    await meet(ada, bea);
    bea.select(0, 3);
    bea.type("XYZ");
    ada.binding.history.undo();
    expect(await meet(ada, bea)).toEqual(["paragraph one", "paragraph twoXYZ", "paragraph three"]);
  });

  it("what I set in it while it is moved stays set, and what its mover set too", async () => {
    const [ada, bea] = pair(["one", "two", "three"], isSwapped);
    bea.update(() => ($blocks()[1] as ElementNode).setFormat("center"));
    heading(ada, 1);
    move(ada, 1, 0);
    expect(await meet(ada, bea)).toEqual(["h1center two", "paragraph one", "paragraph three"]);
  });

  it("both moving it leaves one, with what both typed", async () => {
    const [ada, bea] = pair(["one", "two", "three", "four"], isSwapped);
    bea.select(1, 0);
    bea.type("BB");
    move(bea, 1, 3);
    ada.select(1, 3);
    ada.type("AA");
    move(ada, 1, 0);
    bea.select(3, 5);
    bea.type("!");
    const end = await meet(ada, bea);
    const [moved] = end.filter((line) => line.includes("two"));
    expect(end.filter((line) => line !== moved)).toEqual([
      "paragraph one",
      "paragraph three",
      "paragraph four",
    ]);
    expect(["paragraph BBtwo!AA", "paragraph BBtwoAA!"]).toContain(moved);
  });

  it("both moving it to the same place leaves one, with what both typed", async () => {
    const [ada, bea] = pair(["ALPHA BETA GAMMA", "DELTA ZETA"], isSwapped);
    ada.select(1, 5);
    ada.type("!");
    move(ada, 1, 0);
    bea.select(1, 10);
    bea.type("?");
    move(bea, 1, 0);
    expect(await meet(ada, bea)).toEqual(["paragraph DELTA! ZETA?", "paragraph ALPHA BETA GAMMA"]);
  });

  it("both moving the block beside it past it leaves one", async () => {
    const [ada, bea] = pair(["ALPHA BETA GAMMA", "DELTA ZETA"], isSwapped);
    ada.select(1, 5);
    ada.type("!");
    ada.update(() => $blocks()[1]?.insertAfter($blocks()[0] as LexicalNode, false));
    bea.select(1, 10);
    bea.type("?");
    bea.update(() => $blocks()[1]?.insertAfter($blocks()[0] as LexicalNode, false));
    expect(await meet(ada, bea)).toEqual(["paragraph DELTA! ZETA?", "paragraph ALPHA BETA GAMMA"]);
  });

  it("splitting it loses nothing", async () => {
    const [ada, bea] = pair(["one two"], isSwapped);
    bea.select(0, 6);
    bea.type("XYZ");
    ada.select(0, 3);
    ada.enter();
    expect(await meet(ada, bea)).toEqual(["paragraph one", "paragraph  twXYZo"]);
  });

  it("formatting it loses nothing", async () => {
    const [ada, bea] = pair(["one two"], isSwapped);
    bea.select(0, 5);
    bea.type("XYZ");
    ada.select(0, 0, 0, 7);
    ada.edit((selection) => selection.formatText("bold"));
    const [line] = await meet(ada, bea);
    expect(line?.replaceAll(/[{}:1]/g, "")).toBe("paragraph one tXYZwo");
  });
});

describe.each([false, true])(
  "doing the same thing twice doubles nothing (client ids swapped: %s)",
  (isSwapped) => {
    const words = (lines: readonly string[]): string[] =>
      lines.map((line) => line.slice(line.indexOf(" ") + 1).trim()).filter((line) => line !== "");

    it("both press Enter in the middle", async () => {
      const [ada, bea] = pair(["one two three four five six"], isSwapped);
      for (const person of [ada, bea]) {
        person.select(0, 13);
        person.enter();
      }
      expect(words(await meet(ada, bea))).toEqual(["one two three", "four five six"]);
    });

    it("both merge", async () => {
      const [ada, bea] = pair(["one two three", "four five six"], isSwapped);
      merge(ada, 1);
      merge(bea, 1);
      expect(words(await meet(ada, bea))).toEqual(["one two threefour five six"]);
    });

    it("both delete the same words, and both undo it", async () => {
      const [first] = pair(["one two three", "four", "five"], isSwapped);
      const [ada, bea] = [100, 900].map((id) => new Person(`${id}`, id, first.state, 0)) as [Person, Person];
      people.push(ada, bea);
      for (const person of [ada, bea]) {
        person.select(0, 3, 0, 7);
        person.edit((selection) => selection.removeText());
        person.select(0, 9, 1, 4);
        person.edit((selection) => selection.removeText());
      }
      for (const person of [ada, bea]) for (let step = 0; step < 2; step++) person.binding.history.undo();
      expect(words(await meet(ada, bea))).toEqual(["one two three", "four", "five"]);
    });

    it("both retype, differently", async () => {
      const [ada, bea] = pair(["one two three four five six"], isSwapped);
      heading(ada, 0, "h1");
      heading(bea, 0, "h2");
      expect(words(await meet(ada, bea))).toEqual(["one two three four five six"]);
    });

    it("one splits, the other merges the same pair", async () => {
      const [ada, bea] = pair(["one two three", "four five six"], isSwapped);
      ada.select(1, 4);
      ada.enter();
      merge(bea, 1);
      expect(words(await meet(ada, bea))).toEqual(["one two threefour", "five six"]);
    });

    it("both remove all blocks: one paragraph is left, and it can be typed in", async () => {
      const [ada, bea] = pair(["one", "two"], isSwapped);
      ada.update(() => $blocks()[0]?.remove());
      bea.update(() => $blocks()[1]?.remove());
      expect(await meet(ada, bea)).toEqual(["paragraph "]);
      ada.select(0, 0);
      ada.type("again");
      expect(await meet(ada, bea)).toEqual(["paragraph again"]);
    });
  },
);

describe.each([false, true])("my caret (client ids swapped: %s)", (isSwapped) => {
  it("stays with my text while a peer types before it", () => {
    const [ada, bea] = pair(["one two"], isSwapped);
    ada.select(0, 5);
    bea.select(0, 0);
    bea.type("abc ");
    sync(ada, bea);
    expect(ada.caret).toEqual([0, 9]);
  });

  it("stays with my text while a peer splits the paragraph before it, merges it back, retypes it", () => {
    const [ada, bea] = pair(["one two"], isSwapped);
    ada.select(0, 5);
    bea.select(0, 3);
    bea.enter();
    sync(ada, bea);
    expect(ada.caret).toEqual([1, 2]);
    merge(bea, 1);
    sync(ada, bea);
    expect(ada.caret).toEqual([0, 5]);
    heading(bea, 0);
    sync(ada, bea);
    expect(ada.caret).toEqual([0, 5]);
    ada.type("!");
    sync(ada, bea);
    expect(bea.shown).toEqual(["h1 one t!wo"]);
  });

  it("goes to where its text stood when a peer deletes that", () => {
    const [ada, bea] = pair(["one two three"], isSwapped);
    ada.select(0, 5);
    bea.select(0, 3, 0, 7);
    bea.edit((selection) => selection.removeText());
    sync(ada, bea);
    expect(ada.caret).toEqual([0, 3]);
  });

  it("keeps its text node, and does not move, when something changes elsewhere", () => {
    const [ada, bea] = pair(["one", "two"], isSwapped);
    ada.select(1, 2);
    const before = ada.editor.getEditorState().read(() => $range().anchor.key);
    bea.select(0, 0);
    bea.type("x");
    bea.select(1, 0);
    bea.type("y");
    sync(ada, bea);
    expect(ada.caret).toEqual([1, 3]);
    expect(ada.editor.getEditorState().read(() => $range().anchor.key)).toBe(before);
  });

  it("keeps a selection over several blocks", () => {
    const [ada, bea] = pair(["one", "two", "three"], isSwapped);
    ada.select(0, 1, 2, 2);
    bea.select(1, 1);
    bea.enter();
    bea.select(0, 0);
    bea.type("zz");
    sync(ada, bea);
    const selected = ada.editor.getEditorState().read(() => $range().getTextContent());
    expect(selected.replaceAll("\n", "")).toBe("netwoth");
  });
});

describe("undo", () => {
  it("takes back what I typed and nothing that a peer typed inside it", async () => {
    const [ada, bea] = pair([""], false);
    ada.enter();
    ada.type("mine");
    sync(ada, bea);
    bea.select(1, 2);
    bea.type("BEA");
    sync(ada, bea);
    ada.binding.history.undo();
    expect(await meet(ada, bea)).toEqual(["paragraph BEA"]);
    ada.binding.history.redo();
    const lines = await meet(ada, bea);
    expect(lines.join("").includes("BEA")).toBe(true);
    expect([...lines.join("")].filter((c) => "mine".includes(c)).length).toBeGreaterThanOrEqual(4);
  });

  it("puts the caret where it was", () => {
    const ada = new Person("Ada", 3, undefined, 0);
    people.push(ada);
    ada.select(0, 0);
    ada.type("one two");
    ada.select(0, 3);
    ada.type("XY");
    ada.select(0, 0);
    ada.binding.history.undo();
    expect(ada.blocks).toEqual(["one two"]);
    expect(ada.caret).toEqual([0, 3]);
    ada.binding.history.redo();
    expect(ada.blocks).toEqual(["oneXY two"]);
    expect(ada.caret).toEqual([0, 0]);
  });

  it("says what can be undone, and tells when that changes", () => {
    const [ada] = pair(["x"], false);
    const fresh = new Person("Cy", 7, ada.state);
    people.push(fresh);
    let calls = 0;
    const stop = fresh.binding.history.subscribe(() => calls++);
    expect(fresh.binding.history.canUndo).toBe(false);
    fresh.select(0, 1);
    fresh.type("y");
    expect(fresh.binding.history.canUndo).toBe(true);
    fresh.binding.history.undo();
    expect(fresh.binding.history.canUndo).toBe(false);
    expect(fresh.binding.history.canRedo).toBe(true);
    expect(calls).toBeGreaterThan(0);
    stop();
  });

  it("brings a merged paragraph back with its type", async () => {
    const ada = new Person("Ada", 3, undefined, 0);
    people.push(ada);
    ada.select(0, 0);
    ada.type("one");
    ada.enter();
    ada.type("two");
    heading(ada, 1, "h2");
    merge(ada, 1);
    expect(ada.shown).toEqual(["paragraph onetwo"]);
    ada.binding.history.undo();
    expect(await meet(ada)).toEqual(["paragraph one", "h2 two"]);
  });
});

describe("composition", () => {
  it("never patches the text that is being composed; what peers did there is shown when it ends", async () => {
    const [ada, bea] = pair(["one", "two"], false);
    ada.select(1, 3);
    const key = ada.editor.getEditorState().read(() => $range().anchor.key);
    ada.editor._compositionKey = key;
    bea.select(1, 0);
    bea.type("BEA ");
    bea.select(0, 3);
    bea.type("!");
    sync(ada, bea);
    expect(ada.blocks).toEqual(["one!", "two"]);
    ada.type("か");
    expect(ada.blocks).toEqual(["one!", "twoか"]);
    sync(ada, bea);
    expect(bea.blocks).toEqual(["one!", "BEA twoか"]);
    expect(ada.blocks).toEqual(["one!", "twoか"]);
    // Lexical leaves composed text selected; ending the composition puts the caret behind it.
    ada.editor._compositionKey = null;
    ada.select(1, 4);
    ada.type("n");
    expect(await meet(ada, bea)).toEqual(["paragraph one!", "paragraph BEA twoかn"]);
    expect(ada.caret).toEqual([1, 9]);
  });

  it("holds on when a peer merges the composed paragraph away", async () => {
    const [ada, bea] = pair(["one", "two", "three"], false);
    ada.select(1, 3);
    ada.editor._compositionKey = ada.editor.getEditorState().read(() => $range().anchor.key);
    merge(bea, 1);
    sync(ada, bea);
    ada.type("か");
    sync(ada, bea);
    ada.editor._compositionKey = null;
    ada.select(1, 4);
    ada.type("n");
    expect(await meet(ada, bea)).toEqual(["paragraph onetwoかn", "paragraph three"]);
  });

  it("holds on when a peer deletes what stands before it, and the mark where it begins with that", async () => {
    const [ada, bea] = pair([""], false);
    bea.select(0, 0);
    bea.type("one");
    bea.enter();
    bea.type("two");
    sync(ada, bea);
    ada.select(1, 3);
    ada.editor._compositionKey = ada.editor.getEditorState().read(() => $range().anchor.key);
    // What has consecutive ids in Yjs becomes one there as soon as it is deleted.
    bea.select(0, 1, 1, 0);
    bea.edit((selection) => selection.removeText());
    sync(ada, bea);
    expect(ada.blocks).toEqual(["o", "two"]);
    ada.type("か");
    bea.select(0, 0);
    bea.type("!");
    sync(ada, bea);
    expect(ada.blocks).toEqual(["!o", "twoか"]);
    ada.editor._compositionKey = null;
    ada.select(1, 4);
    ada.type("n");
    expect(await meet(ada, bea)).toEqual(["paragraph !otwoかn"]);
  });
});

describe("carets", () => {
  it("shows where a peer stands, also after both have edited", () => {
    const [ada, bea] = pair(["one two", "three"], false);
    const share = (): void => {
      const states = ada.awareness;
      states.states.set(bea.ydoc.clientID, bea.awareness.getLocalState() ?? {});
      states.emit("change", [{ added: [], updated: [bea.ydoc.clientID], removed: [] }, "test"]);
    };
    bea.select(0, 4, 1, 2);
    share();
    const at = () => {
      const [caret] = ada.binding.carets.get();
      if (caret === undefined) throw new Error("no caret");
      return ada.editor.getEditorState().read(() => {
        const keys = $blocks().map((block) => ($isElementNode(block) ? block.getFirstChild()?.getKey() : ""));
        return [
          keys.indexOf(caret.anchor.key),
          caret.anchor.offset,
          keys.indexOf(caret.focus.key),
          caret.focus.offset,
        ];
      });
    };
    expect(at()).toEqual([0, 4, 1, 2]);
    let calls = 0;
    const stop = ada.binding.carets.subscribe(() => calls++);
    ada.select(0, 0);
    ada.type("zero ");
    expect(at()).toEqual([0, 9, 1, 2]);
    expect(calls).toBe(1);
    ada.select(1, 5);
    ada.type("!");
    expect(calls).toBe(1);
    stop();
  });

  it("ignores whatever else a peer calls a cursor", () => {
    const [ada] = pair(["one"], false);
    const cursors = [
      5,
      "x",
      { anchor: 1, focus: 2 },
      { anchor: { item: { client: "a", clock: -1 } }, focus: {} },
      { anchor: { item: { client: 1e300, clock: 2 } }, focus: { item: null } },
      { anchor: { item: { client: 9999, clock: 9999 } }, focus: { item: { client: 9999, clock: 9999 } } },
    ];
    cursors.forEach((cursor, index) => {
      ada.awareness.states.set(5000 + index, { user: null, cursor });
      ada.awareness.emit("change", [{ added: [5000 + index], updated: [], removed: [] }, "test"]);
    });
    expect(ada.binding.carets.get()).toEqual([]);
  });
});
