import { describe, expect, it } from "vitest";
import { documentToHtml, documentToMarkdown, isoDate, markdownToDocument } from "../src/index.js";

describe("A date is", () => {
  it.each(["2026-11-23", "2024-02-29", "0001-01-01", "9999-12-31"])("the day %s", (date) =>
    expect(isoDate(date)).toBe(date),
  );

  it.each([
    "2026-02-29",
    "2026-13-01",
    "2026-11-31",
    "0000-01-01",
    "2026-11-23T10:00",
    " 2026-11-23",
    "２０２６-11-23",
    "javascript:alert(1)",
    "x".repeat(1_000_000),
    "",
    20261123,
    null,
    undefined,
    {},
    ["2026-11-23"],
  ])("not %o", (value) => expect(isoDate(value)).toBeNull());
});

const holding = (date: never) => ({
  title: "",
  blocks: [
    {
      type: "paragraph",
      runs: [{ text: "on " }, { embed: { type: "date", date }, attributes: { bold: true as const } }],
    },
  ],
});

describe("A date is written", () => {
  it("as a time of HTML, and as text in Markdown", () => {
    const content = holding("2026-11-23" as never);
    expect(documentToHtml(content)).toBe(
      '<p>on <strong><time datetime="2026-11-23">2026-11-23</time></strong></p>',
    );
    const markdown = documentToMarkdown(content);
    expect(markdown).toBe("on **2026-11-23**\n");
    expect(markdownToDocument(markdown).blocks[0]?.runs.at(-1)).toEqual({
      text: "2026-11-23",
      attributes: { bold: true },
    });
  });

  it.each(['"><script>alert(1)</script>', "x".repeat(100_000), 5, null, { a: 1 }])(
    "as a placeholder where it is %o",
    (date) => {
      expect(documentToHtml(holding(date as never))).toBe("<p>on <strong>[date]</strong></p>");
      expect(documentToMarkdown(holding(date as never))).toContain("date");
    },
  );
});
