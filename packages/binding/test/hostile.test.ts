import { readBlocks } from "@motet/model";
import type { LexicalNode } from "lexical";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { $blocks, Person, settle, sync } from "./support/person.js";

const people: Person[] = [];
afterEach(() => {
  for (const person of people.splice(0)) {
    expect(person.errors).toEqual([]);
    person.close();
  }
});

function marker(entries: Record<string, unknown>): Y.Map<unknown> {
  return new Y.Map(Object.entries(entries));
}

/** What a hostile, or only a newer, client may have written. */
function hostileDocument(): Y.Doc {
  const ydoc = new Y.Doc();
  ydoc.clientID = 9;
  const body = ydoc.getText("body");
  body.insertEmbed(0, marker({ id: "a", type: "callout", emoji: "!", level: 7 }));
  body.insert(1, "a newer client's block");
  body.insertEmbed(0, marker({ id: 5, type: { deep: [] }, checked: "no" }));
  body.insertEmbed(1, { type: "mention", name: "Ada" });
  body.insertEmbed(2, 5 as unknown as object);
  body.insertEmbed(3, Y.Array.from([1, 2]));
  body.insert(4, "honest\ttext\nhere", { bold: 3, link: { href: 1 }, "comment:7": "kept" });
  body.insertEmbed(0, marker({ id: "a", type: "list-item", indent: 99, kind: "dance", start: -5 }));
  body.insertEmbed(0, marker({}));
  return ydoc;
}

describe("a document that another kind of client has written", () => {
  it("is shown in full, and opening it writes nothing", () => {
    const ydoc = hostileDocument();
    const before = Y.encodeStateVector(ydoc);
    const ada = new Person("Ada", 100, Y.encodeStateAsUpdate(ydoc));
    people.push(ada);
    expect(Y.encodeStateVector(ada.ydoc)).toEqual(before);
    expect(ada.shown).toEqual([
      "paragraph ",
      `${"bullet>li>".repeat(8)}bullet>listitem#1 `,
      "paragraph [mention][unknown][unknown]honest\ttext⏎here",
      "motet-unknown-block a newer client's block",
    ]);
  });

  it("keeps what it does not know when text beside it is edited", () => {
    const state = Y.encodeStateAsUpdate(hostileDocument());
    const ada = new Person("Ada", 100, state);
    const bea = new Person("Bea", 101, state);
    people.push(ada, bea);
    ada.select(3, 1);
    ada.type("XY");
    ada.select(2, 6);
    ada.type("Z");
    sync(ada, bea);
    expect(bea.shown).toEqual(ada.shown);
    const blocks = readBlocks(bea.ydoc);
    expect(blocks[3]).toMatchObject({ type: "callout", props: { emoji: "!", level: 7 } });
    expect(blocks[3]?.runs).toEqual([{ text: "aXY newer client's block" }]);
    expect(blocks[2]?.runs[0]).toEqual({ embed: { type: "mention", name: "Ada" } });
    const text = blocks[2]?.runs.find((run) => "text" in run);
    expect(text?.attributes?.["comment:7"]).toBe("kept");
  });

  it("is bounded in time: ten thousand nested values and as many markers without text", () => {
    const ydoc = new Y.Doc();
    const body = ydoc.getText("body");
    let deep: Y.Map<unknown> = marker({});
    const top = marker({ id: "deep", type: "paragraph", nested: deep });
    ydoc.transact(() => {
      for (let i = 0; i < 2_000; i++) body.insertEmbed(0, marker({}));
      body.insertEmbed(0, top);
      for (let i = 0; i < 10_000; i++) {
        const next = marker({});
        deep.set("nested", next);
        deep = next;
      }
    });
    const ada = new Person("Ada", 100, Y.encodeStateAsUpdate(ydoc));
    people.push(ada);
    expect(ada.shown).toHaveLength(2_001);
    deep.set("more", 1);
    Y.applyUpdate(ada.ydoc, Y.encodeStateAsUpdate(ydoc), "peer");
    expect(ada.shown).toHaveLength(2_001);
  });

  it("shows nothing of a document of another editor, and leaves it alone", () => {
    const ydoc = new Y.Doc();
    ydoc.get("root", Y.XmlText).insert(0, "from @lexical/yjs");
    const ada = new Person("Ada", 100, Y.encodeStateAsUpdate(ydoc));
    people.push(ada);
    expect(ada.shown).toEqual(["paragraph "]);
    expect(ada.ydoc.get("root", Y.XmlText).toString()).toContain("from @lexical/yjs");
  });

  it("takes hostile changes while it is open", () => {
    const ada = new Person("Ada", 100);
    people.push(ada);
    ada.select(0, 0);
    ada.type("honest");
    const peer = new Y.Doc();
    Y.applyUpdate(peer, ada.state);
    const body = peer.getText("body");
    const first = body.toDelta()[0]?.insert as Y.Map<unknown>;
    peer.transact(() => {
      first.set("type", 5);
      first.set("indent", { a: 1 });
      body.insertEmbed(3, new Y.Text("inner"));
      body.insertEmbed(0, 7 as unknown as object);
      body.format(1, 3, { bold: "very", link: 12 });
    });
    Y.applyUpdate(ada.ydoc, Y.encodeStateAsUpdate(peer), "peer");
    expect(ada.shown.join("|").replaceAll("[unknown]", "")).toBe("paragraph |paragraph honest");
  });

  it("loses no text to marks that say what is a copy of what, and moves blocks beside them", async () => {
    const ada = new Person("Ada", 100);
    people.push(ada);
    ada.select(0, 0);
    for (const text of ["mine", "yours", "ours"]) {
      ada.type(text);
      ada.enter();
    }
    const move = (from: number, to: number): void =>
      ada.update(() => $blocks()[to]?.insertAfter($blocks()[from] as LexicalNode));
    move(0, 3);
    const peer = new Y.Doc();
    peer.clientID = 9;
    Y.applyUpdate(peer, ada.state);
    const body = peer.getText("body");
    const all = 2 ** 40;
    const sayings: Record<string, unknown>[] = [
      // Whoever believed it would give up their own text for it.
      { of: Array.from({ length: 20 }, (_, clock) => [100, clock, clock, 1]).flat() },
      { of: [100, 0, 0, all] },
      { of: [100, 0, -all, all] },
      { of: [100, -1, 0, 1] },
      { of: [1, 2, 3] },
      { of: "everything" },
      { of: Array.from({ length: 1_000 }, (_, n) => [100, 0, n, 1_000_000]).flat() },
      { "of:2s": [100, 0, 0, 30, 5], "of:9": [100, 0, 0, all, all], "of:": [1], "of:!": { a: 1 } },
    ];
    peer.transact(() => {
      for (let n = 0; n < 40; n++) {
        for (const saying of sayings) {
          body.insert(0, "not a copy of anything ");
          body.insertEmbed(0, marker({ id: `hostile-${n}`, moves: 1e9, ...saying }));
        }
      }
    });
    Y.applyUpdate(ada.ydoc, Y.encodeStateAsUpdate(peer), "peer");
    await settle();
    const last = ada.blocks.length - 1;
    move(last, 0);
    move(1, last);
    ada.type("!");
    await settle();
    const text = ada.blocks.join("|");
    for (const word of ["mine", "yours", "ours"])
      expect(text.split(word)).toHaveLength(word === "ours" ? 3 : 2);
    expect(text.split("not a copy of anything")).toHaveLength(40 * sayings.length + 1);
    const fresh = new Person("fresh", 101, ada.state);
    people.push(fresh);
    expect(fresh.shown).toEqual(ada.shown);
  });
});
