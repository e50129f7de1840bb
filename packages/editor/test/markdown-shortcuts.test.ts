import { INSERT_PARAGRAPH_COMMAND, KEY_ENTER_COMMAND } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

describe("Markdown becomes what it means while it is typed, in the document that others see", () => {
  it.each([
    ["# One", ["heading: One"]],
    ["## Two", ['heading{"level":2}: Two']],
    ["### Three", ['heading{"level":3}: Three']],
    ["###### Six", ['heading{"level":6}: Six']],
    ["- a", ["list-item: a"]],
    ["* a", ["list-item: a"]],
    ["1. a", ['list-item{"kind":"number"}: a']],
    ["7. a", ['list-item{"kind":"number","start":7}: a']],
    ["[ ] a", ['list-item{"kind":"check"}: a']],
    ["[x] a", ['list-item{"checked":true,"kind":"check"}: a']],
    ["- [ ] a", ['list-item{"kind":"check"}: a']],
    ["- [x] a", ['list-item{"checked":true,"kind":"check"}: a']],
    ["> a", ["quote: a"]],
    ["``` a", ["code: a"]],
    ["**b** t", ["paragraph: [b](bold) t"]],
    ["*i* t", ["paragraph: [i](italic) t"]],
    ["~~s~~ t", ["paragraph: [s](strikethrough) t"]],
    ["==h== t", ["paragraph: [h](highlight) t"]],
    ["`c` t", ["paragraph: [c](code) t"]],
    ["[w](https://example.org) t", ["paragraph: [w](link=https://example.org) t"]],
  ])("%s", (typed, expected) => {
    body.type(typed);
    expect(body.lines()).toEqual(expected);
  });

  it.each(["####### seven", "#five", "2 > 1", "a - b"])("%s stays as typed", (typed) => {
    body.type(typed);
    expect(body.lines()).toEqual([`paragraph: ${typed}`]);
  });

  it("``` and Enter make a code block", () => {
    body.type("```");
    body.press(KEY_ENTER_COMMAND);
    body.type("x");
    expect(body.lines()).toEqual(["code: x"]);
  });

  it("in a list, [ ] changes its own item and no other", () => {
    body.type("- a");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("b");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("[x] c");
    expect(body.lines()).toEqual([
      "list-item: a",
      "list-item: b",
      'list-item{"checked":true,"kind":"check"}: c',
    ]);
  });

  it("a link that could run script stays text", () => {
    body.type("[w](javascript:alert(1)) t");
    expect(JSON.stringify(body.blocks())).not.toContain('"link"');
  });

  it("means nothing in code", () => {
    body.run("codeBlock");
    body.type("# **a**");
    expect(body.lines()).toEqual(["code: # **a**"]);
  });
});
