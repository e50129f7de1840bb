import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_URL_LENGTH, safeUrl } from "../src/index.js";

describe("safeUrl", () => {
  it.each([
    "https://example.com/a?b=c#d",
    "HTTP://EXAMPLE.COM",
    "mailto:ada@example.com",
    "tel:+49301234567",
    "/",
    "/d/plan",
    "#part",
    "?query=a:b",
    "../up",
    "//example.com/x",
    "https://example.com/ä/日本語",
  ])("lets %j through", (href) => {
    expect(safeUrl(href)).toBe(href);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "java\u200bscript:alert(1)",
    "\ufeffjavascript:alert(1)",
    "\u202ejavascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\ud800javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://example.com/1",
    "file:///etc/passwd",
    "localhost:8080/",
    "view-source:https://example.com",
    "",
    "   ",
    "\u0000",
    null,
    undefined,
    7,
    {},
    ["https://example.com"],
    `https://example.com/${"a".repeat(MAX_URL_LENGTH)}`,
  ])("refuses %j", (href) => {
    expect(safeUrl(href)).toBeNull();
  });

  it("strips what cannot be seen", () => {
    expect(safeUrl(" \u0000https://exa\u200bmple.com/\u202e\n ")).toBe("https://example.com/");
  });

  it("gives nothing that a browser reads as another scheme", () => {
    const noise = fc.constantFrom("\t", "\n", "\r", " ", "\u0000", "\u200b", "\u00a0", ":", "/", "\\", "x");
    const pieces = fc.array(
      fc.oneof(noise, fc.constantFrom("javascript:", "java", "script:", "data:", "http:")),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const url = safeUrl(parts.join(""));
        if (url === null) return;
        const parsed = parse(url);
        if (parsed) expect(["http:", "https:", "mailto:", "tel:"]).toContain(parsed.protocol);
      }),
      { numRuns: 2_000 },
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (href) => {
        const once = safeUrl(href);
        if (once !== null) expect(safeUrl(once)).toBe(once);
      }),
    );
  });
});

function parse(url: string): URL | undefined {
  try {
    return new URL(url, "https://base.example/");
  } catch {
    return undefined;
  }
}
