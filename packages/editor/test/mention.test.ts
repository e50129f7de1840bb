// @vitest-environment happy-dom
import { $generateHtmlFromNodes } from "@lexical/html";
import { BODY } from "@motet/model";
import {
  $createNodeSelection,
  $getRoot,
  $insertNodes,
  $nodesOfType,
  $setSelection,
  INSERT_PARAGRAPH_COMMAND,
  KEY_ENTER_COMMAND,
} from "lexical";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { $readTypedQuery } from "../src/core/typed-query.js";
import { $createMentionNode, MentionNode } from "../src/extensions/mention/mention-node.js";
import { dateOptions, documentOptions, peopleOptions } from "../src/extensions/mention/mention-options.js";
import { MENTION_QUERY } from "../src/extensions/mention/mention-query.js";
import { MENTION_STRINGS } from "../src/extensions/mention/mention-strings.js";
import { insertForQuery, markSelf } from "../src/extensions/mention/mentions.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

const ADA = { kind: "person", id: "ada", name: "Ada" };
const PLAN = { kind: "document", url: "/d/plan", title: "Plan" };

let body: WrittenBody;
let page: HTMLElement;
beforeEach(() => {
  body = writtenBody();
  page = document.createElement("div");
  document.body.replaceChildren(page);
  body.editor.setRootElement(page);
});
afterEach(() => {
  vi.restoreAllMocks();
  body.dispose();
});

const query = () => body.editor.read(() => $readTypedQuery(MENTION_QUERY));
const embeds = () =>
  body.blocks().flatMap(({ runs }) => runs.flatMap((run) => ("embed" in run ? [run.embed] : [])));
const shown = () => page.querySelector<HTMLElement>(".motet-mention");
const insert = (props: Record<string, string>) => {
  const read = query();
  if (read === undefined) throw new Error("There is no query.");
  insertForQuery(body.editor, read, () => $createMentionNode(props));
  body.update(() => {});
};
const write = (embed: object) =>
  body.ydoc.getText(BODY).insertEmbed(body.ydoc.getText(BODY).length, { ...embed, type: "mention" });

describe("A query for a mention", () => {
  it.each([
    ["@", ""],
    ["hi @ada lo", "ada lo"],
    ["(@ben", "ben"],
  ])("is read in %s", (typed, text) => {
    body.type(typed);
    expect(query()?.text).toBe(text);
  });

  it.each(["ada@example.org", "@ ada", "@a b c d e"])("is not read in %s", (typed) => {
    body.type(typed);
    expect(query()).toBeUndefined();
  });
});

describe("A mention", () => {
  it("takes the place of what was typed, and one undo brings that back", () => {
    body.type("ask @ad");
    insert(ADA);
    body.type("!");
    expect(body.lines()).toEqual(["paragraph: ask <mention>!"]);
    expect(embeds()).toEqual([{ type: "mention", ...ADA }]);
    expect(shown()?.textContent).toBe("@Ada");
    body.run("undo");
    body.run("undo");
    expect(body.lines()).toEqual(["paragraph: ask @ad"]);
  });

  it("is not put in where what was typed has gone or changed meanwhile", () => {
    body.type("ask @ad");
    const read = query();
    body.type("b");
    if (read !== undefined) insertForQuery(body.editor, read, () => $createMentionNode(ADA));
    body.update(() => {});
    expect(body.lines()).toEqual(["paragraph: ask @adb"]);
  });

  it("of a document is a link, opened by Enter where it is selected, and not within this page", () => {
    const open = vi.spyOn(window, "open").mockReturnValue(null);
    body.type("@p");
    insert(PLAN);
    expect(shown()?.getAttribute("href")).toBe("/d/plan");
    body.update(() => {
      const selection = $createNodeSelection();
      selection.add($nodesOfType(MentionNode)[0]?.getKey() ?? "");
      $setSelection(selection);
    });
    expect(shown()?.dataset.selected).toBe("");
    expect(body.press(KEY_ENTER_COMMAND)).toBe(true);
    expect(open).toHaveBeenCalledWith("/d/plan", "_blank", "noopener,noreferrer");
  });

  it("outlives the paragraph that somebody else deletes meanwhile, and stands there once for both", () => {
    const other = writtenBody();
    const exchange = () => {
      Y.applyUpdate(other.ydoc, Y.encodeStateAsUpdate(body.ydoc));
      Y.applyUpdate(body.ydoc, Y.encodeStateAsUpdate(other.ydoc));
    };
    body.type("above");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("ask @ad");
    exchange();
    other.update(() => void $getRoot().selectEnd());
    other.run("deleteBlock");
    expect(other.lines()).toEqual(["paragraph: above"]);
    insert(ADA);
    exchange();
    expect(other.lines()).toEqual(body.lines());
    expect(body.lines().join("").split("<mention>")).toHaveLength(2);
    other.dispose();
  });

  it("of two at one place both stay", () => {
    const other = writtenBody();
    Y.applyUpdate(other.ydoc, Y.encodeStateAsUpdate(body.ydoc));
    body.update(() => $insertNodes([$createMentionNode(ADA)]));
    other.update(() => {
      $getRoot().selectEnd();
      $insertNodes([$createMentionNode(PLAN)]);
    });
    Y.applyUpdate(other.ydoc, Y.encodeStateAsUpdate(body.ydoc));
    Y.applyUpdate(body.ydoc, Y.encodeStateAsUpdate(other.ydoc));
    expect(body.lines()).toEqual(["paragraph: <mention><mention>"]);
    expect(other.blocks()).toEqual(body.blocks());
    other.dispose();
  });

  it("of oneself is marked, whenever it comes, and of others is not", () => {
    write(ADA);
    const stop = markSelf(body.editor, "ada", "You");
    expect(shown()?.dataset.self).toBe("");
    expect(shown()?.title).toBe("You");
    write({ ...ADA, id: "ben" });
    write(ADA);
    expect(
      [...page.querySelectorAll<HTMLElement>(".motet-mention")].map((each) => each.dataset.self),
    ).toEqual(["", undefined, ""]);
    stop();
    expect(page.querySelector("[data-self]")).toBeNull();
    markSelf(body.editor, "", "You");
    expect(page.querySelector("[data-self]")).toBeNull();
  });

  it("is copied as a name or a link", () => {
    body.type("@a");
    insert(ADA);
    body.type(" @p");
    insert(PLAN);
    body.editor.read(() => {
      expect($getRoot().getTextContent()).toBe("@Ada Plan");
      const html = $generateHtmlFromNodes(body.editor);
      expect(html).toContain("<span>@Ada</span>");
      expect(html).toContain('<a href="/d/plan">Plan</a>');
    });
  });
});

describe("A mention of a client that wrote what it liked", () => {
  it.each([
    { kind: "document", url: "javascript:alert(1)", title: "x" },
    { kind: "document", url: { toString: "x" }, title: ["y"] },
    { kind: "person", name: 5 },
    { kind: "__proto__" },
    { url: "x".repeat(1_000_000) },
  ])("is a placeholder that leads nowhere, and stays as it is: %#", (props) => {
    write(props);
    expect(shown()?.textContent).toBe("[mention]");
    expect(page.querySelector("[href]")).toBeNull();
    body.update(() => void $getRoot().selectEnd());
    body.type("x");
    expect(embeds()).toEqual([{ ...props, type: "mention" }]);
  });

  it("is shown as text of bounded length", () => {
    write({
      kind: "person",
      id: "x".repeat(1_000_000),
      name: `<img src=x onerror=alert(1)>${"y".repeat(1_000_000)}`,
    });
    expect(shown()?.children).toHaveLength(0);
    expect(shown()?.textContent?.length).toBeLessThan(300);
  });

  it.each([{ kind: "document", url: "javascript:alert(1)", title: "x" }, "person", 7, null])(
    "is nothing where it comes with a copy: %o",
    (mention) =>
      body.update(() =>
        expect(
          $createMentionNode(ADA)
            .updateFromJSON({ mention } as never)
            .getMention(),
        ).toBeNull(),
      ),
  );
});

describe("What is offered", () => {
  const names = (options: readonly { name: string }[]) => options.map(({ name }) => name);
  const person = (name: string, isSelf = false) => ({
    key: name,
    id: name,
    name,
    color: "#b3361f",
    isSelf,
    clientIds: [1],
  });

  it("people by the words of their names, oneself last", () => {
    const people = [person("Ada Lovelace", true), person("Ben"), person("Zoë Lo")];
    expect(names(peopleOptions(people, "", MENTION_STRINGS))).toEqual([
      "Ben",
      "Zoë Lo",
      "Ada Lovelace (you)",
    ]);
    expect(names(peopleOptions(people, "zoe", MENTION_STRINGS))).toEqual(["Zoë Lo"]);
    expect(names(peopleOptions(people, "lo ", MENTION_STRINGS))).toEqual(["Zoë Lo", "Ada Lovelace (you)"]);
  });

  it("days by their words", () => {
    expect(dateOptions("tod", MENTION_STRINGS).map(({ id }) => id)).toEqual(["date-today"]);
    expect(dateOptions("", MENTION_STRINGS)).toHaveLength(3);
    expect(dateOptions("ada", MENTION_STRINGS)).toEqual([]);
  });

  it("documents, also two of one title", () => {
    const found = ["a", "b"].map((id) => ({ id, title: "Plan", url: `/d/${id}` }));
    const options = documentOptions(found, "", MENTION_STRINGS);
    expect(new Set(options.map(({ id }) => id)).size).toBe(2);
  });
});
