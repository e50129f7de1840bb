import { INSERT_PARAGRAPH_COMMAND } from "lexical";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type DocumentSearch, searchDocument } from "../src/extensions/find/document-search.js";
import { findInText } from "../src/extensions/find/find-in-text.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
let search: DocumentSearch;
beforeEach(() => {
  body = writtenBody();
  search = searchDocument(body.editor);
});
afterEach(() => {
  search.dispose();
  body.dispose();
});

const look = (text: string, { matchesCase = false, isWholeWord = false } = {}) =>
  search.search({ text, matchesCase, isWholeWord });
const count = () => search.found.get().matches.length;

it("Signs of regular expressions are found as they are written", () => {
  for (const text of ["(a+)+$", "[x]{2}", "a-b/c", "\\d", "^|?*."])
    expect(findInText({ text, matchesCase: true, isWholeWord: false })(`so ${text}!`)).toEqual([
      { start: 3, end: 3 + text.length },
    ]);
});

it("Case and whole words are asked for, in any script; nothing is found for nothing", () => {
  body.type("Äpfel äpfel äpfelmus");
  look("äpfel");
  expect(count()).toBe(3);
  look("äpfel", { matchesCase: true });
  expect(count()).toBe(2);
  look("äpfel", { matchesCase: true, isWholeWord: true });
  expect(count()).toBe(1);
  look("");
  expect(count()).toBe(0);
});

it("A match runs over formats, and its replacement has that of its beginning", () => {
  body.type("a **wo** rd");
  look("wo r");
  expect(count()).toBe(1);
  search.replaceOne("bi");
  expect(body.lines()).toEqual(["paragraph: a [bi](bold)d"]);
});

it("All are replaced as one step of undo, in lists and headings too, and what is found in the new text is not replaced again", () => {
  body.type("# one aa");
  body.press(INSERT_PARAGRAPH_COMMAND);
  body.type("- aa aaa");
  const before = body.lines();
  look("aa");
  expect(count()).toBe(3);
  search.replaceAll("aab");
  expect(body.lines()).toEqual(["heading: one aab", before[1]?.replace("aa aaa", "aab aaba")]);
  body.run("undo");
  expect(body.lines()).toEqual(before);
});

it("Replacing one goes on behind the new text; the last one leads to the first", () => {
  body.type("x x x");
  look("x");
  search.go(1);
  expect(search.found.get().at).toBe(0);
  search.replaceOne("xx");
  expect(body.lines()).toEqual(["paragraph: xx x x"]);
  expect(search.found.get().at).toBe(2);
  search.go(1);
  search.go(1);
  expect(search.found.get().at).toBe(0);
});

it("Results follow what is written meanwhile, and what is replaced by nothing is gone", () => {
  body.type("cat");
  look("cat");
  body.type(" cat");
  expect(count()).toBe(2);
  search.replaceAll("");
  expect(body.lines()).toEqual(["paragraph:  "]);
  expect(search.found.get()).toMatchObject({ matches: [], at: -1 });
});
