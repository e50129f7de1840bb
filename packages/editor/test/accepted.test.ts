import { $createLinkNode } from "@lexical/link";
import { $createHeadingNode } from "@lexical/rich-text";
import { BODY } from "@motet/model";
import { $createTextNode, $getRoot, $insertNodes } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { $linkAtCaret, $removeLink, $setLink } from "../src/extensions/link/links.js";
import { toUrl, webAddress } from "../src/extensions/link/url.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

describe("What is pasted stays within what a document can say", () => {
  it("headings of every level are what they are", () => {
    body.update(() => $insertNodes([$createHeadingNode("h5").append($createTextNode("deep"))]));
    expect(body.lines()).toEqual(['heading{"level":5}: deep']);
  });

  it.each([
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    " JAVASCRIPT:alert(1)",
    "data:text/html,x",
    "vbscript:x",
  ])("a link to %s is text", (url) => {
    body.update(() => $insertNodes([$createLinkNode(url).append($createTextNode("w"))]));
    expect(body.lines()).toEqual(["paragraph: w"]);
  });

  it("a good link keeps its address and nothing else", () => {
    body.update(() =>
      $insertNodes([$createLinkNode("https://example.org", { target: "_top" }).append($createTextNode("w"))]),
    );
    expect(body.lines()).toEqual(["paragraph: [w](link=https://example.org)"]);
  });

  it("styles go, halves of characters are made whole", () => {
    body.update(() => $insertNodes([$createTextNode("a\ud800b").setStyle("color: red")]));
    expect(body.lines()).toEqual(["paragraph: a\ufffdb"]);
    expect(body.editor.getEditorState().read(() => $getRoot().getAllTextNodes()[0]?.getStyle())).toBe("");
  });

  it("what somebody else wrote is not rewritten by being read", () => {
    const before = body.ydoc.getText(BODY);
    body.ydoc.transact(() => before.insert(1, "w", { link: "javascript:alert(1)" }), "a peer");
    body.update(() => void $getRoot().selectEnd());
    expect(body.lines()).toEqual(["paragraph: [w](link=javascript:alert(1))"]);
  });
});

describe("Links", () => {
  const link = () => body.editor.getEditorState().read(() => $linkAtCaret(), { editor: body.editor });

  it("are put on selected words, changed and removed", () => {
    body.type("word");
    body.selectAll();
    body.update(() => $setLink("https://example.org/a", ""));
    expect(body.lines()).toEqual(["paragraph: [word](link=https://example.org/a)"]);
    expect(link()).toMatchObject({ url: "https://example.org/a", exists: true });
    body.update(() => $setLink("https://example.org/b", ""));
    expect(body.lines()).toEqual(["paragraph: [word](link=https://example.org/b)"]);
    body.update(() => $removeLink());
    expect(body.lines()).toEqual(["paragraph: word"]);
  });

  it("bring a text of their own where nothing is selected", () => {
    body.type("a ");
    body.update(() => $setLink("https://example.org", "site"));
    body.type("!");
    expect(body.lines()).toEqual(["paragraph: a [site](link=https://example.org)!"]);
  });

  it.each([
    ["example.org/x?y#z", "https://example.org/x?y#z"],
    ["https://example.org", "https://example.org"],
    ["ada@example.org", "mailto:ada@example.org"],
    ["+43 1 234 567", "tel:+431234567"],
    ["/d/other", "/d/other"],
    ["#part", "#part"],
    ["localhost:3000", "https://localhost:3000"],
    ["javascript:alert(1)", null],
    ["two words", null],
    ["", null],
  ])("the typed address %s leads to %s", (typed, expected) => {
    expect(toUrl(typed)).toBe(expected);
  });

  it("only a text that is one web address is pasted as a link", () => {
    expect(webAddress(" https://example.org/a ")).toBe("https://example.org/a");
    expect(webAddress("see https://example.org")).toBeNull();
    expect(webAddress("example")).toBeNull();
  });
});
