// @vitest-environment happy-dom
import { $getRoot, KEY_DOWN_COMMAND, PASTE_COMMAND, REDO_COMMAND, UNDO_COMMAND } from "lexical";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadMarkdown } from "../src/core/markdown.js";
import { PAGE_LIMITS } from "../src/extensions/paste/tidy-page.js";
import { PAGES } from "./paste-pages.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeAll(async () => void (await loadMarkdown()));
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

function paste(data: Readonly<Record<string, string>>): void {
  const clipboardData = { types: Object.keys(data), getData: (type: string) => data[type] ?? "", files: [] };
  body.press(PASTE_COMMAND, { clipboardData } as never);
}
const page = (html: string) => paste({ "text/html": html, "text/plain": "the text of it" });

function tableRows(): string[][] {
  const table = body.blocks().find(({ type }) => type === "table")?.table;
  return (table?.rows ?? []).map(({ cells }) =>
    cells.map(({ blocks }) => blocks.map(({ runs }) => JSON.stringify(runs)).join("|")),
  );
}

describe("Structure is kept from", () => {
  it("tables in Markdown", () => {
    paste({ "text/plain": "| x | **y** |\n|---|---|\n| z | |" });
    expect(tableRows()).toHaveLength(2);
    expect(JSON.stringify(body.blocks())).toContain('{"text":"y","attributes":{"bold":true}}');
  });

  it("Google Docs", () => {
    page(PAGES.googleDocs);
    expect(body.lines().slice(0, 4)).toEqual([
      'heading{"level":2}: Plan',
      "paragraph: Some [strong](bold italic) and a [link](link=https://example.org/)",
      "list-item: one",
      'list-item{"indent":1}: two',
    ]);
    expect(tableRows()).toEqual([['[{"text":"a"}]', '[{"text":"b","attributes":{"bold":true}}]']]);
  });

  it("Word", () => {
    page(PAGES.word);
    expect(body.lines()).toEqual([
      "heading: Report",
      "paragraph: Some [bold](bold) and [slanted](italic).",
      "list-item: first",
      'list-item{"indent":1}: inner',
      "list-item: second",
      'paragraph{"align":"center"}: between',
      'list-item{"kind":"number","start":3}: third',
    ]);
  });

  it("Excel", () => {
    page(PAGES.excel);
    expect(tableRows()).toEqual([
      ['[{"text":"Name"}]', '[{"text":"Sum"}]'],
      ['[{"text":"Ada"}]', '[{"text":"3"}]'],
    ]);
  });

  it("Google Sheets", () => {
    page(PAGES.sheets);
    const rows = body.blocks().find(({ type }) => type === "table")?.table?.rows;
    expect(rows?.[0]?.cells.map(({ columnSpan }) => columnSpan ?? 1)).toEqual([1, 2]);
    expect(tableRows()[0]?.[0]).toBe('[{"text":"x","attributes":{"bold":true}}]');
    expect(tableRows()[1]).toEqual(["[]", '[{"text":"1"}]', '[{"text":"2"}]']);
  });

  it("Notion", () => {
    page(PAGES.notion);
    expect(body.lines()).toEqual([
      'heading{"level":3}: Things',
      "list-item: a",
      'list-item{"indent":1}: b',
      'list-item{"kind":"check"}: open',
      'list-item{"checked":true,"kind":"check"}: done',
      "quote: said\nso",
      'code{"language":"js"}: let a = 1;\n  b();',
      "divider: ",
      "paragraph: with [code](code) and [struck](strikethrough)",
    ]);
  });

  it("GitHub", () => {
    page(PAGES.gitHub);
    expect(body.lines()).toEqual([
      'heading{"level":2}: Use',
      'list-item{"checked":true,"kind":"check"}: done',
      'list-item{"kind":"check"}: open',
      'code{"language":"js"}: let a\n  b',
      'list-item{"kind":"number","start":4}: four',
    ]);
  });

  it("text that is Markdown, as one step of undo", () => {
    body.type("x");
    body.update(() => void $getRoot().selectEnd());
    const text = "# Plan\n\n- one\n  - **two**\n";
    paste({ "text/plain": text });
    expect(body.lines()).toContain('list-item{"indent":1}: [two](bold)');
    body.press(UNDO_COMMAND);
    expect(body.lines()).toEqual(["paragraph: x"]);
    body.press(REDO_COMMAND);
    expect(body.lines()).toContain("list-item: one");
  });

  it("text that is Markdown is left as text where it is pasted as plain text", () => {
    body.press(KEY_DOWN_COMMAND, {
      code: "KeyV",
      key: "V",
      ctrlKey: true,
      shiftKey: true,
      getModifierState: () => false,
    } as never);
    paste({ "text/plain": "# Plan" });
    expect(body.lines()).toEqual(["paragraph: # Plan"]);
  });

  it("text that only has a sign or two of it, as it is", () => {
    paste({ "text/plain": "2 * 3 * 4\n- and a dash\nsnake_case_name" });
    expect(body.lines()).toEqual([
      "paragraph: 2 * 3 * 4",
      "paragraph: - and a dash",
      "paragraph: snake_case_name",
    ]);
  });
});

describe("What is dangerous is dropped:", () => {
  it.each([
    ["script", "<p>a<script>alert(1)</script>b</p>"],
    ["handlers", '<p onclick="alert(1)">a<img src=x onerror="alert(1)">b</p>'],
    ["script in an address", '<p><a href="java\nscript:alert(1)">a</a><a href=" JAVASCRIPT:x">b</a></p>'],
    ["data in an address", '<p>a<a href="data:text/html,<script>x</script>">b</a></p>'],
    ["SVG and MathML", "<p>a<svg><a href='javascript:x'>q</a></svg><math><mtext>q</mtext></math>b</p>"],
    [
      "forms and frames",
      "<form action='https://x.example'><p>a<button>q</button><textarea>q</textarea><iframe srcdoc=q></iframe>b</p></form>",
    ],
    ["what is hidden", '<p>a<span style="display:none">q</span><span hidden>q</span>b</p>'],
    ["what turns or fills text", "<p>\u202ea\u200b\u2066\ufeff\u0007b\u202c</p>"],
  ])("%s", (_what, html) => {
    page(html);
    expect(body.lines()).toEqual(["paragraph: ab"]);
    expect(JSON.stringify(body.blocks())).not.toMatch(/script|data:|alert/i);
  });

  it("halves of characters", () => {
    paste({ "text/plain": "a\ud83db" });
    expect(body.lines()).toEqual(["paragraph: a\ufffdb"]);
  });
});

it("Very many lines are paragraphs at once", () => {
  paste({ "text/plain": Array.from({ length: 2000 }, (_, index) => `line ${index}`).join("\r\n") });
  expect(body.lines()).toHaveLength(2000);
  expect(body.lines().at(-1)).toBe("paragraph: line 1999");
});

describe("Too much is its text:", () => {
  it.each([
    ["a page that is too long", `<p>${"x".repeat(PAGE_LIMITS.maxLength)}</p>`],
    ["a page of too many elements", "<br>".repeat(PAGE_LIMITS.maxElements + 1)],
    ["a table of too many columns", `<table><tr><td colspan="9999999">x</td></tr></table>`],
  ])("%s", (_what, html) => {
    page(html);
    expect(body.lines()).toEqual(["paragraph: the text of it"]);
  });

  it("what is nested too deep is laid out flat, with all of its text", () => {
    const depth = 400;
    page(`${"<ul><li>x".repeat(depth)}${"</li></ul>".repeat(depth)}`);
    expect(body.lines().join("").replace(/[^x]/g, "")).toHaveLength(depth);
  });
});
