import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { MAX_TITLE_LENGTH, readTitle, setTitle, TITLE } from "../src/index.js";

const anyText = fc.string({ unit: "binary", maxLength: 20 });

describe("readTitle", () => {
  it("is empty where nothing was written", () => {
    const ydoc = new Y.Doc();
    expect(readTitle(ydoc)).toBe("");
    expect(ydoc.share.has(TITLE)).toBe(false);
  });

  it("is one trimmed line of at most 500 characters, none cut in half", () => {
    const ydoc = new Y.Doc();
    ydoc.getText(TITLE).insert(0, `  a\n\tb\u2028c ${"😀".repeat(600)}`);
    const title = readTitle(ydoc);
    expect(title.startsWith("a b c 😀")).toBe(true);
    expect(Array.from(title)).toHaveLength(MAX_TITLE_LENGTH);
    expect(title).not.toMatch(/\p{Surrogate}/u);
  });

  it.each<[string, (ydoc: Y.Doc) => unknown, string]>([
    ["a map", (ydoc) => ydoc.getMap(TITLE).set("a", 1), ""],
    ["an array", (ydoc) => ydoc.getArray(TITLE).push(["text in an array", 7]), ""],
    ["an XML fragment", (ydoc) => ydoc.getXmlFragment(TITLE).push([new Y.XmlText("inner")]), ""],
    ["a text with embeds and formats", (ydoc) => mixed(ydoc.getText(TITLE)), "shown too"],
    ["a deleted text", (ydoc) => deleted(ydoc.getText(TITLE)), ""],
  ])("reads what text there is in %s", (_, write, title) => {
    const writer = new Y.Doc();
    write(writer);
    const reader = new Y.Doc();
    Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer));
    expect([readTitle(writer), readTitle(reader)]).toEqual([title, title]);
  });
});

function mixed(text: Y.Text): void {
  text.insert(0, "too", { bold: true });
  text.insertEmbed(0, new Y.Map([["a", 1]]));
  text.insertEmbed(0, { type: "image" });
  text.insert(0, "shown ");
}

function deleted(text: Y.Text): void {
  text.insert(0, "gone");
  text.delete(0, 4);
}

describe("setTitle", () => {
  it("gives the title back", () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const ydoc = new Y.Doc();
        setTitle(ydoc, before);
        setTitle(ydoc, after);
        const other = new Y.Doc();
        setTitle(other, after);
        expect(readTitle(ydoc)).toBe(readTitle(other));
        expect(ydoc.getText(TITLE).toString()).toBe(readTitle(ydoc));
      }),
    );
  });

  it("keeps what two people change at the same time at different places", () => {
    const ada = new Y.Doc();
    setTitle(ada, "Plan for the week");
    const ben = new Y.Doc();
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ada));
    setTitle(ada, "The plan for the week");
    setTitle(ben, "Plan for the weekend");
    Y.applyUpdate(ada, Y.encodeStateAsUpdate(ben));
    expect(readTitle(ada)).toBe("The plan for the weekend");
  });

  it("writes nothing where nothing changes", () => {
    const ydoc = new Y.Doc();
    setTitle(ydoc, "Same");
    let updates = 0;
    ydoc.on("update", () => (updates += 1));
    setTitle(ydoc, "Same");
    expect(updates).toBe(0);
  });

  it("replaces what is no text", () => {
    const ydoc = new Y.Doc();
    mixed(ydoc.getText(TITLE));
    setTitle(ydoc, "Clean");
    expect(ydoc.getText(TITLE).toDelta()).toEqual([{ insert: "Clean" }]);
  });
});
