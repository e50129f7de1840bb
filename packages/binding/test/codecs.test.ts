import { appendBlocks, BODY, readBlocks } from "@motet/model";
import {
  $createNodeSelection,
  $createParagraphNode,
  $createTextNode,
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isNodeSelection,
  $setSelection,
} from "lexical";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { bind } from "../src/index.js";
import { CODECS, DateNode, MentionNode, POLL, PollNode, RULE, type RuleNode } from "./support/coded-nodes.js";
import { $blocks, Person, settle, sync } from "./support/person.js";

const people: Person[] = [];
function person(
  name: string,
  codecs: ConstructorParameters<typeof Person>[4] = CODECS,
  state?: Uint8Array,
): Person {
  const created = new Person(name, 100 + people.length, state, 500, codecs);
  people.push(created);
  return created;
}
function pair(...blocks: Parameters<typeof appendBlocks>[1]): [Person, Person] {
  const ada = person("Ada");
  appendBlocks(ada.ydoc, blocks);
  const bea = person("Bea");
  sync(ada, bea);
  return [ada, bea];
}
const reported = vi.spyOn(console, "error").mockImplementation(() => undefined);
beforeEach(() => reported.mockClear());
afterEach(async () => {
  await settle();
  sync(...people);
  await settle();
  const present = people.splice(0);
  const [first] = present;
  for (const each of present) {
    expect(each.errors).toEqual([]);
    if (first !== undefined) expect(each.stored).toBe(first.stored);
  }
  const fresh = person("Fresh", CODECS, first?.state);
  for (const each of present) if (each.editor.hasNodes([PollNode])) expect(each.shown).toEqual(fresh.shown);
  for (const each of [...present, fresh]) each.close();
  people.length = 0;
});

const $poll = (at: number): PollNode => {
  const node = $blocks()[at];
  if (!(node instanceof PollNode)) throw new Error(`No poll at ${at}`);
  return node;
};
const votes = (at: Person, block: number): object =>
  at.editor.getEditorState().read(() => $poll(block).getVotes(), { editor: at.editor });

describe("a block's codec", () => {
  it("shows a block that somebody else has made, with its text and properties", () => {
    const [ada, bea] = pair();
    ada.update(() => {
      const poll = new PollNode({ "vote:ada": "yes" });
      $getRoot().append(poll.append($createTextNode("Lunch?")));
    });
    sync(ada, bea);
    expect(bea.shown).toEqual(["paragraph ", "poll Lunch?"]);
    expect(votes(bea, 1)).toEqual({ "vote:ada": "yes" });
    expect(readBlocks(bea.ydoc)[1]).toMatchObject({ type: "poll", props: { "vote:ada": "yes" } });
  });

  it("keeps what two people change at once, in the text and in the properties", () => {
    const [ada, bea] = pair({ type: "poll", runs: [{ text: "Lunch?" }] });
    ada.update(() => $poll(1).setVotes({ "vote:ada": "yes" }));
    bea.update(() => $poll(1).setVotes({ "vote:bea": "no" }));
    bea.select(1, 5);
    bea.type(" today");
    sync(ada, bea);
    expect(votes(ada, 1)).toEqual({ "vote:ada": "yes", "vote:bea": "no" });
    expect(ada.blocks[1]).toBe("Lunch today?");
  });

  it("takes away what is null, and leaves alone what the node does not name", () => {
    const [ada, bea] = pair({ type: "rule", props: { color: "red", newer: [1, 2] }, runs: [] });
    ada.update(() => ($blocks()[1] as RuleNode).setColor(""));
    sync(ada, bea);
    expect(readBlocks(bea.ydoc)[1]?.props).toEqual({ newer: [1, 2] });
  });

  it("writes nothing on opening, and nothing but what changed where a property is of a wrong kind", () => {
    const [ada, bea] = pair({ type: "rule", props: { color: 7 }, runs: [] }, { type: "paragraph", runs: [] });
    const before = Y.encodeStateVector(bea.ydoc);
    expect(Y.encodeStateVector(ada.ydoc)).toEqual(before);
    ada.select(2, 0);
    ada.type("x");
    sync(ada, bea);
    expect(readBlocks(bea.ydoc)[1]?.props).toEqual({ color: 7 });
  });

  it("turns a paragraph into the block and back, under the same name", () => {
    const [ada, bea] = pair({ type: "paragraph", runs: [{ text: "Lunch?" }] });
    const name = readBlocks(ada.ydoc)[1]?.id;
    ada.update(() => {
      const paragraph = $blocks()[1] as PollNode;
      const poll = new PollNode({ "vote:ada": "yes" });
      poll.append(...paragraph.getChildren());
      paragraph.replace(poll);
    });
    bea.select(1, 5);
    bea.type(" now");
    sync(ada, bea);
    expect(bea.shown[1]).toBe("poll Lunch now?");
    bea.update(() => {
      const paragraph = $createParagraphNode();
      paragraph.append(...$poll(1).getChildren());
      $poll(1).replace(paragraph);
    });
    sync(ada, bea);
    expect(ada.shown[1]).toBe("paragraph Lunch now?");
    expect(readBlocks(ada.ydoc)[1]).toMatchObject({ id: name, type: "paragraph" });
    expect(readBlocks(ada.ydoc)[1]?.props ?? {}).toEqual({});
  });

  it("undoes a property without a peer's", () => {
    const [ada, bea] = pair({ type: "poll", runs: [{ text: "Lunch?" }] });
    ada.update(() => $poll(1).setVotes({ "vote:ada": "yes" }));
    sync(ada, bea);
    bea.update(() => $poll(1).setVotes({ "vote:ada": "yes", "vote:bea": "no" }));
    sync(ada, bea);
    ada.binding.history.undo();
    sync(ada, bea);
    expect(votes(bea, 1)).toEqual({ "vote:bea": "no" });
  });

  it("moves with its properties, and with what a peer sets meanwhile", async () => {
    const [ada, bea] = pair(
      { type: "poll", props: { "vote:ada": "yes" }, runs: [{ text: "Lunch?" }] },
      { type: "paragraph", runs: [{ text: "Last" }] },
    );
    ada.update(() => $blocks()[2]?.insertAfter($poll(1)));
    bea.update(() => $poll(1).setVotes({ "vote:ada": "yes", "vote:bea": "no" }));
    sync(ada, bea);
    await settle();
    sync(ada, bea);
    expect(ada.shown).toEqual(["paragraph ", "paragraph Last", "poll Lunch?"]);
    expect(votes(ada, 2)).toEqual({ "vote:ada": "yes", "vote:bea": "no" });
  });

  it("gives way to a placeholder that shows the text which a merge has put into a block without text", async () => {
    const [ada, bea] = pair({ type: "rule", runs: [] }, { type: "paragraph", runs: [{ text: "Words" }] });
    expect(bea.shown[1]).toBe("rule <rule>");
    const marker = readBlocks(ada.ydoc)[2];
    expect(marker?.type).toBe("paragraph");
    deleteMarker(ada, 2);
    sync(ada, bea);
    await settle();
    expect(bea.shown).toEqual(["paragraph ", "motet-unknown-block Words"]);
    bea.select(1, 5);
    bea.type("!");
    sync(ada, bea);
    expect(ada.blocks[1]).toBe("Words!");
    bea.edit((selection) => selection.getNodes()[0]?.getParentOrThrow().clear());
    await settle();
    sync(ada, bea);
    await settle();
    expect(ada.shown[1]).toBe("rule <rule>");
    expect(bea.shown[1]).toBe("rule <rule>");
  });

  it("shows a placeholder where a codec throws, reports it, and tries again once the properties are others", async () => {
    const [ada, bea] = pair({ type: "poll", props: { "vote:x": "explode" }, runs: [{ text: "Lunch?" }] });
    expect(bea.shown[1]).toBe("motet-unknown-block Lunch?");
    expect(reported).toHaveBeenCalled();
    bea.select(1, 6);
    bea.type("!");
    sync(ada, bea);
    expect(ada.blocks[1]).toBe("Lunch?!");
    expect(readBlocks(ada.ydoc)[1]?.props).toEqual({ "vote:x": "explode" });
    setProp(ada, 1, "vote:x", "yes");
    await settle();
    expect(ada.shown[1]).toBe("poll Lunch?!");
  });

  it("keeps a selected block selected through a peer's changes, also where another node shows it", async () => {
    const [ada, bea] = pair({ type: "rule", runs: [] }, { type: "paragraph", runs: [{ text: "Words" }] });
    ada.update(() => {
      const selection = $createNodeSelection();
      selection.add(($blocks()[1] as RuleNode).getKey());
      $setSelection(selection);
    });
    const selected = (): (string | undefined)[] =>
      ada.editor.getEditorState().read(() => {
        const selection = $getSelection();
        return $isNodeSelection(selection)
          ? [...selection._nodes].map((key) => $getNodeByKey(key)?.getType())
          : ["none"];
      });
    bea.select(2, 0);
    bea.type("More ");
    sync(ada, bea);
    expect(selected()).toEqual(["rule"]);
    bea.update(() => ($blocks()[1] as RuleNode).replace(new PollNode()));
    sync(ada, bea);
    await settle();
    expect(selected()).toEqual(["poll"]);
    deleteMarker(bea, 1);
    sync(ada, bea);
    await settle();
    expect(selected()).toEqual(["none"]);
    expect(ada.caret).toEqual([0, 0]);
  });

  it("is missing in another's editor: a placeholder keeps the properties while the text is edited", () => {
    const ada = person("Ada");
    appendBlocks(ada.ydoc, [{ type: "poll", props: { "vote:ada": "yes" }, runs: [{ text: "Lunch?" }] }]);
    const old = person("Old", {});
    sync(ada, old);
    old.select(1, 6);
    old.type("!");
    sync(ada, old);
    expect(ada.shown[1]).toBe("poll Lunch?!");
    expect(votes(ada, 1)).toEqual({ "vote:ada": "yes" });
  });
});

describe("an inline thing's codec", () => {
  it("carries a new thing to the other, and leaves the author's node where it is", async () => {
    const [ada, bea] = pair({ type: "paragraph", runs: [{ text: "Hi !" }] });
    ada.select(1, 3);
    let key = "";
    ada.edit((selection) => {
      const mention = new MentionNode("Bea");
      key = mention.getKey();
      selection.insertNodes([mention]);
    });
    await settle();
    sync(ada, bea);
    expect(bea.blocks[1]).toBe("Hi <mention>!");
    expect(ada.editor.getEditorState().read(() => $getNodeByKey(key)?.isAttached())).toBe(true);
    expect(readBlocks(bea.ydoc)[1]?.runs[1]).toEqual({ embed: { type: "mention", name: "Bea" } });
  });

  it("counts one, for carets and for typing around it", () => {
    const [ada, bea] = pair({
      type: "paragraph",
      runs: [
        { text: "a" },
        { embed: { type: "mention", name: "Bea" } },
        { embed: { type: "date", day: "Monday" } },
        { text: "z" },
      ],
    });
    for (const [offset, text] of [
      [4, "4"],
      [3, "3"],
      [2, "2"],
      [1, "1"],
      [0, "0"],
    ] as const) {
      ada.select(1, offset);
      ada.type(text);
    }
    sync(ada, bea);
    expect(bea.blocks[1]).toBe("0a1<mention>2Monday3z4");
  });

  it("is written anew where the node changes, once, beside what a peer types", () => {
    const [ada, bea] = pair({
      type: "paragraph",
      runs: [{ text: "Hi " }, { embed: { type: "mention", name: "Bea" } }, { text: "!" }],
    });
    ada.update(() => {
      const mention = ($blocks()[1] as PollNode).getChildAtIndex(1);
      (mention as MentionNode).rename("Cleo");
    });
    bea.select(1, 4);
    bea.type("?");
    sync(ada, bea);
    expect(readBlocks(bea.ydoc)[1]?.runs).toEqual([
      { text: "Hi " },
      { embed: { type: "mention", name: "Cleo" } },
      { text: "?!" },
    ]);
  });

  it("writes a copy as a thing of its own", async () => {
    const [ada, bea] = pair({ type: "paragraph", runs: [{ embed: { type: "date", day: "Monday" } }] });
    ada.update(() => {
      const paragraph = $blocks()[1] as PollNode;
      const date = paragraph.getFirstChildOrThrow<DateNode>();
      date.insertAfter(new DateNode("Monday").setMode("token"));
    });
    await settle();
    sync(ada, bea);
    expect(bea.blocks[1]).toBe("MondayMonday");
    bea.update(() => ($blocks()[1] as PollNode).getFirstChildOrThrow().remove());
    sync(ada, bea);
    expect(ada.blocks[1]).toBe("Monday");
  });

  it("keeps its format where it has one", () => {
    const [ada, bea] = pair({ type: "paragraph", runs: [{ embed: { type: "date", day: "Monday" } }] });
    ada.select(1, 0, 1, 1);
    ada.edit((selection) => selection.formatText("bold"));
    sync(ada, bea);
    expect(bea.blocks[1]).toBe("{1:Monday}");
  });
});

describe("codecs that cannot be", () => {
  it("are refused with the reason", () => {
    const ada = person("Ada");
    const options = [
      [{ blocks: [POLL, POLL] }, /two codecs/],
      [{ blocks: [{ ...POLL, type: "quote" }] }, /have a codec already/],
      [{ blocks: [RULE, { ...POLL, type: "rule" }] }, /have a codec already/],
    ] as const;
    for (const [codecs, reason] of options) expect(() => bind(ada.editor, ada.ydoc, codecs)).toThrow(reason);
    const old = person("Old", {});
    expect(() => bind(old.editor, old.ydoc, { blocks: [POLL] })).toThrow(/created without PollNode/);
  });
});

/** A merge as it is in Yjs, whatever the editor would make of the keys. */
function deleteMarker(at: Person, block: number): void {
  const text = at.ydoc.getText(BODY);
  let index = 0;
  let markers = 0;
  for (const { insert } of text.toDelta() as { insert: unknown }[]) {
    if (insert instanceof Y.Map && markers++ === block) break;
    index += typeof insert === "string" ? insert.length : 1;
  }
  text.delete(index, 1);
}

function setProp(at: Person, block: number, key: string, value: string): void {
  const markers = (at.ydoc.getText(BODY).toDelta() as { insert: unknown }[]).flatMap(({ insert }) =>
    insert instanceof Y.Map ? [insert] : [],
  );
  markers[block]?.set(key, value);
}
