import { describe, expect, it } from "vitest";
import { documentToHtml, documentToMarkdown, headingDepths, markdownToDocument } from "../src/index.js";

const CONTENTS = { type: "contents", runs: [] };
const heading = (level: number, text: string) => ({
  type: "heading",
  ...(level === 1 ? {} : { props: { level } }),
  runs: [{ text }],
});

describe("A table of contents", () => {
  it("puts a heading below those of a higher rank that still go on, whatever ranks are left out", () => {
    expect(headingDepths([1, 2, 3, 2, 1])).toEqual([0, 1, 2, 1, 0]);
    expect(headingDepths([3, 2, 6, 4, 1, 1])).toEqual([0, 0, 1, 1, 0, 0]);
    expect(headingDepths([])).toEqual([]);
  });

  it("is [TOC] in Markdown, and comes back", () => {
    const blocks = [CONTENTS, heading(1, "One")];
    const markdown = documentToMarkdown({ title: "T", blocks });
    expect(markdown).toBe("# T\n\n[TOC]\n\n# One\n");
    expect(markdownToDocument(markdown)).toEqual({ title: "T", blocks });
  });

  it.each(["[toc]", "[[_TOC_]]", "[[toc]]"])("is read from %s too", (sign) => {
    expect(markdownToDocument(`${sign}\n\nText`).blocks[0]).toEqual(CONTENTS);
  });

  it("is not made of words that look like one", () => {
    const blocks = [{ type: "paragraph", runs: [{ text: "[TOC]" }] }];
    expect(markdownToDocument(documentToMarkdown({ title: "", blocks })).blocks).toEqual(blocks);
    expect(markdownToDocument("See [TOC]").blocks[0]?.type).toBe("paragraph");
    expect(markdownToDocument("[TOC]\n\n[toc]: /where").blocks[0]).toEqual({
      type: "paragraph",
      runs: [{ text: "TOC", attributes: { link: "/where" } }],
    });
  });

  it("is links to the headings in HTML, whose words can do no harm", () => {
    const blocks = [CONTENTS, heading(1, "One"), heading(3, "<b>"), heading(2, "Two"), heading(1, "Three")];
    const html = documentToHtml({ title: "T", blocks });
    expect(html).toContain(
      '<nav data-contents><ol><li><a href="#heading-1">One</a>' +
        '<ol><li><a href="#heading-2">&lt;b&gt;</a></li><li><a href="#heading-3">Two</a></li></ol></li>' +
        '<li><a href="#heading-4">Three</a></li></ol></nav>',
    );
    expect(html).toContain('<h3 id="heading-2">&lt;b&gt;</h3>');
    expect(documentToHtml({ title: "", blocks: [heading(1, "One")] })).toBe("<h1>One</h1>");
    expect(documentToHtml({ title: "", blocks: [CONTENTS] })).toBe("<nav data-contents></nav>");
  });

  it("keeps text that a merge has put into it, behind it", () => {
    const content = { title: "", blocks: [{ ...CONTENTS, runs: [{ text: "kept" }] }] };
    expect(documentToMarkdown(content)).toBe("[TOC]\n\nkept\n");
    expect(documentToHtml(content)).toBe("<nav data-contents></nav>\n<p>kept</p>");
  });
});
