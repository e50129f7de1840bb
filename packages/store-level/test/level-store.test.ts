import { packEntries, StoreError } from "@motet/server";
import { describe, expect, onTestFinished, test } from "vitest";
import { openLevelStore } from "../src/index.js";
import { bytes, entries, entry } from "./entries.js";
import { temporaryDirectory } from "./temporary-directory.js";

const open = async (directory?: string) => {
  const store = await openLevelStore({ directory: directory ?? (await temporaryDirectory()) });
  onTestFinished(() => store.close());
  return store;
};

const texts = (list: readonly { update: Uint8Array }[]) =>
  list.map(({ update }) => new TextDecoder().decode(update));

describe("documents", () => {
  test("what was appended is there after reopening: seq, time, author and bytes, in order", async () => {
    const directory = await temporaryDirectory();
    const first = await open(directory);
    await first.documents.append([{ documentId: "plan", entries: entries(1, 300) }]);
    await first.close();

    const { documents } = await open(directory);
    const { lastSeq, checkpoint, entries: found } = await documents.load("plan");
    expect(lastSeq).toBe(300);
    expect(checkpoint).toBeNull();
    expect(found.map(({ update, ...rest }) => ({ ...rest, update: new Uint8Array(update) }))).toEqual(
      entries(1, 300),
    );
  });

  test("a view into a larger buffer is written as that view", async () => {
    const { documents } = await open();
    const whole = bytes("before|update|after");
    await documents.append([
      { documentId: "plan", entries: [{ ...entry(1), update: whole.subarray(7, 13) }] },
    ]);
    expect(texts((await documents.load("plan")).entries)).toEqual(["update"]);
  });

  test("ids that are prefixes of each other, or hold separators and names of the runtime, keep apart", async () => {
    const { documents } = await open();
    const ids = [
      "a",
      "a/b",
      "a/b/c",
      "a\u0001",
      "a\u00ff",
      "ä",
      "__proto__",
      "../x",
      "a".repeat(255),
      "a".repeat(254),
    ];
    await documents.append(ids.map((documentId) => ({ documentId, entries: [entry(1, documentId)] })));
    await documents.checkpoint(
      "a",
      { state: bytes("merged"), upTo: 1, time: 1, owners: new Uint8Array(), summary: new Uint8Array() },
      null,
    );
    await documents.remove("a/b");
    for (const id of ids.filter((other) => other !== "a" && other !== "a/b")) {
      expect(texts((await documents.load(id)).entries)).toEqual([id]);
    }
    expect(await documents.load("a")).toMatchObject({ lastSeq: 1, entries: [] });
    expect(await documents.load("a/b")).toMatchObject({ checkpoint: null, entries: [], lastSeq: 0 });
  });

  test("a checkpoint takes the place of what it holds, and of nothing later", async () => {
    const { documents } = await open();
    await documents.append([{ documentId: "plan", entries: entries(1, 20) }]);
    await documents.checkpoint(
      "plan",
      {
        state: bytes("one to twelve"),
        upTo: 12,
        time: 12,
        owners: new Uint8Array(),
        summary: new Uint8Array(),
      },
      null,
    );
    const stored = await documents.load("plan");
    expect(stored.checkpoint?.upTo).toBe(12);
    expect(new TextDecoder().decode(stored.checkpoint?.state)).toBe("one to twelve");
    expect(stored.entries.map(({ seq }) => seq)).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
    expect(stored.lastSeq).toBe(20);
  });

  test("appends that were not waited for are kept in the order in which they were made", async () => {
    const { documents } = await open();
    const one = documents.append([{ documentId: "plan", entries: [entry(1, "first")] }]);
    const two = documents.append([{ documentId: "plan", entries: [entry(1, "second")] }]);
    await Promise.all([one, two]);
    expect(texts((await documents.load("plan")).entries)).toEqual(["second"]);
  });

  test("an id that cannot be kept is refused, not written", async () => {
    const { documents } = await open();
    for (const documentId of ["", "x".repeat(256)]) {
      await expect(documents.append([{ documentId, entries: [entry(1)] }])).rejects.toBeInstanceOf(
        StoreError,
      );
      await expect(documents.load(documentId)).rejects.toBeInstanceOf(StoreError);
    }
  });
});

describe("the past", () => {
  test("ends where retention lets it, at a state to begin with, and the document is as before", async () => {
    const directory = await temporaryDirectory();
    const store = await openLevelStore({ directory, retention: { historyBytes: 600 } });
    onTestFinished(() => store.close());
    const { documents } = store;
    for (let last = 10; last <= 200; last += 10) {
      const newest = entries(last - 9, last);
      await documents.append([{ documentId: "plan", entries: newest }]);
      await documents.checkpoint(
        "plan",
        {
          state: bytes(`through ${last}`),
          upTo: last,
          time: last,
          owners: new Uint8Array(),
          summary: new Uint8Array(),
        },
        {
          range: { from: last - 9, through: last },
          fromTime: newest[0]?.time ?? 0,
          throughTime: newest.at(-1)?.time ?? 0,
          authors: [null, "ada"],
          packed: packEntries(newest),
        },
      );
    }
    let bytesKept = 0;
    let first: number | null = null;
    const states: number[] = [];
    for await (const part of documents.history("plan")) {
      if (part.kind === "checkpoint") states.push(part.upTo);
      else {
        first ??= part.range.from;
        bytesKept += part.packed.length;
      }
    }
    expect(first).toBeGreaterThan(100);
    expect(states).toContain((first ?? 0) - 1);
    expect(states.slice(-3)).toEqual([180, 190, 200]);
    expect(bytesKept).toBeGreaterThanOrEqual(600);
    expect(await documents.load("plan")).toMatchObject({ lastSeq: 200, damage: null });
    expect((await documents.load("plan", 190)).entries.map(({ seq }) => seq)).toEqual(
      entries(181, 200).map(({ seq }) => seq),
    );
  });
});

describe("close", () => {
  test("waits for what is under way, and that is on disk", async () => {
    const directory = await temporaryDirectory();
    const store = await open(directory);
    await store.documents.append([{ documentId: "long", entries: entries(1, 5_000) }]);
    const loading = store.documents.load("long");
    const appending = store.documents.append([{ documentId: "plan", entries: [entry(1)] }]);
    const listing = store.catalog.list({ limit: 200 });
    await store.close();
    expect((await loading).entries).toHaveLength(5_000);
    expect((await listing).records).toEqual([]);
    await appending;
    expect((await (await open(directory)).documents.load("plan")).lastSeq).toBe(1);
  });

  test("is idempotent; afterwards every call rejects with the code closed", async () => {
    const store = await open();
    await Promise.all([store.close(), store.close()]);
    await store.close();
    const record = { id: "plan", title: "", createdAt: 1, updatedAt: 1, trashedAt: null };
    for (const call of [
      () => store.documents.load("plan"),
      () => store.documents.append([{ documentId: "plan", entries: [entry(1)] }]),
      () =>
        store.documents.checkpoint(
          "plan",
          { state: bytes(""), upTo: 1, time: null, owners: new Uint8Array(), summary: new Uint8Array() },
          null,
        ),
      () => store.documents.remove("plan"),
      () => store.catalog.get("plan"),
      () => store.catalog.put(record),
      () => store.catalog.list({ limit: 1 }),
      () => store.catalog.remove("plan"),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: "StoreError", code: "closed" });
    }
  });

  test("of the documents leaves the catalog usable, and the other way round", async () => {
    const store = await open();
    await store.documents.close();
    expect(await store.catalog.get("plan")).toBeNull();
    await expect(store.documents.load("plan")).rejects.toMatchObject({ code: "closed" });
  });
});

describe("marks", () => {
  test("are there until they are taken away, also after reopening, and found by how they begin", async () => {
    const directory = await temporaryDirectory();
    const first = await open(directory);
    await first.marks.add(["todo/b", "todo/a", "todo", "done"]);
    await first.marks.remove(["done", "never"]);
    await first.close();

    const { marks } = await open(directory);
    expect(await marks.list("todo/")).toEqual(["todo/a", "todo/b"]);
    expect(await marks.list("")).toEqual(["todo", "todo/a", "todo/b"]);
    expect(await marks.has("todo")).toBe(true);
    expect(await marks.has("done")).toBe(false);
  });
});
