// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { endOfChange, moveOffset, textChange } from "../src/core/text-change.js";
import { bindTitleField } from "../src/core/title-field.js";

describe("The change between two texts", () => {
  it("is the smallest, and the one that ends where the typing happened", () => {
    expect(textChange("aaa", "aaaa", 2)).toEqual({ index: 1, remove: 0, insert: "a" });
    expect(textChange("one two", "one big two", 8)).toEqual({ index: 4, remove: 0, insert: "big " });
    expect(textChange("one two", "one", 3)).toEqual({ index: 3, remove: 4, insert: "" });
    expect(textChange("same", "same", 4)).toBeNull();
  });

  it("leads from any text to any other, and cuts no character in half", () => {
    const parts = ["a", "b", "😀", "😃", "é", " "];
    const seed = 7;
    let state = seed;
    const next = (n: number) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state % n;
    };
    const text = () => Array.from({ length: next(8) }, () => parts[next(parts.length)]).join("");
    for (let i = 0; i < 2_000; i++) {
      const [before, after] = [text(), text()];
      const change = textChange(before, after, next(after.length + 1)) ?? { index: 0, remove: 0, insert: "" };
      const { index, remove, insert } = change;
      const message = `seed ${seed}, round ${i}: ${before} → ${after}`;
      expect(before.slice(0, index) + insert + before.slice(index + remove), message).toBe(after);
      expect([insert, before.slice(index, index + remove)].join("|"), message).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it("moves the offsets behind it, and those at it not", () => {
    expect(moveOffset(5, [{ retain: 2 }, { insert: "xy" }])).toBe(7);
    expect(moveOffset(2, [{ retain: 2 }, { insert: "xy" }])).toBe(2);
    expect(moveOffset(5, [{ retain: 3 }, { delete: 4 }])).toBe(3);
    expect(endOfChange([{ retain: 2 }, { insert: "xy" }])).toBe(4);
  });
});

describe("The title field", () => {
  let ydoc: Y.Doc;
  let peer: Y.Doc;
  let field: HTMLTextAreaElement;
  let left: number;
  let unbind: () => void;

  beforeEach(() => {
    ydoc = new Y.Doc();
    peer = new Y.Doc();
    for (const [a, b] of [
      [ydoc, peer],
      [peer, ydoc],
    ] as const) {
      a.on("update", (update, origin) => origin !== b && Y.applyUpdate(b, update, a));
    }
    field = document.createElement("textarea");
    document.body.append(field);
    field.focus();
    left = 0;
    unbind = bindTitleField({
      field,
      text: ydoc.getText("title"),
      onLeave: () => {
        left += 1;
      },
    });
  });
  afterEach(() => {
    unbind();
    field.remove();
  });

  const type = (text: string, at = field.value.length) => {
    field.value = field.value.slice(0, at) + text + field.value.slice(at);
    field.setSelectionRange(at + text.length, at + text.length);
    field.dispatchEvent(new Event("input"));
  };
  const title = () => peer.getText("title").toString();
  const key = (init: KeyboardEventInit) =>
    field.dispatchEvent(new KeyboardEvent("keydown", { cancelable: true, ...init }));

  it("writes what is typed, where it is typed", () => {
    type("One three");
    type(" two", 3);
    expect(title()).toBe("One two three");
  });

  it("shows what others type and keeps the caret at its word", () => {
    type("alone");
    field.setSelectionRange(2, 2);
    peer.getText("title").insert(0, "not ");
    expect(field.value).toBe("not alone");
    expect([field.selectionStart, field.selectionEnd]).toEqual([6, 6]);
    peer.getText("title").insert(9, "!");
    expect(field.selectionStart).toBe(6);
  });

  it("leaves a composition alone, and merges it when it ends", () => {
    type("ab");
    field.dispatchEvent(new Event("compositionstart"));
    type("に", 1);
    peer.getText("title").insert(0, "X");
    expect(field.value).toBe("aにb");
    field.dispatchEvent(new Event("compositionend"));
    expect(title()).toBe("Xaにb");
    expect(field.value).toBe("Xaにb");
  });

  it("undoes one's own typing and not that of others", () => {
    type("mine");
    peer.getText("title").insert(4, " yours");
    key({ key: "z", ctrlKey: true });
    expect(title()).toBe(" yours");
    key({ key: "z", ctrlKey: true, shiftKey: true });
    expect(title()).toBe("mine yours");
  });

  it("stays one line", () => {
    type("a\nb");
    expect(title()).toBe("a b");
    peer.getText("title").insert(1, "\n");
    expect(field.value).toBe("a  b");
  });

  it("hands over to the body on Enter, and on the down arrow at the end", () => {
    type("ab");
    key({ key: "Enter" });
    key({ key: "ArrowDown" });
    field.setSelectionRange(0, 0);
    key({ key: "ArrowDown" });
    expect(left).toBe(2);
  });

  it("withstands a title that somebody filled with other things", () => {
    peer.getText("title").insertEmbed(0, { type: "image" });
    type("ab");
    type("c", 1);
    expect(title()).toBe("acb");
  });
});
