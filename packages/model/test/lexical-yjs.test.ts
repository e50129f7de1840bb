import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  type Block,
  EMPTY_DOCUMENT,
  isTakenOver,
  readBlocks,
  readLexicalYjs,
  takeOverLexicalYjs,
} from "../src/index.js";
import { LEXICAL_YJS } from "./support/lexical-yjs-documents.js";

const BLOCKS: readonly Block[] = [
  { type: "heading", props: { level: 2 }, runs: [{ text: "Plans" }] },
  {
    type: "paragraph",
    runs: [
      { text: "Plain, " },
      { text: "bold", attributes: { bold: true } },
      { text: " and " },
      { text: "linked", attributes: { link: "https://example.org/" } },
      { text: "\n" },
      { text: "a😀", attributes: { italic: true, code: true } },
    ],
  },
  { type: "quote", runs: [{ text: "Quote" }] },
  { type: "list-item", props: { kind: "check", checked: true }, runs: [{ text: "Done" }] },
  { type: "list-item", props: { kind: "number", indent: 1 }, runs: [{ text: "Inner" }] },
  { type: "paragraph", runs: [{ text: "bad link" }] },
];

function load(base64: string): Y.Doc {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, Buffer.from(base64, "base64"));
  return ydoc;
}

/** Neighbours that look alike, as one. */
function joined(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => {
    const runs: { text: string; attributes?: object }[] = [];
    for (const run of block.runs) {
      if (!("text" in run)) throw new Error(`No text: ${JSON.stringify(run)}`);
      const last = runs.at(-1);
      if (last && JSON.stringify(last.attributes) === JSON.stringify(run.attributes)) last.text += run.text;
      else runs.push({ ...run });
    }
    return { ...block, runs } as Block;
  });
}

describe("a document of @lexical/yjs", () => {
  it.each(["v1", "v2"] as const)(
    "%s is read with its blocks, marks and links, and not written to",
    (version) => {
      const ydoc = load(LEXICAL_YJS[version]);
      const before = Y.encodeStateAsUpdate(ydoc);
      expect(joined(readLexicalYjs(ydoc))).toEqual(BLOCKS);
      expect(Y.encodeStateAsUpdate(ydoc)).toEqual(before);
      expect([...ydoc.share.keys()]).toHaveLength(1);
    },
  );

  it("is read as long as it has text, however strange it is", () => {
    const ydoc = new Y.Doc();
    const root = ydoc.get("root", Y.XmlText);
    root.insert(0, "loose");
    const nested = new Y.XmlText();
    root.insertEmbed(5, nested);
    nested.setAttribute("__type", 7 as never);
    nested.insert(0, "of no type");
    const table = new Y.XmlText();
    root.insertEmbed(6, table);
    table.setAttribute("__type", "table");
    table.insert(0, "no row");
    const widget = new Y.XmlElement("widget");
    root.insertEmbed(7, widget as never);
    root.insertEmbed(8, { neither: "text nor type" });
    expect(readLexicalYjs(ydoc).map(({ type, runs }) => [type, runs])).toEqual([
      ["paragraph", [{ text: "loose" }, { text: "of no type" }]],
      ["table", [{ text: "no row" }]],
      ["paragraph", [{ embed: { type: "widget" } }]],
    ]);
  });

  it("of 1,000 levels shows its text", () => {
    const ydoc = new Y.Doc();
    const root = ydoc.get("root", Y.XmlText);
    let into: Y.XmlText = root;
    for (let level = 0; level < 1_000; level++) {
      const next = new Y.XmlText();
      into.insertEmbed(0, next);
      into = next;
    }
    into.insert(0, "at the bottom");
    expect(JSON.stringify(readLexicalYjs(ydoc))).toContain("at the bottom");
  });

  it("is nothing where there is none", () => {
    expect(readLexicalYjs(new Y.Doc())).toEqual([]);
    const ours = new Y.Doc();
    ours.getMap("root").set("key", "value");
    expect(readLexicalYjs(ours)).toEqual([]);
  });

  it.each([3, 2 ** 32 - 2 ** 21])(
    "is taken over once, though two people do it at the same time (clientID %i)",
    (clientID) => {
      const [ada, ben] = [load(LEXICAL_YJS.v1), load(LEXICAL_YJS.v1)];
      ben.clientID = clientID;
      for (const ydoc of [ada, ben]) Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
      ben.getText("body").insert(1, "typed already");
      expect(isTakenOver(ada)).toBe(false);
      for (const ydoc of [ada, ben]) takeOverLexicalYjs(ydoc);
      Y.applyUpdate(ada, Y.encodeStateAsUpdate(ben));
      Y.applyUpdate(ben, Y.encodeStateAsUpdate(ada));
      for (const ydoc of [ada, ben]) {
        expect(isTakenOver(ydoc)).toBe(true);
        const expected = [{ type: "paragraph", runs: [{ text: "typed already" }] }, ...BLOCKS];
        expect(joined(readBlocks(ydoc))).toEqual(expected.map((block) => expect.objectContaining(block)));
      }
    },
  );
});
