import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, documentToHtml, markdownToDocument } from "../src/index.js";
import { arbitraryDocument } from "./arbitrary-document.js";

const html = (markdown: string): string => documentToHtml(markdownToDocument(markdown)).replaceAll("\n", "");
const paragraph = (text: string, attributes = {}): string =>
  documentToHtml({ title: "", blocks: [{ type: "paragraph", runs: [{ text, attributes }] }] });

describe("documentToHtml", () => {
  it("writes title, headings, paragraphs and formats as their elements", () => {
    expect(html("# Plan\n\n## Part\n\n**a** *b* ~~c~~ `d` <u>e</u>\\\nf")).toBe(
      "<h1>Plan</h1><h2>Part</h2>" +
        "<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code> <u>e</u><br>f</p>",
    );
  });

  it("nests lists, numbers them from their start and ticks tasks", () => {
    expect(html("- a\n  - b\n- c\n\n3. d\n4. e\n\n- [x] f\n- [ ] g")).toBe(
      "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>" +
        '<ol start="3"><li>d</li><li>e</li></ol>' +
        '<ul><li><input type="checkbox" disabled checked> f</li><li><input type="checkbox" disabled> g</li></ul>',
    );
  });

  it("keeps an indent that has no item above it", () => {
    const blocks: Block[] = [{ type: "list-item", props: { indent: 2 }, runs: [{ text: "deep" }] }];
    expect(documentToHtml({ title: "", blocks }).replaceAll("\n", "")).toBe(
      "<ul><li><ul><li><ul><li>deep</li></ul></li></ul></li></ul>",
    );
  });

  it("puts neighbouring quotes into one, code into pre, neighbouring runs of one link into one", () => {
    expect(html("> a\n>\n> b\n\n```ts\n<b>\n```\n\n[x **y**](/z)")).toBe(
      "<blockquote><p>a</p><p>b</p></blockquote>" +
        '<pre><code class="language-ts">&lt;b&gt;</code></pre>' +
        '<p><a href="/z" rel="noopener noreferrer">x <strong>y</strong></a></p>',
    );
  });

  it("puts neighbouring callouts of one kind into one aside", () => {
    expect(html("> [!TIP]\n> a\n>\n> b\n\n> [!CAUTION]\n> c\n\n> d")).toBe(
      '<aside data-callout="tip"><p>a</p><p>b</p></aside>' +
        '<aside data-callout="danger"><p>c</p></aside><blockquote><p>d</p></blockquote>',
    );
  });

  it("writes formulas as Pandoc does, escaped", () => {
    expect(html("$a<b$\n\n$$\n</p>\n$$")).toBe(
      '<p><span class="math inline">\\(a&lt;b\\)</span></p><p class="math display">\\[&lt;/p&gt;\\]</p>',
    );
  });

  it("lets only safe addresses become links", () => {
    expect(paragraph("x", { link: "javascript:alert(1)" })).toBe("<p>x</p>");
    expect(paragraph("x", { link: " java\nscript:alert(1)" })).toBe("<p>x</p>");
    expect(paragraph("x", { link: { href: "https://a.b" } })).toBe("<p>x</p>");
    expect(paragraph("x", { link: '/"><script>' })).toBe(
      '<p><a href="/&quot;&gt;&lt;script&gt;" rel="noopener noreferrer">x</a></p>',
    );
  });

  it("shows blocks and inline things of unknown types as their text", () => {
    const blocks: Block[] = [
      {
        type: "<img onerror=x>",
        runs: [{ text: "poll" }, { embed: { type: "<b>" } }, { embed: { type: "image", alt: "A cat" } }],
      },
    ];
    expect(documentToHtml({ title: "", blocks })).toBe("<p>poll[&lt;b&gt;]A cat</p>");
  });

  it("opens no element and no attribute that is not its own, whatever the text says", () => {
    const own =
      /<\/?(h[1-3]|nav|p|details|summary|ul|ol|li|blockquote|pre|code|strong|em|u|s|mark|a|aside|span|br|input)( (href|id|rel|class|data-callout|start|type|style)="[^"<>]*"| disabled| checked| open| data-contents)*>/g;
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        expect(documentToHtml(document).replace(own, "")).not.toMatch(/[<>]/);
      }),
    );
  });

  it("closes what it opens, in order", () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const open: string[] = [];
        for (const [, slash, tag] of documentToHtml(document).matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
          if (tag === undefined || tag === "br" || tag === "input") continue;
          if (slash === "/") expect(open.pop()).toBe(tag);
          else open.push(tag);
        }
        expect(open).toEqual([]);
      }),
    );
  });
});
