// @vitest-environment happy-dom
import { $getRoot, INSERT_PARAGRAPH_COMMAND } from "lexical";
import { expect, it } from "vitest";
import { directionOf } from "../src/core/text-direction.js";
import { writtenBody } from "./written-body.js";

it.each([
  ["", null],
  ["12 – …", null],
  ["12 שלום world", "rtl"],
  ["“مرحبا”", "rtl"],
  ["\u{1e900}", "rtl"],
  ["Ünder שלום", "ltr"],
  ["中文", "ltr"],
])("The first letter of “%s” gives it the direction %s", (text, direction) => {
  expect(directionOf(text)).toBe(direction);
});

it("Each item of a list has the direction of its own text, and without a letter that of the one before", () => {
  const body = writtenBody();
  const page = document.createElement("div");
  document.body.append(page);
  body.editor.setRootElement(page);
  const directions = () => [...page.querySelectorAll("li")].map(({ dir }) => dir);
  body.type("- one");
  body.press(INSERT_PARAGRAPH_COMMAND);
  body.type("שתיים");
  body.press(INSERT_PARAGRAPH_COMMAND);
  body.type("3");
  expect(directions()).toEqual(["ltr", "rtl", "rtl"]);
  body.update(() => {
    $getRoot().selectEnd().insertText(" three");
  });
  expect(directions()).toEqual(["ltr", "rtl", "ltr"]);
  body.dispose();
  page.remove();
});
