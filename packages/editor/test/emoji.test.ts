import { $createTextNode, $getRoot, $insertNodes, PASTE_TAG } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { $readTypedQuery } from "../src/core/typed-query.js";
import { emojiNamed, findEmoji } from "../src/extensions/emoji/emoji-names.js";
import { EMOJI_QUERY } from "../src/extensions/emoji/emoji-query.js";
import { loadEmoji } from "../src/extensions/emoji/load-emoji.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

/** All that was begun by typing has been done. */
async function settle(): Promise<void> {
  await loadEmoji();
  body.update(() => {});
}

describe("Emoji are found", () => {
  const find = (query: string) => findEmoji(query, 5).map(({ name }) => name);

  it("by their name before others", () => expect(find("smile")[0]).toBe("smile"));
  it("by a word of their name", () => expect(find("technolog")).toContain("man_technologist"));
  it("once, under the name that was begun", () => {
    expect(find("thumbsu")).toEqual(["thumbsup"]);
    expect(find("+1")).toEqual(["+1"]);
  });
  it("not by what is no name", () => expect(find("zzzz")).toEqual([]));
  it("as pictures, also those that are signs of text", () => {
    expect(emojiNamed("heart")).toBe("❤️");
    expect(emojiNamed("Smile")).toBe("😄");
    expect(emojiNamed("man_technologist")).toBe("👨‍💻");
    expect(emojiNamed("constructor")).toBeUndefined();
  });
});

describe("A query for emoji", () => {
  it.each([
    [":smi", "smi"],
    ["so (:+1", "+1"],
  ])("is read in %s", (typed, text) => {
    body.type(typed);
    expect(body.editor.read(() => $readTypedQuery(EMOJI_QUERY))?.text).toBe(text);
  });

  it.each(["10:30", "https://x", "a: b", "std::vec"])("is not read in %s", (typed) => {
    body.type(typed);
    expect(body.editor.read(() => $readTypedQuery(EMOJI_QUERY))).toBeUndefined();
  });
});

describe("A name between colons", () => {
  it("becomes its emoji, which one undo takes back for good", async () => {
    body.type("so :smile:");
    await settle();
    expect(body.lines()).toEqual(["paragraph: so 😄"]);
    body.type("!");
    expect(body.lines()).toEqual(["paragraph: so 😄!"]);
    body.run("undo");
    body.run("undo");
    await settle();
    expect(body.lines()).toEqual(["paragraph: so :smile:"]);
    body.type("?");
    expect(body.lines()).toEqual(["paragraph: so :smile:?"]);
  });

  it("becomes it in the middle of a text that goes on meanwhile", async () => {
    body.type("ab");
    body.update(() => $getRoot().getAllTextNodes()[0]?.select(0, 0));
    body.type(":tada: x");
    await settle();
    body.type("y");
    expect(body.lines()).toEqual(["paragraph: 🎉 xyab"]);
  });

  it.each([":nothing_like_it:", "a:smile:", "1:100:", "::"])("stays in %s", async (typed) => {
    body.type(typed);
    await settle();
    expect(body.lines()).toEqual([`paragraph: ${typed}`]);
  });

  it("stays where it was changed before the names were there", async () => {
    body.type(":smile:");
    body.update(() => $getRoot().getAllTextNodes()[0]?.setTextContent(":smil:"));
    await settle();
    expect(body.lines()).toEqual(["paragraph: :smil:"]);
  });

  it("stays in code, and where it was pasted", async () => {
    body.editor.update(() => $insertNodes([$createTextNode("x :smile:")]), {
      discrete: true,
      tag: PASTE_TAG,
    });
    await settle();
    expect(body.lines()).toEqual(["paragraph: x :smile:"]);
    body.run("codeBlock");
    body.type(" :smile:");
    await settle();
    expect(body.lines()).toEqual(["code: x :smile: :smile:"]);
  });
});
