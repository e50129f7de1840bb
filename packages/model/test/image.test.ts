import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentToHtml, documentToMarkdown, markdownToDocument, safeImageSrc } from "../src/index.js";
import { arbitraryRuns } from "./arbitrary-document.js";

const KEPT = `/files/plan/${"0a".repeat(32)}.png`;
const content = (block: object) => ({ title: "", blocks: [{ type: "image", runs: [], ...block }] });

describe("Where a picture may come from", () => {
  it.each([KEPT, KEPT.replace("plan", "a%2Fb"), "https://example.com/a.png"])("%s", (src) => {
    expect(safeImageSrc(src)).toBe(src);
  });

  it.each([
    "javascript:alert(1)",
    "data:image/svg+xml,<svg/>",
    "http://example.com/a.png",
    "//example.com/a.png",
    "blob:https://a.b/c",
    "/api/documents",
    "https:",
    "https:///a",
    "\u0000https://a.b",
    " https://a.b",
    KEPT.replace("png", "svg"),
    KEPT.replace("plan", ".."),
    KEPT.replace("plan", "a/.."),
    `${KEPT}?x`,
    "",
    7,
    null,
  ])("not %j", (src) => {
    expect(safeImageSrc(src)).toBeNull();
  });
});

describe("A picture in Markdown", () => {
  it("is a paragraph of its own, its caption the title", () => {
    const runs = [{ text: "On the " }, { text: "shore", attributes: { bold: true } }];
    const markdown = documentToMarkdown(content({ props: { src: KEPT, alt: "A boat" }, runs }));
    expect(markdown).toBe(`![A boat](${KEPT} "On the **shore**")\n`);
    expect(markdownToDocument(markdown).blocks).toEqual([
      { type: "image", props: { alt: "A boat", src: KEPT }, runs },
    ]);
  });

  it("comes back with any words and any caption", () => {
    const alt = fc
      .string({ unit: "binary", maxLength: 12 })
      .map((text) => text.replace(/[\p{Surrogate}\p{Cc}]/gu, ""));
    const src = fc.constantFrom(KEPT, "https://a.b/c?d=1&amp;e=(f)", "https://a.b/a b<c>\\d");
    fc.assert(
      fc.property(alt, src, arbitraryRuns, (alt, src, runs) => {
        const { blocks } = markdownToDocument(
          documentToMarkdown(content({ props: alt === "" ? { src } : { alt, src }, runs })),
        );
        expect(blocks).toEqual([{ type: "image", props: alt === "" ? { src } : { alt, src }, runs }]);
      }),
    );
  });

  it("from elsewhere than it may come from is a link or text, and so is one in a sentence", () => {
    for (const markdown of [
      "![a](data:image/png;base64,AAAA)",
      "![a](http://a.b/c.png)",
      `Look: ![a](${KEPT})`,
    ])
      expect(markdownToDocument(markdown).blocks.map(({ type }) => type)).toEqual(["paragraph"]);
  });
});

describe("A picture in HTML", () => {
  it("is a figure", () => {
    const props = {
      src: KEPT,
      alt: 'A "boat"',
      width: 300,
      align: "center",
      naturalWidth: 640,
      naturalHeight: 480,
    };
    expect(documentToHtml(content({ props, runs: [{ text: "Shore" }] }))).toBe(
      `<figure style="text-align: center"><img src="${KEPT}" alt="A &quot;boat&quot;" width="640" height="480" style="max-width: 100%; height: auto; width: 300px"><figcaption>Shore</figcaption></figure>`,
    );
  });

  it("runs nothing and asks nobody, whatever the document holds", () => {
    for (const src of ["javascript:alert(1)", '"><script>', "data:text/html,x", "http://a.b"])
      expect(documentToHtml(content({ props: { src, alt: "<b>" } }))).toBe("<p>&lt;b&gt;</p>");
  });
});
