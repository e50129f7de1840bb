// @vitest-environment happy-dom
import { $getRoot, INSERT_PARAGRAPH_COMMAND, KEY_BACKSPACE_COMMAND, PASTE_COMMAND } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
  body.editor.setRootElement(document.body.appendChild(document.createElement("div")));
});
afterEach(() => {
  body.dispose();
  document.body.replaceChildren();
});

function pasteHtml(html: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  body.editor.dispatchCommand(PASTE_COMMAND, new ClipboardEvent("paste", { clipboardData }));
  body.update(() => {});
}

describe("A callout", () => {
  it("comes of GitHub’s sign, in a paragraph and in a quote", () => {
    body.type("[!TIP] save often");
    body.update(() => body.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined));
    body.update(() => body.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined));
    body.type("> [!danger] deep");
    expect(body.lines()).toEqual(['callout{"kind":"tip"}: save often', 'callout{"kind":"danger"}: deep']);
  });

  it("is gone on with by Enter, left by Enter where it is empty, and undone by Backspace at its start", () => {
    body.type("[!warning] one");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("two");
    body.press(INSERT_PARAGRAPH_COMMAND);
    expect(body.lines()).toEqual(["one", "two", ""].map((text) => `callout{"kind":"warning"}: ${text}`));
    body.press(INSERT_PARAGRAPH_COMMAND);
    expect(body.lines()[2]).toBe("paragraph: ");
    body.update(() => void $getRoot().getFirstChildOrThrow().selectStart());
    body.press(KEY_BACKSPACE_COMMAND);
    expect(body.lines()[0]).toBe("paragraph: one");
  });

  it("takes the next kind by a command of its own, and keeps its text", () => {
    body.type("text");
    const kinds: string[] = [];
    for (let times = 0; times < 5; times++) {
      body.run("calloutNext");
      kinds.push(body.lines().join());
    }
    const shown = (kind: string) => `callout{"kind":"${kind}"}: text`;
    expect(kinds).toEqual([
      "callout: text",
      shown("tip"),
      shown("warning"),
      shown("danger"),
      "callout: text",
    ]);
  });

  it("says its kind to the page, and shows a kind that nobody knows as a note", () => {
    body.type("text");
    body.run("calloutDanger");
    const shown = () =>
      body.editor.getRootElement()?.querySelector<HTMLElement>('[data-motet-part="callout"]');
    expect(shown()?.dataset.kind).toBe("danger");
    const marker = body.ydoc.getText("body").toDelta()[0].insert;
    marker.set("kind", "<b>");
    body.update(() => {});
    expect(shown()?.dataset.kind).toBe("note");
    expect(marker.get("kind")).toBe("<b>");
  });

  it.each([
    ["our own", '<aside data-callout="tip"><p>a</p><p>b</p></aside>'],
    [
      "GitHub’s",
      '<div class="markdown-alert markdown-alert-tip"><p class="markdown-alert-title">Tip</p><p>a</p><p>b</p></div>',
    ],
  ])("is pasted from %s HTML, a paragraph a callout", (_whose, html) => {
    pasteHtml(html);
    expect(body.lines()).toEqual(['callout{"kind":"tip"}: a', 'callout{"kind":"tip"}: b']);
  });
});
