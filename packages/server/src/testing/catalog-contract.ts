import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Catalog, CatalogQuery, DocumentRecord } from "../catalog.js";

/** A catalog under test, and the way to open again what it has written. */
export interface CatalogUnderTest {
  readonly catalog: Catalog;
  /** Closes the catalog and opens the same data anew. */
  reopen(): Promise<Catalog>;
  dispose(): Promise<void>;
}

const record = (id: string, updatedAt: number, more: Partial<DocumentRecord> = {}): DocumentRecord => ({
  id,
  title: `Title of ${id}`,
  createdAt: 1,
  updatedAt,
  trashedAt: null,
  ...more,
});

/** What every `Catalog` keeps to. Call it inside a test file of the adapter. */
export function catalogContract(open: () => Promise<CatalogUnderTest>): void {
  describe("Catalog contract", () => {
    let underTest: CatalogUnderTest;
    let catalog: Catalog;
    beforeEach(async () => {
      underTest = await open();
      catalog = underTest.catalog;
    });
    afterEach(() => underTest.dispose());

    async function everyPage(query: CatalogQuery): Promise<string[]> {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await catalog.list(cursor === null ? query : { ...query, cursor });
        expect(page.records.length).toBeLessThanOrEqual(query.limit);
        ids.push(...page.records.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return ids;
    }

    it("keeps a record, and the last one put under an id", async () => {
      await catalog.put(record("plan", 5));
      await catalog.put(record("plan", 9, { title: "Newer" }));
      const reopened = await underTest.reopen();
      expect(await reopened.get("plan")).toEqual(record("plan", 9, { title: "Newer" }));
      expect((await reopened.list({ limit: 10 })).records).toHaveLength(1);
      expect(await reopened.get("nobody")).toBeNull();
    });

    it("keeps names that objects and paths are tripped by", async () => {
      for (const id of ["__proto__", "constructor", "../x", "a", "a/b", "ä🎵"])
        await catalog.put(record(id, 1));
      for (const id of ["__proto__", "constructor", "../x", "a", "a/b", "ä🎵"])
        expect((await catalog.get(id))?.id).toBe(id);
      await catalog.remove("a");
      expect((await catalog.get("a/b"))?.id).toBe("a/b");
    });

    it("lists the last edited first, equal times by id, page by page without gap or repetition", async () => {
      for (let index = 0; index < 23; index++)
        await catalog.put(record(`d${String(index).padStart(2, "0")}`, Math.floor(index / 3)));
      const expected = Array.from({ length: 23 }, (_, index) => index)
        .sort((a, b) => Math.floor(b / 3) - Math.floor(a / 3) || a - b)
        .map((index) => `d${String(index).padStart(2, "0")}`);
      expect(await everyPage({ limit: 5 })).toEqual(expected);
      expect(await everyPage({ limit: 200 })).toEqual(expected);
    });

    it("finds a part of the title in any case", async () => {
      await catalog.put(record("one", 1, { title: "Minutes of MAY" }));
      await catalog.put(record("two", 2, { title: "Budget" }));
      expect(await everyPage({ limit: 1, query: "may" })).toEqual(["one"]);
      expect(await everyPage({ limit: 1, query: "" })).toEqual(["two", "one"]);
      expect(await everyPage({ limit: 1, query: "nothing" })).toEqual([]);
    });

    it("keeps the trash apart", async () => {
      await catalog.put(record("one", 1));
      await catalog.put(record("two", 2, { trashedAt: 3 }));
      expect(await everyPage({ limit: 10 })).toEqual(["one"]);
      expect(await everyPage({ limit: 10, trashed: true })).toEqual(["two"]);
      await catalog.put(record("two", 2));
      expect(await everyPage({ limit: 10 })).toEqual(["two", "one"]);
    });

    it("refuses a cursor that it did not make", async () => {
      for (const cursor of ["nonsense", "", "AAAA", "{}"]) {
        await expect(catalog.list({ limit: 1, cursor }), cursor).rejects.toMatchObject({
          code: "bad-cursor",
        });
      }
    });

    it("after closing every call rejects with the code “closed”", async () => {
      await catalog.close();
      for (const call of [
        () => catalog.get("a"),
        () => catalog.put(record("a", 1)),
        () => catalog.list({ limit: 1 }),
        () => catalog.remove("a"),
      ]) {
        await expect(call()).rejects.toMatchObject({ name: "StoreError", code: "closed" });
      }
    });
  });
}
