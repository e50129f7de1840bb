import { describe, expect, it } from "vitest";
import { documentPath, parseRoute, splitPath } from "./routes.js";

const ODD_IDS = [
  "plan",
  "team/2026/plan",
  "100%",
  "100%25",
  "%2F",
  "a%2Fb",
  "a b+c",
  "?query#hash",
  "../x",
  "a/../b",
  "a//b",
  "/leading",
  "trailing/",
  "./x",
  "__proto__",
  "motet — “fünf” 𝄞",
  "日本語/ノート",
  "a\\b",
  ";:@&=,$!'()*",
  "~home",
  "é".repeat(127),
];

describe("routes", () => {
  it.each(ODD_IDS)("an id survives the way into the address and back: %s", (documentId) => {
    for (const path of [documentPath(documentId), splitPath(documentId)]) {
      const { pathname, search, hash } = new URL(path, "http://127.0.0.1:3000");
      expect(parseRoute(pathname, search)).toMatchObject({ documentId });
      expect(search + hash).toBe("");
    }
  });

  it("slashes stay readable in ordinary ids", () => {
    expect(documentPath("team/plan")).toBe("/d/team/plan");
    expect(parseRoute("/d/team%2Fplan", "")).toEqual({ page: "document", documentId: "team/plan" });
  });

  it.each([
    ["a percent sign that begins no character", "/d/100%"],
    ["bytes that are no UTF-8", "/d/%ff"],
    ["a control character", "/d/a%00b"],
    ["more than 255 bytes", `/split/${"a".repeat(256)}`],
    ["more than 255 bytes in fewer characters", `/d/${encodeURIComponent("é".repeat(128))}`],
  ])("a bad id is told apart from an unknown page: %s", (_, path) => {
    expect(parseRoute(path, "")).toMatchObject({ page: "bad-id" });
  });

  it.each(["/d", "/d/", "/split", "/split/", "/documents", "//", "/D/x", "/index.html"])(
    "an unknown page is not found: %s",
    (path) => {
      expect(parseRoute(path, "")).toEqual({ page: "not-found" });
    },
  );

  it("the trash is a view of the documents page", () => {
    expect(parseRoute("/", "?view=trash")).toEqual({ page: "documents", view: "trash" });
    expect(parseRoute("/", "?view=else")).toEqual({ page: "documents", view: "all" });
  });
});
