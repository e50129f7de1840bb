import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { Block } from "../src/index.js";
import {
  appendBlocks,
  BODY,
  EMPTY_DOCUMENT,
  readBlocks,
  readTitle,
  SEED_BLOCK_ID,
  writeDocument,
} from "../src/index.js";

type Delta = { insert: unknown; attributes?: Record<string, unknown> }[];

function seeded(): Y.Doc {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
  return ydoc;
}

function deltaOf(ydoc: Y.Doc): Delta {
  const delta = ydoc.getText(BODY).toDelta() as Delta;
  return delta.map((op) => (op.insert instanceof Y.Map ? { ...op, insert: op.insert.toJSON() } : op));
}

function markersOf(ydoc: Y.Doc): Record<string, unknown>[] {
  return deltaOf(ydoc).flatMap(({ insert }) =>
    typeof insert === "object" ? [insert as Record<string, unknown>] : [],
  );
}

const paragraph = (text: string): Block => ({ type: "paragraph", runs: [{ text }] });

describe("writeDocument", () => {
  it("writes title and blocks in one transaction, the first into the marker that is there", () => {
    const ydoc = seeded();
    let transactions = 0;
    ydoc.on("afterTransaction", () => (transactions += 1));
    writeDocument(ydoc, {
      title: "A plan",
      blocks: [
        { id: "other", type: "heading", props: { level: 2 }, runs: [{ text: "One" }] },
        {
          id: "two",
          type: "paragraph",
          runs: [{ text: "a " }, { text: "b", attributes: { bold: true } }, { text: " c" }],
        },
      ],
    });
    expect(transactions).toBe(1);
    expect(readTitle(ydoc)).toBe("A plan");
    expect(deltaOf(ydoc)).toEqual([
      { insert: { id: SEED_BLOCK_ID, type: "heading", level: 2 } },
      { insert: "One" },
      { insert: { id: "two" } },
      { insert: "a " },
      { insert: "b", attributes: { bold: true } },
      { insert: " c" },
    ]);
  });

  it("applies the seed where it is missing", () => {
    const ydoc = new Y.Doc();
    writeDocument(ydoc, { title: "", blocks: [paragraph("a")] });
    expect(deltaOf(ydoc)).toEqual([{ insert: { id: SEED_BLOCK_ID, type: "paragraph" } }, { insert: "a" }]);
  });

  it("leaves the seed's paragraph where there are no blocks", () => {
    const ydoc = seeded();
    writeDocument(ydoc, { title: "Only a title", blocks: [] });
    expect(markersOf(ydoc)).toHaveLength(1);
  });

  it("refuses a document that has content", () => {
    const ydoc = seeded();
    appendBlocks(ydoc, [paragraph("typed")]);
    expect(() => writeDocument(ydoc, { title: "", blocks: [] })).toThrow("has content");
  });
});

describe("appendBlocks", () => {
  it("ends formatting where its run ends, for the next run, the next block and what is typed after it", () => {
    const ydoc = seeded();
    appendBlocks(ydoc, [
      { type: "paragraph", runs: [{ text: "bold", attributes: { bold: true } }] },
      paragraph("plain"),
    ]);
    ydoc.getText(BODY).insert(ydoc.getText(BODY).length, " typed");
    expect(deltaOf(ydoc).slice(2)).toEqual([
      { insert: "bold", attributes: { bold: true } },
      { insert: {} },
      { insert: "plain typed" },
    ]);
  });

  it("does not take over formatting that is open at the end of the document", () => {
    const ydoc = seeded();
    const other = new Y.Doc();
    Y.applyUpdate(other, EMPTY_DOCUMENT);
    other.getText(BODY).applyDelta([{ retain: 1 }, { insert: "x", attributes: { bold: true } }]);
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(other));
    appendBlocks(ydoc, [paragraph("plain")]);
    expect(deltaOf(ydoc).at(-1)).toEqual({ insert: "plain" });
  });

  it("writes ids that are given and free; a block without one goes by its marker's name in Yjs", () => {
    const ydoc = seeded();
    appendBlocks(ydoc, [
      { ...paragraph("a"), id: SEED_BLOCK_ID },
      { ...paragraph("b"), id: "b" },
      { ...paragraph("c"), id: "b" },
      { ...paragraph("d"), id: "" },
      paragraph("e"),
    ]);
    expect(markersOf(ydoc).map(({ id }) => id)).toEqual([
      SEED_BLOCK_ID,
      undefined,
      "b",
      undefined,
      undefined,
      undefined,
    ]);
    const ids = readBlocks(ydoc).map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
    for (const id of ids) expect(id).toMatch(/^[\w-]+$/);
  });

  it("keeps embeds, and properties and attributes that it does not know", () => {
    const ydoc = seeded();
    const embed = { type: "mention", user: "ada" };
    appendBlocks(ydoc, [
      { type: "poll", props: { choices: ["a", "b"] }, runs: [{ embed, attributes: { glow: 3 } }] },
    ]);
    expect(deltaOf(ydoc).slice(1)).toEqual([
      { insert: { type: "poll", choices: ["a", "b"] } },
      { insert: embed, attributes: { glow: 3 } },
    ]);
  });

  it("lets no property take the place of the id or the type", () => {
    const ydoc = seeded();
    appendBlocks(ydoc, [{ id: "mine", type: "quote", props: { id: "x", type: "y" }, runs: [] }]);
    expect(markersOf(ydoc)[1]).toEqual({ id: "mine", type: "quote" });
  });

  it("makes lone surrogates and line breaks whole, and drops addresses that are not safe", () => {
    const ydoc = seeded();
    appendBlocks(ydoc, [
      { type: "paragraph", runs: [{ text: "a\ud800b\r\nc😀", attributes: { link: "javascript:alert(1)" } }] },
    ]);
    expect(deltaOf(ydoc).at(-1)).toEqual({ insert: "a\ufffdb\nc😀" });
  });

  it("does not change what it is given", () => {
    const blocks: Block[] = [
      { type: "paragraph", runs: [{ text: "a", attributes: { bold: true } }, { text: "b" }] },
    ];
    const before = structuredClone(blocks);
    appendBlocks(seeded(), blocks);
    expect(blocks).toEqual(before);
  });

  it("writes 20,000 blocks in proportion: a quadratic cost would be minutes, beyond this test's time", () => {
    const ydoc = seeded();
    const blocks = Array.from({ length: 20_000 }, (_, n): Block => {
      return {
        type: "paragraph",
        runs: [{ text: `plain ${n} ` }, { text: "bold", attributes: { bold: true } }],
      };
    });
    appendBlocks(ydoc, blocks);
    expect(readBlocks(ydoc)).toHaveLength(blocks.length + 1);
  });
});
