// @vitest-environment happy-dom
import { PASTE_COMMAND } from "lexical";
import { expect, it } from "vitest";
import { loadMarkdown } from "../src/core/markdown.js";
import { writtenBody } from "./written-body.js";

it("puts pasted Markdown in when its converter has been loaded, where the caret is then", async () => {
  const body = writtenBody();
  const getData = (type: string): string => (type === "text/plain" ? "# Plan\n\n- one" : "");
  const clipboardData = { types: ["text/plain"], getData, files: [] };
  body.press(PASTE_COMMAND, { clipboardData } as never);
  expect(body.lines()).toEqual(["paragraph: "]);
  await loadMarkdown();
  await expect.poll(() => body.lines()).toEqual(["heading: Plan", "list-item: one"]);
  body.dispose();
});
