import { expect, it } from "vitest";
import type { ListOptions } from "./documents-api.js";
import { findDocumentsFrom } from "./find-documents.js";

it("finds every document but the one that is written in, each with a name and its address", async () => {
  const asked: (ListOptions | undefined)[] = [];
  const summary = { createdAt: 0, updatedAt: 0, trashedAt: null };
  const find = findDocumentsFrom("here", {
    list: async (options) => {
      asked.push(options);
      const documents = ["here", "a b", "c"].map((id) => ({ ...summary, id, title: id === "c" ? "" : id }));
      return { documents, nextCursor: null };
    },
  });
  const { signal } = new AbortController();
  expect(await find("plan", signal)).toEqual([
    { id: "a b", title: "a b", url: "/d/a%20b" },
    { id: "c", title: "Untitled", url: "/d/c" },
  ]);
  expect(asked).toEqual([{ query: "plan", signal }]);
});
