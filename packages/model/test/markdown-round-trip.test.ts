import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentToMarkdown, markdownToDocument } from "../src/index.js";
import { arbitraryBlock, arbitraryDocument } from "./arbitrary-document.js";

describe("Markdown, written and read again", () => {
  it("gives the same block", () => {
    fc.assert(
      fc.property(arbitraryBlock, (block) => {
        const markdown = documentToMarkdown({ title: "", blocks: [block] });
        expect(markdownToDocument(markdown), markdown).toEqual({ title: "", blocks: [block] });
      }),
      { numRuns: 3_000 },
    );
  });

  it("gives the same document", () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const markdown = documentToMarkdown(document);
        expect(markdownToDocument(markdown), markdown).toEqual(document);
      }),
      { numRuns: 1_000 },
    );
  });
});
