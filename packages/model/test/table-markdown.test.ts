import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, documentToMarkdown, markdownToDocument, type Table } from "../src/index.js";
import { arbitraryRuns } from "./arbitrary-document.js";

const paragraph = (text: string, align?: string): Block => ({
  type: "paragraph",
  ...(align === undefined ? {} : { props: { align } }),
  runs: text === "" ? [] : [{ text }],
});

function table(rows: readonly (readonly (string | Block)[])[], hasHeader = true): Block {
  return {
    type: "table",
    runs: [],
    table: {
      columns: (rows[0] ?? []).map(() => ({})),
      rows: rows.map((cells, index) => ({
        ...(index === 0 && hasHeader ? { header: true } : {}),
        cells: cells.map((cell) => ({ blocks: [typeof cell === "string" ? paragraph(cell) : cell] })),
      })),
    },
  };
}

const read = (markdown: string): readonly Block[] => markdownToDocument(markdown).blocks;
const write = (...blocks: Block[]): string => documentToMarkdown({ title: "", blocks });

describe("a table in Markdown", () => {
  it("is read with its header and alignment", () => {
    expect(read("| a | b |\n|---|--:|\n| c | |\n\nafter")).toEqual([
      table([
        ["a", paragraph("b", "right")],
        ["c", ""],
      ]),
      paragraph("after"),
    ]);
  });

  it("has an empty first row where it has no header", () => {
    const block = table([["a", "b"]], false);
    expect(write(block)).toBe("|  |  |\n| --- | --- |\n| a | b |\n");
    expect(read(write(block))).toEqual([block]);
  });

  it("keeps bars, breaks and backslashes in cells", () => {
    const block = table([
      ["a|b", "c\\|d"],
      ["one\ntwo", " spaces "],
    ]);
    expect(read(write(block))).toEqual([block]);
  });

  it("says the blocks of a cell line by line, a merged cell once, and the caption below", () => {
    const merged: Table = {
      columns: [{}, {}],
      rows: [
        { header: true, cells: [{ columnSpan: 2, blocks: [paragraph("wide")] }] },
        { cells: [{ blocks: [paragraph("one"), paragraph("two")] }, { blocks: [paragraph("")] }] },
      ],
    };
    expect(write({ type: "table", runs: [{ text: "caption" }], table: merged })).toBe(
      "| wide |  |\n| --- | --- |\n| one<br>two |  |\n\ncaption\n",
    );
  });

  it("comes back as it was, whatever stands in it", () => {
    const cell = arbitraryRuns.map((runs): Block => ({ type: "paragraph", runs }));
    const arbitrary = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([columns, rows]) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      )
      .filter(([head]) => head?.some(({ runs }) => runs.length > 0) === true);
    fc.assert(
      fc.property(arbitrary, (rows) => {
        const markdown = write(table(rows), paragraph("after"));
        expect(read(markdown), markdown).toEqual([table(rows), paragraph("after")]);
      }),
      { numRuns: 500 },
    );
  });
});
