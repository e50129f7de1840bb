import { BODY, EMPTY_DOCUMENT, TITLE } from "@motet/model";
import type { StoredDocument } from "@motet/server";
import { MemoryCatalog } from "@motet/server/testing";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { CatalogProjection } from "../src/documents/catalog-projection.js";

const titled = (title: string): StoredDocument => {
  const ydoc = new Y.Doc();
  ydoc.getText("title").insert(0, title);
  const entry = { seq: 1, time: 1, author: null, update: Y.encodeStateAsUpdate(ydoc) };
  return { checkpoint: null, entries: [entry], lastSeq: 1, damage: null };
};

const change = (documentId: string, time: number, isTitleTouched = false) => ({
  documentId,
  time,
  isTitleTouched,
});

const projecting = () => {
  const marks = new Set<string>();
  const catalog = new MemoryCatalog();
  const load = vi.fn(async (documentId: string) => titled(`Title of ${documentId}`));
  const projection = new CatalogProjection({
    catalog,
    store: { load },
    marks: {
      add: async (names) => {
        for (const name of names) marks.add(name);
      },
      remove: async (names) => {
        for (const name of names) marks.delete(name);
      },
      list: async (prefix) => [...marks].filter((name) => name.startsWith(prefix)),
    },
    log: { error: () => {}, info: () => {} },
    now: () => 1,
  });
  return { projection, catalog, marks, load };
};

test("however many changes come at once, the document is read once and the record has the last time", async () => {
  const { projection, catalog, load } = projecting();
  for (let time = 1; time <= 100; time += 1) projection.follow(change("plan", time));
  await projection.close();
  expect(load).toHaveBeenCalledTimes(1);
  expect(await catalog.get("plan")).toEqual({
    id: "plan",
    title: "Title of plan",
    createdAt: 100,
    updatedAt: 100,
    trashedAt: null,
  });
});

test("the title of somebody who wrote into the text first is found too: the text builds on the empty document", async () => {
  const { projection, catalog, load } = projecting();
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
  const before = Y.encodeStateVector(ydoc);
  ydoc.getText(BODY).insert(1, "text");
  ydoc.getText(TITLE).insert(0, "Minutes");
  const update = Y.encodeStateAsUpdate(ydoc, before);
  load.mockResolvedValue({
    checkpoint: null,
    entries: [{ seq: 1, time: 1, author: null, update }],
    lastSeq: 1,
    damage: null,
  });
  projection.follow(change("plan", 1));
  await projection.close();
  expect(await catalog.get("plan")).toMatchObject({ title: "Minutes" });
});

test("edits beside the title cost no reading, and the title is read again when it is touched", async () => {
  const { projection, catalog, load } = projecting();
  await projection.record("plan", 1);
  projection.follow(change("plan", 2));
  await vi.waitFor(async () => expect(await catalog.get("plan")).toMatchObject({ updatedAt: 2 }));
  expect(load).toHaveBeenCalledTimes(1);
  load.mockResolvedValue(titled("Another"));
  projection.follow(change("plan", 3, true));
  projection.follow(change("plan", 4));
  await vi.waitFor(async () =>
    expect(await catalog.get("plan")).toMatchObject({ title: "Another", updatedAt: 4 }),
  );
  expect(load).toHaveBeenCalledTimes(2);
  await projection.close();
});

test("a touched title that could not be read is read with the next change, wherever that is", async () => {
  const { projection, catalog, load, marks } = projecting();
  await projection.expect("plan");
  await projection.record("plan", 1);
  load.mockRejectedValueOnce(new Error("the store is away"));
  projection.follow(change("plan", 2, true));
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  load.mockResolvedValue(titled("Another"));
  projection.follow(change("plan", 3));
  await projection.close();
  expect(await catalog.get("plan")).toMatchObject({ title: "Another", updatedAt: 3 });
  expect([...marks]).toEqual([]);
});

test("a document is marked before its first write, and the mark goes when the list is in step", async () => {
  const { projection, marks } = projecting();
  await projection.expect("plan");
  expect([...marks]).toEqual(["catalog-stale/plan"]);
  projection.follow(change("plan", 1));
  await projection.close();
  expect([...marks]).toEqual([]);
});

test("what could not be projected stays marked for the next start", async () => {
  const { projection, marks, load } = projecting();
  await Promise.all(["good", "bad"].map((id) => projection.expect(id)));
  load.mockImplementation(async (documentId) => {
    if (documentId === "bad") throw new Error("the store is away");
    return titled("");
  });
  projection.follow(change("good", 1));
  projection.follow(change("bad", 1));
  await projection.close();
  expect([...marks]).toEqual(["catalog-stale/bad"]);
});

test("a change does not take a document out of the trash", async () => {
  const { projection, catalog } = projecting();
  await projection.record("plan", 1);
  const trashing = projection.setTrashed("plan", 5);
  projection.follow(change("plan", 7));
  await trashing;
  await projection.close();
  expect(await catalog.get("plan")).toMatchObject({ updatedAt: 7, trashedAt: 5 });
});

test("whoever asks for the list waits for titles that have been touched, and not for a large document that rests", async () => {
  vi.useFakeTimers();
  try {
    const { projection, catalog, load } = projecting();
    await projection.record("plan", 1);
    await projection.settled();
    load.mockReturnValueOnce(new Promise((resolve) => setTimeout(() => resolve(titled("Another")), 500)));
    projection.follow(change("plan", 2, true));
    const seen = projection.settled().then(() => catalog.get("plan"));
    await vi.advanceTimersByTimeAsync(600);
    expect(await seen).toMatchObject({ title: "Another" });

    load.mockReturnValueOnce(new Promise(() => {}));
    projection.follow(change("plan", 3, true));
    const late = projection.settled().then(() => "asked enough");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await late).toBe("asked enough");
  } finally {
    vi.useRealTimers();
  }
});
