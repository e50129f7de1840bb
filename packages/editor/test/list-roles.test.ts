// @vitest-environment happy-dom
import { $getRoot, INDENT_CONTENT_COMMAND, INSERT_PARAGRAPH_COMMAND } from "lexical";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
let page: HTMLElement;
beforeEach(() => {
  body = writtenBody();
  page = document.createElement("div");
  document.body.append(page);
});
afterEach(() => {
  body.dispose();
  page.remove();
});

function writeNestedChecks(): void {
  body.type("[ ] one");
  body.press(INSERT_PARAGRAPH_COMMAND);
  body.press(INDENT_CONTENT_COMMAND);
  body.type("two");
}

const roles = () => [...page.querySelectorAll("ul, li")].map((each) => each.getAttribute("role"));
const NESTED = ["group", "checkbox", "none", "group", "checkbox"];

it("A check list is a group of checkboxes, and an item that only holds a list is nothing", () => {
  body.editor.setRootElement(page);
  writeNestedChecks();
  expect(roles()).toEqual(NESTED);
});

it("Writing in a nested item changes no role around it", () => {
  body.editor.setRootElement(page);
  writeNestedChecks();
  body.update(() => {
    $getRoot().selectEnd().insertText("!");
  });
  expect(roles()).toEqual(NESTED);
});

it("What was written before there was a page has its roles on it", () => {
  writeNestedChecks();
  body.editor.setRootElement(page);
  body.update(() => {});
  expect(roles()).toEqual(NESTED);
});
