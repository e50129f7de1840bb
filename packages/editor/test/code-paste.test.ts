import { $getRoot, PASTE_COMMAND } from "lexical";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
});
afterEach(() => body.dispose());

function paste(data: Readonly<Record<string, string>>): boolean {
  const clipboardData = { types: Object.keys(data), getData: (type: string) => data[type] ?? "" };
  return body.press(PASTE_COMMAND, { clipboardData } as never);
}

it("What is pasted into code is its text alone, once, with its tabs and lines", () => {
  body.type("code");
  body.run("codeBlock");
  body.update(() => void $getRoot().selectEnd());
  paste({ "text/html": "<h1>H</h1><ul><li><b>x</b></li></ul>", "text/plain": "H\r\n\tx\n" });
  expect(body.lines()).toEqual(["code: codeH\n\tx\n"]);
});

it("It replaces what is selected", () => {
  body.type("code");
  body.run("codeBlock");
  body.selectAll();
  paste({ "text/plain": "a\nb" });
  expect(body.lines()).toEqual(["code: a\nb"]);
});
