import { $createTextNode, $getRoot, $insertNodes, PASTE_TAG } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { STRINGS } from "../src/catalogue.js";
import {
  $readTypedQuery,
  $removeTypedQuery,
  type TypedQuery,
  watchTypedQuery,
} from "../src/core/typed-query.js";
import { findCommands } from "../src/extensions/insert-menu/find-commands.js";
import { INSERT_QUERY } from "../src/extensions/insert-menu/insert-query.js";
import { EXTENSIONS, type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
let told: (string | undefined)[];
let close: () => void;
beforeEach(() => {
  body = writtenBody();
  told = [];
  const watch = watchTypedQuery(body.editor, INSERT_QUERY, (query) => told.push(query?.text));
  close = watch.close;
});
afterEach(() => body.dispose());

const query = (): TypedQuery | undefined => body.editor.read(() => $readTypedQuery(INSERT_QUERY));

describe("The insert menu opens", () => {
  it.each([
    ["/", ""],
    ["a /he", "he"],
    ["- /x", "x"],
    ["/heading 1", "heading 1"],
  ])("after %s, for “%s”", (typed, text) => {
    body.type(typed);
    expect(query()?.text).toBe(text);
    expect(told.at(-1)).toBe(text);
  });

  it.each(["a/b", "/ x", "https://x", "and/or", `/${"x".repeat(41)}`])(
    "not, or no longer, after %s",
    (typed) => {
      body.type(typed);
      expect(query()).toBeUndefined();
      expect(told.at(-1)).toBeUndefined();
    },
  );

  it("not in code", () => {
    body.run("codeBlock");
    body.type("/");
    body.run("equation");
    body.type(" /");
    expect(told).toEqual([]);
  });

  it("not for a / that was pasted, undone or only passed by", () => {
    body.editor.update(() => $insertNodes([$createTextNode("x /")]), { discrete: true, tag: PASTE_TAG });
    body.update(() => void $getRoot().selectStart());
    body.update(() => void $getRoot().selectEnd());
    expect(query()?.text).toBe("");
    body.run("undo");
    body.run("redo");
    expect(query()?.text).toBe("");
    expect(told).toEqual([]);
  });

  it("once for each /: closed, it stays closed while the same one is written on", () => {
    body.type("/h");
    close();
    told.length = 0;
    body.type("e");
    expect(told).toEqual([]);
    body.type(" /");
    expect(told).toEqual([""]);
  });
});

describe("The query", () => {
  it("is taken away, and nothing else is", () => {
    body.type("one /he");
    const read = query();
    body.update(() => expect(read && $removeTypedQuery(INSERT_QUERY, read)).toBe(true));
    expect(body.lines()).toEqual(["paragraph: one "]);
  });

  it("stays as it is where it has changed since it was read", () => {
    body.type("/he");
    const read = query();
    body.type("l");
    body.update(() => expect(read && $removeTypedQuery(INSERT_QUERY, read)).toBe(false));
    expect(body.lines()).toEqual(["paragraph: /hel"]);
  });
});

describe("Commands are found", () => {
  const offered = EXTENSIONS.commands.filter(({ places }) => places?.insert !== undefined);
  const find = (text: string) => findCommands(offered, text, STRINGS).map(({ id }) => id);

  it.each([
    ["quo", ["quote"]],
    ["HEADING 2", ["heading2"]],
    ["list bul", ["bulletedList"]],
    ["todo", ["checkList"]],
    ["h3", ["heading3"]],
    ["tablé", ["table", "contents"]],
    ["nothing like it", []],
  ])("by “%s”", (text, ids) => expect(find(text)).toEqual(ids));

  it("names before keywords", () => expect(find("t").slice(0, 1)).toEqual(["table"]));

  it("all of them by nothing, in the order of the table", () =>
    expect(find("")).toEqual(offered.map(({ id }) => id)));
});
