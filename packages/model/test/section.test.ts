import { describe, expect, it } from "vitest";
import {
  type Block,
  documentToHtml,
  documentToMarkdown,
  markdownToDocument,
  normalizeBlock,
  OpenSections,
} from "../src/index.js";

function block(type: string, text: string, indent = 0): Block {
  return { type, ...(indent === 0 ? {} : { props: { indent } }), runs: [{ text }] };
}

const NESTED: readonly Block[] = [
  block("section", "Outer"),
  block("paragraph", "in outer", 1),
  block("section", "Inner", 1),
  block("quote", "in inner", 2),
  block("list-item", "goes along"),
  block("paragraph", "outer again", 1),
  block("paragraph", "outside"),
];

describe("A collapsible section", () => {
  it("reaches to the next text that is not indented deeper; lists and the like go along", () => {
    const sections = new OpenSections();
    const depths = NESTED.map(({ type, props = {} }) => {
      sections.receive(normalizeBlock(type, Object.entries(props)));
      return sections.depth;
    });
    expect(depths).toEqual([1, 1, 2, 2, 2, 1, 0]);
  });

  it("is written and read as details", () => {
    const markdown = documentToMarkdown({ title: "", blocks: NESTED });
    expect(markdown.startsWith("<details open>\n<summary>\n\nOuter\n\n</summary>\n\nin outer\n\n")).toBe(
      true,
    );
    expect(markdownToDocument(markdown).blocks).toEqual(NESTED);
    const html = documentToHtml({ title: "", blocks: NESTED });
    expect(html.match(/<details open>/g)).toHaveLength(2);
    expect(html).toContain("</ul>\n</details>\n<p>outer again</p>\n</details>\n<p>outside</p>");
  });

  it("is read as others write it, and what does not belong to one stays text", () => {
    const { blocks } = markdownToDocument(
      "<details class='x'><summary>More</summary>\nline <b>bold</b>\n</details>\n\nafter\n\n</details>\n\n<summary>alone</summary>",
    );
    expect(blocks.map(({ type, props }) => [type, props?.indent ?? 0])).toEqual([
      ["section", 0],
      ["paragraph", 1],
      ["paragraph", 0],
      ["paragraph", 0],
      ["paragraph", 0],
    ]);
    expect(JSON.stringify(blocks.slice(3))).toContain("</details>");
    expect(JSON.stringify(blocks[4])).toContain("<summary>alone");
  });

  it("that never ends, deeper than indents go, keeps all text in order", () => {
    const { blocks } = markdownToDocument(`${"<details>\n<summary>\n\ns\n\n</summary>\n\n".repeat(40)}end`);
    expect(blocks).toHaveLength(41);
    expect(blocks.at(-1)).toEqual(block("paragraph", "end", 8));
    expect(documentToHtml({ title: "", blocks })).toContain("end");
  });
});
