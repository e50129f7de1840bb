import type { Catalog, DocumentRecord } from "@motet/server";
import { expect, onTestFinished, test } from "vitest";
import { openLevelStore } from "../src/index.js";
import { temporaryDirectory } from "./temporary-directory.js";

const openCatalog = async (): Promise<Catalog> => {
  const store = await openLevelStore({ directory: await temporaryDirectory() });
  onTestFinished(() => store.close());
  return store.catalog;
};

const record = (id: string, updatedAt: number, more: Partial<DocumentRecord> = {}): DocumentRecord => ({
  id,
  title: `Title of ${id}`,
  createdAt: 1,
  updatedAt,
  trashedAt: null,
  ...more,
});

const ids = (records: readonly DocumentRecord[]) => records.map(({ id }) => id);

const allPages = async (catalog: Catalog, limit: number): Promise<string[]> => {
  const found: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page: Awaited<ReturnType<Catalog["list"]>> = await catalog.list({
      limit,
      ...(cursor ? { cursor } : {}),
    });
    found.push(...ids(page.records));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
};

test("the list has the last edited first and equal times by id, in pages of any size", async () => {
  const catalog = await openCatalog();
  const times: Record<string, number> = { a: 5, "a/b": 5, c: 1_700_000_000_000, d: 256, e: 255, f: 0 };
  for (const [id, updatedAt] of Object.entries(times)) await catalog.put(record(id, updatedAt));
  for (const limit of [1, 2, 3, 6, 200]) {
    expect(await allPages(catalog, limit)).toEqual(["c", "d", "e", "a", "a/b", "f"]);
  }
});

test("a record that is put again moves in the list and is there once", async () => {
  const catalog = await openCatalog();
  await catalog.put(record("a", 1));
  await catalog.put(record("b", 2));
  await catalog.put(record("a", 3, { title: "Renamed" }));
  const { records } = await catalog.list({ limit: 10 });
  expect(records.map(({ id, title }) => [id, title])).toEqual([
    ["a", "Renamed"],
    ["b", "Title of b"],
  ]);
});

test("records that are put at the same moment leave one entry in the list, the last", async () => {
  const catalog = await openCatalog();
  await Promise.all(Array.from({ length: 50 }, (_, time) => catalog.put(record("a", time))));
  const { records } = await catalog.list({ limit: 200 });
  expect(records).toEqual([record("a", 49)]);
});

test("the trash is a list of its own; a restored record is back in the other", async () => {
  const catalog = await openCatalog();
  await catalog.put(record("a", 1));
  await catalog.put(record("a", 1, { trashedAt: 2 }));
  expect(ids((await catalog.list({ limit: 10 })).records)).toEqual([]);
  expect(ids((await catalog.list({ limit: 10, trashed: true })).records)).toEqual(["a"]);
  await catalog.put(record("a", 1));
  expect(ids((await catalog.list({ limit: 10 })).records)).toEqual(["a"]);
  expect(ids((await catalog.list({ limit: 10, trashed: true })).records)).toEqual([]);
});

test("titles are found by any part of them, in whatever case", async () => {
  const catalog = await openCatalog();
  await catalog.put(record("a", 1, { title: "Ärger im Büro" }));
  await catalog.put(record("b", 2, { title: "Plan" }));
  expect(ids((await catalog.list({ limit: 10, query: "BÜRO" })).records)).toEqual(["a"]);
  expect(ids((await catalog.list({ limit: 10, query: "" })).records)).toEqual(["b", "a"]);
  expect(ids((await catalog.list({ limit: 10, query: "nowhere" })).records)).toEqual([]);
});

test("a search that finds little still goes through all pages", async () => {
  const catalog = await openCatalog();
  await Promise.all(
    Array.from({ length: 500 }, (_, n) =>
      catalog.put(record(`n${n}`, n, { title: n % 250 === 0 ? "needle" : "hay" })),
    ),
  );
  const first = await catalog.list({ limit: 1, query: "needle" });
  expect(ids(first.records)).toEqual(["n250"]);
  const second = await catalog.list({ limit: 1, query: "needle", cursor: first.nextCursor ?? "" });
  expect(ids(second.records)).toEqual(["n0"]);
  expect(second.nextCursor).toBeNull();
});

test("a removed record is gone; removing it again is no error", async () => {
  const catalog = await openCatalog();
  await catalog.put(record("a", 1));
  await catalog.remove("a");
  await catalog.remove("a");
  expect(await catalog.get("a")).toBeNull();
  expect((await catalog.list({ limit: 10 })).records).toEqual([]);
});

test("a cursor that this list has not given out is refused", async () => {
  const catalog = await openCatalog();
  await catalog.put(record("a", 2));
  await catalog.put(record("b", 1));
  const { nextCursor } = await catalog.list({ limit: 1 });
  const cursor = nextCursor ?? "";
  for (const bad of ["", "x", "AAAA", `${cursor}A`, cursor.slice(1), "%"]) {
    await expect(catalog.list({ limit: 1, cursor: bad }), bad).rejects.toMatchObject({ code: "bad-cursor" });
  }
  await expect(catalog.list({ limit: 1, cursor, trashed: true })).rejects.toMatchObject({
    code: "bad-cursor",
  });
});
