import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Block,
  type DocumentContent,
  documentToMarkdown,
  MAX_MARKDOWN_LENGTH,
  markdownToDocument,
} from "../src/index.js";

const read = markdownToDocument;
const blocks = (markdown: string): readonly Block[] => read(markdown).blocks;
const item = (text: string, props?: Block["props"]): Block => ({
  type: "list-item",
  ...(props ? { props } : {}),
  runs: text === "" ? [] : [{ text }],
});
const of = (type: string, text: string): Block => ({ type, runs: [{ text }] });
const allText = (document: DocumentContent): string =>
  [
    document.title,
    ...document.blocks.flatMap(({ runs }) => runs.map((run) => ("text" in run ? run.text : ""))),
  ].join(" ");

describe("reading Markdown", () => {
  it("takes a leading heading of the first level as the title, in plain text", () => {
    expect(read("# The *plan* & `more`\n\ntext")).toEqual({
      title: "The plan & more",
      blocks: [of("paragraph", "text")],
    });
    expect(read("text\n\n# Later")).toEqual({
      title: "",
      blocks: [of("paragraph", "text"), of("heading", "Later")],
    });
    expect(read("> # Quoted").title).toBe("");
    expect(read("#\n\n# A heading, not a title")).toEqual({
      title: "",
      blocks: [of("heading", "A heading, not a title")],
    });
  });

  it("keeps a first heading that is too long for a title as a heading", () => {
    const long = "word ".repeat(200).trim();
    expect(read(`# ${long}`)).toEqual({ title: "", blocks: [of("heading", long)] });
  });

  it("knows six levels of headings", () => {
    expect(blocks("## a\n\n### b\n\n###### c").map(({ props }) => props?.level)).toEqual([2, 3, 6]);
  });

  it("flattens lists", () => {
    expect(blocks("- a\n  1. b\n  2. c\n     - [x] d\n- e\n- [ ] f")).toEqual([
      item("a"),
      item("b", { indent: 1, kind: "number" }),
      item("c", { indent: 1, kind: "number" }),
      item("d", { indent: 2, kind: "check", checked: true }),
      item("e"),
      item("f", { kind: "check" }),
    ]);
  });

  it("says the number where a list does not begin with 1 or goes on after something else", () => {
    expect(blocks("3. a\n4. b\n\n   ```\n   code\n   ```\n5. c").map(({ props }) => props?.start)).toEqual([
      3,
      undefined,
      undefined,
      5,
    ]);
  });

  it("keeps an item's further paragraphs in the item, as lines", () => {
    expect(blocks("- a\n\n  b\n- c")).toEqual([item("a\nb"), item("c")]);
  });

  it("keeps empty items, and tells an empty parent from an indent that was skipped", () => {
    expect(blocks("- \n- [ ]\n- a")).toEqual([item(""), item("", { kind: "check" }), item("a")]);
    expect(blocks("-\n  - a")).toEqual([item(""), item("a", { indent: 1 })]);
    expect(blocks("- - a")).toEqual([item("a", { indent: 1 })]);
  });

  it("makes a quote of each quoted paragraph and keeps other things in quotes as what they are", () => {
    expect(blocks("> a\n>\n> b\n>\n> > c\n>\n> - d\n>\n> ## e\n>\n>     f")).toEqual([
      of("quote", "a"),
      of("quote", "b"),
      of("quote", "c"),
      item("d"),
      { type: "heading", props: { level: 2 }, runs: [{ text: "e" }] },
      of("code", "f"),
    ]);
  });

  it("makes callouts of GitHub's alerts, and a quote of one of a word that nobody knows", () => {
    const callout = (kind: string, text: string) => ({ ...of("callout", text), props: { kind } });
    expect(blocks("> [!NOTE]\n> a\n>\n> b\n\n> [!caution] \n>\n> c\n\n> [!TIP]\n\n> [!FOO]\n> d")).toEqual([
      of("callout", "a"),
      of("callout", "b"),
      callout("danger", "c"),
      { ...of("callout", ""), props: { kind: "tip" }, runs: [] },
      of("quote", "[!FOO] d"),
    ]);
    expect(blocks("> a\n> [!NOTE]\n>\n> [!NOTE]\n> b")).toEqual([
      of("quote", "a [!NOTE]"),
      of("quote", "[!NOTE] b"),
    ]);
  });

  it("reads formulas between dollar signs, in lines and on lines of their own, and money as text", () => {
    const equation = (source: string) => ({ embed: { type: "equation", source } });
    expect(blocks("a $x_1$, $`$y$`$ b")).toEqual([
      {
        type: "paragraph",
        runs: [{ text: "a " }, equation("x_1"), { text: ", " }, equation("$y$"), { text: " b" }],
      },
    ]);
    for (const money of ["$5 and $6", "$ 5$", "a $5 $b", "5$", "$$ is", "$\na$"])
      expect(blocks(money)).toEqual([of("paragraph", money.replace("\n", " "))]);
    expect(blocks("text\n$$\na\n\n$b$\n$$\n- $$\n  c\n  $$\n\n$$ d $$")).toEqual([
      of("paragraph", "text"),
      of("equation", "a\n\n$b$"),
      of("equation", "c"),
      of("equation", "d"),
    ]);
    expect(read("# On $E$\n")).toEqual({ title: "On $E$", blocks: [] });
  });

  it("reads code as it stands", () => {
    expect(blocks("```ts twoslash\nconst a = `b`;\n\n  **c**\n```")).toEqual([
      { type: "code", props: { language: "ts" }, runs: [{ text: "const a = `b`;\n\n  **c**" }] },
    ]);
  });

  it("reads formats, nested ones and those that Markdown writes as tags", () => {
    expect(blocks("**a _b_** ~~c~~ `d` <u>e</u> <b>f</b> <sub>g</sub>")[0]?.runs).toEqual([
      { text: "a ", attributes: { bold: true } },
      { text: "b", attributes: { bold: true, italic: true } },
      { text: " " },
      { text: "c", attributes: { strikethrough: true } },
      { text: " " },
      { text: "d", attributes: { code: true } },
      { text: " " },
      { text: "e", attributes: { underline: true } },
      { text: " " },
      { text: "f", attributes: { bold: true } },
      { text: " " },
      { text: "g", attributes: { subscript: true } },
    ]);
  });

  it("reads hard breaks as line breaks and soft ones as spaces", () => {
    expect(blocks("a\\\nb  \nc<br>d\ne")).toEqual([of("paragraph", "a\nb\nc\nd e")]);
  });

  it("links to safe addresses only; the words stay", () => {
    expect(
      blocks("[a](https://a.b/ä?x=(1)) [b](javascript:x) <https://c.d> https://e.f [g][h]\n\n[h]: /i")[0]
        ?.runs,
    ).toEqual([
      { text: "a", attributes: { link: "https://a.b/ä?x=(1)" } },
      { text: " b " },
      { text: "https://c.d", attributes: { link: "https://c.d" } },
      { text: " " },
      { text: "https://e.f", attributes: { link: "https://e.f" } },
      { text: " " },
      { text: "g", attributes: { link: "/i" } },
    ]);
  });

  it("sees where a bare address ends", () => {
    const links = (markdown: string): unknown[] =>
      blocks(markdown)[0]?.runs.map(({ attributes }) => attributes?.link) ?? [];
    expect(links("(see https://a.b/c_(d)).")).toEqual([undefined, "https://a.b/c_(d)", undefined]);
    expect(links("**https://a.b**, xhttps://a.b https:// [https://c.d](/e)")).toEqual([
      "https://a.b",
      undefined,
      "/e",
    ]);
  });

  it("reads rules as dividers, and keeps what has no block as text: images, HTML, footnotes, huge tables", () => {
    expect(blocks("a\n\n---\n\n![A cat](/cat.png) ![](data:x)")).toEqual([
      of("paragraph", "a"),
      { type: "divider", runs: [] },
      {
        type: "paragraph",
        runs: [{ text: "A cat", attributes: { link: "/cat.png" } }, { text: " [image]" }],
      },
    ]);
    expect(blocks(`${"|a".repeat(101)}|\n${"|-".repeat(101)}|\n|b`)[0]).toMatchObject({
      type: "paragraph",
      runs: [{ text: expect.stringMatching(/^a( \| a){100}\nb( \| ){100}$/) }],
    });
    expect(blocks('<div class="x">\nhello\n</div>\n\n<i>y')).toEqual([
      of("paragraph", '<div class="x">\nhello\n</div>'),
      of("paragraph", "<i>y"),
    ]);
    expect(allText(read("a[^1]\n\n[^1]: the note itself"))).toContain("the note itself");
  });

  it("takes Windows line ends, a byte order mark and lone surrogates", () => {
    expect(read("\ufeff# A\r\n\r\nb\ud800")).toEqual({ title: "A", blocks: [of("paragraph", "b\ufffd")] });
  });

  it.each(["", " ", "\n\n", "\t"])("reads %j as nothing", (markdown) => {
    expect(read(markdown)).toEqual({ title: "", blocks: [] });
  });
});

describe("hostile Markdown", () => {
  const many = 20_000;
  const hostile: [string, string][] = [
    ["quotes", `${"> ".repeat(many)}deep`],
    ["quotes without spaces, many lines", `${">".repeat(400)}deep\n`.repeat(400)],
    ["lists on one line", `${"- ".repeat(many)}deep`],
    [
      "lists on many lines",
      Array.from({ length: 1_500 }, (_, depth) => `${"  ".repeat(depth)}- deep`).join("\n"),
    ],
    ["beginnings of formulas", `${"$a ".repeat(many)}${"$`".repeat(many)}deep`],
    [
      "beginnings of formulas with many backticks",
      `${Array.from({ length: 1_000 }, (_, n) => `$${"`".repeat(n)}a`).join(" ")}deep`,
    ],
    ["escaped dollar signs", `${"$\\$".repeat(many)}deep`],
    ["fences of formulas", `${"$$\n\n$$a\n\n> $$\n\n".repeat(many)}deep`],
    ["a formula of many signs in a line", `$$${"a $$ ".repeat(many)}deep`],
    ["brackets", `${"[".repeat(many)}deep`],
    ["link beginnings", `${"[a](".repeat(many)}deep`],
    ["images in images", `${"![".repeat(many)}deep${"](x)".repeat(many)}`],
    ["emphasis", `${"*a **b ".repeat(many)}deep`],
    ["emphasis that cannot close", `${"a**b".repeat(many)}c* deep`],
    ["nested emphasis", `${"*a ".repeat(many)}deep${" a*".repeat(many)}`],
    ["tags", `${"<u>".repeat(many)}deep${"</u>".repeat(many)}`],
    ["tags that do not close", `${"<u><b>".repeat(many)}deep`],
    [
      "backticks of all lengths",
      `${Array.from({ length: 1_000 }, (_, n) => `${"`".repeat(n)}a`).join(" ")}deep`,
    ],
    ["references", `${"&amp;".repeat(many) + "&a".repeat(many)}deep`],
    ["a wide table", `${"|a".repeat(5_000)}|\n${"|-".repeat(5_000)}|\n${"|\n".repeat(500)}\n\ndeep`],
    ["definitions", `${Array.from({ length: many }, (_, n) => `[a${n}]: b`).join("\n")}\n\ndeep`],
    ["paragraphs in one item", `- a\n${"\n  a\n".repeat(many)}\ndeep`],
    ["beginnings of definitions", `${"[a]: <".repeat(many)}deep`],
    ["many formats", `${"**a** _b_ `c` ~~d~~ ".repeat(many / 4)}deep`],
    ["spaces between words", `a${" ".repeat(4 * many)}deep`],
    ["addresses", `${"http://".repeat(many)} deep`],
    ["a long line", `${"a ".repeat(1_000_000)}deep`],
    ["names of prototypes", "[__proto__]: x\n\n[__proto__] [constructor] deep\n\n```__proto__\n```"],
  ];

  it.each(hostile)(
    "%s: bounded time, nothing thrown, the text is there",
    { timeout: 60_000 },
    (_, markdown) => {
      // A cost that is not in proportion to the input would be minutes here, beyond this test's time.
      const document = read(markdown);
      documentToMarkdown(document);
      expect(allText(document)).toContain("deep");
    },
  );

  it("takes what is too long or nested too deep as plain text, all of it", () => {
    expect(blocks(`${"> ".repeat(200)}x\n\n**y**`)).toEqual([
      of("paragraph", `${"> ".repeat(200)}x`),
      of("paragraph", "**y**"),
    ]);
    expect(blocks(`**a**\n\n${"b".repeat(MAX_MARKDOWN_LENGTH)}`)[0]).toEqual(of("paragraph", "**a**"));
  });
});

describe("writing Markdown", () => {
  it("writes what a person would", () => {
    const markdown = [
      "# Title",
      "",
      "## Part",
      "",
      "Plain, **bold:** _italic_, snake_case, 2 \\* 3, `a`b` ~~no~~ [here](/d/x).\\",
      "A line.",
      "",
      "- one",
      "  1. two",
      "  2. three",
      "- [x] four",
      "",
      "> five",
      ">",
      "> six",
      "",
      "```ts",
      "seven();",
      "```",
      "",
    ]
      .join("\n")
      .replace("`a`b` ", "");
    expect(documentToMarkdown(read(markdown))).toBe(markdown);
  });

  it("writes an unknown block as a paragraph and an inline thing by its words", () => {
    const poll: Block = {
      type: "poll",
      props: { open: true },
      runs: [{ text: "Tea? " }, { embed: { type: "sticker", name: "Ada" } }],
    };
    expect(documentToMarkdown({ title: "", blocks: [poll] })).toBe("Tea? Ada\n");
  });

  it("is empty for an empty document", () => {
    expect(documentToMarkdown({ title: "", blocks: [] })).toBe("");
  });
});

describe("the first document", () => {
  const welcome = read(
    readFileSync(new URL("../../../apps/server/seed/welcome.md", import.meta.url), "utf8"),
  );

  it("uses every block and every format of the toolbar, and links to no other host", () => {
    expect(welcome.title).toBe("Welcome to Motet");
    expect(new Set(welcome.blocks.map(({ type }) => type))).toEqual(
      new Set(["paragraph", "heading", "list-item", "quote", "callout", "section", "code", "table"]),
    );
    const values = (key: string): Set<unknown> =>
      new Set(welcome.blocks.filter(({ type }) => type !== "callout").map(({ props }) => props?.[key]));
    expect(values("level")).toEqual(new Set([undefined, 2, 3]));
    expect(values("kind")).toEqual(new Set([undefined, "number", "check"]));
    expect(values("checked")).toContain(true);
    const attributes = welcome.blocks.flatMap(({ runs }) => runs.map((run) => run.attributes ?? {}));
    for (const format of ["bold", "italic", "underline", "strikethrough", "code"]) {
      expect(
        attributes.some((each) => each[format] === true),
        format,
      ).toBe(true);
    }
    expect(attributes.flatMap(({ link }) => (link === undefined ? [] : [link]))).toEqual(["/"]);
  });

  it("comes back from its Markdown", () => {
    expect(read(documentToMarkdown(welcome))).toEqual(welcome);
  });
});
