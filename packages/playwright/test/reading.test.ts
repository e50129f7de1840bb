import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import * as Y from "yjs";
import { chromiumExecutable } from "../src/chromium.js";
import { difference } from "../src/difference.js";
import { describeBlocks, mergeRuns } from "../src/seen-block.js";
import { readServerDocument } from "../src/server-document.js";

describe("a difference", () => {
  test("is null where there is none", () => {
    expect(difference(["a", "b"], ["a", "b"])).toBeNull();
    expect(difference([], [])).toBeNull();
  });

  test("shows what stands in one of the two only, between what is equal", () => {
    expect(
      difference(["1", "2", "3", "x", "5", "6", "7", "8"], ["1", "2", "3", "y", "z", "5", "6", "7", "8"]),
    ).toBe(["  … 1 more", "  2", "  3", "- x", "+ y", "+ z", "  5", "  6", "  … 2 more"].join("\n"));
    expect(difference(["a"], ["a", "b"])).toBe("  a\n+ b");
    expect(difference(["a", "a"], ["a"])).toBe("  a\n- a");
  });

  test("of long lines begins a little before they part", () => {
    const long = "x".repeat(500);
    const shown = difference([`${long}one`], [`${long}two`]);
    expect(shown).toMatch(/^- …x{40}one\n\+ …x{40}two$/);
  });
});

test("runs with equal formats are one, and line breaks have none", () => {
  expect(
    mergeRuns([
      { text: "a", formats: ["bold"] },
      { text: "b\nc", formats: ["bold"] },
      { text: "", formats: [] },
      { text: "d", formats: [] },
    ]),
  ).toEqual([
    { text: "ab", formats: ["bold"] },
    { text: "\n", formats: [] },
    { text: "c", formats: ["bold"] },
    { text: "d", formats: [] },
  ]);
});

describe("the server's document", () => {
  async function serving(state: Uint8Array | null): Promise<string> {
    const server = createServer((_request, response) => {
      response.statusCode = state === null ? 404 : 200;
      response.end(state === null ? "" : Buffer.from(state));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test("is read from its Yjs state: title, blocks, formats", async () => {
    const ydoc = new Y.Doc();
    const body = ydoc.getText("body");
    const marker = (entries: Record<string, unknown>) => new Y.Map<unknown>(Object.entries(entries));
    ydoc.getText("title").insert(0, "Plan");
    body.applyDelta([
      { insert: marker({ type: "heading", level: 2 }) },
      { insert: "Top" },
      { insert: marker({ type: "list-item", kind: "check", checked: true, indent: 1 }) },
      { insert: "done ", attributes: { bold: true } },
      { insert: "here", attributes: { bold: true, link: "https://example.com/" } },
      { insert: marker({ type: "hologram" }) },
    ]);
    const kept = await readServerDocument(await serving(Y.encodeStateAsUpdate(ydoc)), "a/b");
    expect(kept?.title).toBe("Plan");
    expect(describeBlocks(kept?.blocks ?? [])).toEqual([
      "heading2 │ Top",
      "  check ☑ │ ⟨bold: done ⟩⟨bold, link https://example.com/: here⟩",
      "other │ ",
    ]);
  });

  test("is null where there is none, and an error where it has gaps", async () => {
    expect(await readServerDocument(await serving(null), "x")).toBeNull();
    const ydoc = new Y.Doc();
    const updates: Uint8Array[] = [];
    ydoc.on("update", (update) => updates.push(update));
    ydoc.getText("body").insert(0, "a");
    ydoc.getText("body").insert(1, "b");
    const last = updates.at(-1) ?? new Uint8Array();
    await expect(readServerDocument(await serving(last), "x")).rejects.toThrow("has gaps");
  });
});

describe("Chromium", () => {
  test("is the one that CHROMIUM_PATH names, which must be there", () => {
    expect(chromiumExecutable({ CHROMIUM_PATH: process.execPath })).toEqual({
      path: process.execPath,
      from: "CHROMIUM_PATH",
    });
    expect(() => chromiumExecutable({ CHROMIUM_PATH: "/no/such/browser" })).toThrow("/no/such/browser");
  });
});
