import { expect, it } from "vitest";
import { readTabTitle } from "./use-document-title.js";

it("a tab's title is read as it was set, and only if it was", () => {
  expect(readTabTitle({ title: "A · B · Motet" })).toBe("A · B");
  expect(readTabTitle({ title: "Motet" })).toBe("");
});
