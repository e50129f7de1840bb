import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { BODY, EMPTY_DOCUMENT, normalizeBlock, readBlocks } from "../src/index.js";

function marker(entries: Record<string, unknown>): Y.Map<unknown> {
  return new Y.Map(Object.entries(entries));
}

describe("readBlocks", () => {
  it("reads a body without marker as one paragraph", () => {
    expect(readBlocks(new Y.Doc())).toEqual([{ type: "paragraph", runs: [] }]);
  });

  it("reads the empty document as one paragraph with its id", () => {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
    expect(readBlocks(ydoc)).toEqual([{ id: "start", type: "paragraph", runs: [] }]);
  });

  it("reads text before the first marker as a paragraph of its own", () => {
    const ydoc = new Y.Doc();
    const body = ydoc.getText(BODY);
    body.insertEmbed(0, marker({ id: "a", type: "heading", level: 2 }));
    body.insert(1, "below");
    body.insert(0, "above");
    expect(readBlocks(ydoc)).toEqual([
      { type: "paragraph", runs: [{ text: "above" }] },
      { id: "a", type: "heading", props: { level: 2 }, runs: [{ text: "below" }] },
    ]);
  });

  it("reads formats that run across markers", () => {
    const ydoc = new Y.Doc();
    const body = ydoc.getText(BODY);
    body.insert(0, "bold and bold", { bold: true });
    body.insertEmbed(4, marker({ id: "a", type: "paragraph" }));
    expect(readBlocks(ydoc).map((block) => block.runs)).toEqual([
      [{ text: "bold", attributes: { bold: true } }],
      [{ text: " and bold", attributes: { bold: true } }],
    ]);
  });

  it("tells copies of one id apart, the first keeps it", () => {
    const ydoc = new Y.Doc();
    const body = ydoc.getText(BODY);
    body.insertEmbed(0, marker({ id: "a", type: "paragraph" }));
    body.insertEmbed(1, marker({ id: "a", type: "paragraph" }));
    const ids = readBlocks(ydoc).map((block) => block.id);
    expect(ids[0]).toBe("a");
    expect(new Set(ids).size).toBe(2);
  });

  it("never throws and keeps the honest text, whatever stands where a marker, a key or a format belongs", () => {
    const ydoc = new Y.Doc();
    const body = ydoc.getText(BODY);
    body.insert(0, "honest", { bold: { deep: [1] }, __proto__: 1 } as object);
    body.insertEmbed(
      0,
      marker({ id: 7, type: ["heading"], level: "three", nested: new Y.Map(), bytes: new Uint8Array(2) }),
    );
    body.insertEmbed(
      1,
      marker({ type: "list-item", kind: 5, indent: 1e9, checked: "yes", start: Number.NaN }),
    );
    body.insertEmbed(2, 5 as unknown as object);
    body.insertEmbed(3, new Y.Array());
    body.insertEmbed(4, new Y.Text("inside"));
    const blocks = readBlocks(ydoc);
    expect(blocks.map((block) => block.type)).toEqual(["paragraph", "list-item"]);
    expect(blocks[1]?.props).toEqual({ indent: 8 });
    expect(blocks[1]?.runs.map((run) => ("text" in run ? run.text : run.embed.type))).toEqual([
      "unknown",
      "unknown",
      "unknown",
      "honest",
    ]);
  });
});

describe("normalizeBlock", () => {
  it("keeps only what differs from the defaults, and every property it does not know", () => {
    expect(normalizeBlock("heading", Object.entries({ level: 1, extra: { a: 1 } }))).toEqual({
      type: "heading",
      props: { extra: { a: 1 } },
    });
  });

  it("keeps unknown types with their properties", () => {
    expect(normalizeBlock("callout", Object.entries({ level: 99 }))).toEqual({
      type: "callout",
      props: { level: 99 },
    });
  });
});
