import { describe, expect, it } from "vitest";
import {
  type Attributes,
  documentToHtml,
  documentToMarkdown,
  MAX_MENTION_LENGTH,
  markdownToDocument,
  readMention,
} from "../src/index.js";

const person = { kind: "person", id: "ada", name: "Ada Lovelace" };
const plan = { kind: "document", url: "/d/plan", title: "The [plan]" };

const holding = (...embeds: Attributes[]) => ({
  title: "",
  blocks: [
    {
      type: "paragraph",
      runs: [{ text: "see " }, ...embeds.map((props) => ({ embed: { ...props, type: "mention" } }))],
    },
  ],
});

describe("A mention names", () => {
  it("a person or a document", () => {
    expect(readMention(person)).toEqual(person);
    expect(readMention(plan)).toEqual(plan);
    expect(readMention({ kind: "document", url: "https://a.example/b" })?.kind).toBe("document");
  });

  it.each([
    {},
    { kind: "person" },
    { kind: "person", name: " \u202e\n" },
    { kind: "person", name: { first: "Ada" } },
    { kind: "person", name: ["Ada"] },
    { kind: "document", title: "No address" },
    { kind: "document", title: "x", url: "javascript:alert(1)" },
    { kind: "document", title: "x", url: " java\nscript:alert(1)" },
    { kind: "document", title: "x", url: "\u0001javascript:alert(1)" },
    { kind: "document", title: "x", url: "data:text/html,x" },
    { kind: "document", title: "x", url: "/".repeat(1_000_000) },
    { kind: "constructor", name: "x", url: "/" },
    { kind: ["person"], name: "x" },
  ] as Attributes[])("nobody and nothing in %j", (props) => expect(readMention(props)).toBeNull());

  it("them in one line, of bounded length and in whole characters", () => {
    const name = `${"x".repeat(MAX_MENTION_LENGTH - 1)}😀${"y".repeat(1_000_000)}`;
    expect(readMention({ kind: "person", id: 5, name })).toEqual({
      kind: "person",
      id: "",
      name: `${"x".repeat(MAX_MENTION_LENGTH - 1)}\ufffd`,
    });
    expect(readMention({ kind: "person", id: "a", name: "A\n\u202eB\u0000  C" } as Attributes)).toMatchObject(
      {
        name: "A B C",
      },
    );
  });
});

describe("A mention is written", () => {
  it("as a link of a document and the name of a person", () => {
    expect(documentToHtml(holding(person))).toBe("<p>see @Ada Lovelace</p>");
    expect(documentToHtml(holding(plan))).toBe(
      '<p>see <a href="/d/plan" rel="noopener noreferrer">The [plan]</a></p>',
    );
    expect(documentToMarkdown(holding(person))).toBe("see @Ada Lovelace\n");
    const markdown = documentToMarkdown(holding(plan));
    expect(markdown).toBe("see [The \\[plan\\]](/d/plan)\n");
    expect(markdownToDocument(markdown).blocks[0]?.runs.at(-1)).toEqual({
      text: "The [plan]",
      attributes: { link: "/d/plan" },
    });
  });

  it("harmlessly, whatever it says", () => {
    const hostile = holding(
      { kind: "document", url: "javascript:alert(1)", title: "x" },
      { kind: "document", url: '/"><script>', title: "<script>alert(1)</script>" },
      { kind: "person", name: "<img src=x onerror=alert(1)>", id: {} },
    );
    expect(documentToHtml(hostile)).not.toMatch(/<script|<img|javascript:/);
    expect(documentToHtml(hostile)).toContain("[mention]");
    expect(documentToMarkdown(hostile)).not.toMatch(/javascript:/);
  });
});
