import { packEntries } from "@motet/server";
import { expect, onTestFinished, test } from "vitest";
import { encodeEntry } from "../src/entry-record.js";
import { openLevelStore } from "../src/index.js";
import {
  checkpointKey,
  checkpointRange,
  entryKey,
  firstCheckpointKey,
  quarantineRange,
  segmentRange,
} from "../src/keys.js";
import { LevelDatabase } from "../src/level-database.js";
import { seal } from "../src/sealed.js";
import { bytes, entries, entry } from "./entries.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** Lets the test at the database while the store is closed. */
const inside = async <Result>(
  directory: string,
  work: (database: LevelDatabase) => Promise<Result>,
): Promise<Result> => {
  const database = await LevelDatabase.open(directory);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
};

const withFlippedByte = (value: Buffer, at: number): Buffer => {
  const damaged = Buffer.from(value);
  damaged.writeUInt8(damaged.readUInt8(at) ^ 0x10, at);
  return damaged;
};

const damageValue = (directory: string, key: Buffer, at: number) =>
  inside(directory, async (database) => {
    const value = await database.get(key);
    if (value === null) throw new Error("nothing to damage");
    await database.write([{ type: "put", key, value: withFlippedByte(value, at) }]);
  });

const written = async (): Promise<string> => {
  const directory = await temporaryDirectory();
  const store = await openLevelStore({ directory });
  await store.documents.append([
    { documentId: "plan", entries: entries(1, 10) },
    { documentId: "plan/b", entries: entries(1, 3) },
  ]);
  await store.close();
  return directory;
};

const openWithLog = async (directory: string) => {
  const warnings: object[] = [];
  const store = await openLevelStore({ directory, log: { warn: (fields) => void warnings.push(fields) } });
  onTestFinished(() => store.close());
  return { store, warnings };
};

/** A log of 40 entries, a checkpoint for each ten of them but the last. */
const compacted = async (): Promise<string> => {
  const directory = await temporaryDirectory();
  const { documents, close } = await openLevelStore({ directory });
  for (const last of [10, 20, 30, 40]) {
    const newest = entries(last - 9, last);
    await documents.append([{ documentId: "plan", entries: newest }]);
    if (last === 40) continue;
    const checkpoint = {
      state: bytes(`through ${last}`),
      upTo: last,
      time: last,
      owners: new Uint8Array(),
      summary: new Uint8Array(),
    };
    await documents.checkpoint("plan", checkpoint, {
      range: { from: last - 9, through: last },
      fromTime: newest[0]?.time ?? 0,
      throughTime: newest.at(-1)?.time ?? 0,
      authors: [null, "ada"],
      packed: packEntries(newest),
    });
  }
  await documents.append([{ documentId: "plan/b", entries: entries(1, 3) }]);
  await close();
  return directory;
};

const keysOf = (directory: string, range: Parameters<LevelDatabase["keys"]>[0]) =>
  inside(directory, (database) => database.keys(range));

const seqsOf = (list: readonly { seq: number }[]) => list.map(({ seq }) => seq);

const seqs = (from: number, through: number) => seqsOf(entries(from, through));

for (const at of [0, 4, 9, 17, 20]) {
  test(`an entry with a flipped bit in byte ${at} is set aside and reported; those before and after it are served`, async () => {
    const directory = await written();
    await damageValue(directory, entryKey("plan", 7), at);

    const { store, warnings } = await openWithLog(directory);
    const stored = await store.documents.load("plan");
    expect(stored.lastSeq).toBe(10);
    expect(seqsOf(stored.entries)).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10]);
    expect(stored.damage).toEqual({ lost: [{ from: 7, through: 7 }], setAside: 1 });
    expect(warnings).toEqual([{ documentId: "plan", setAside: 1, unreadable: 0 }]);
    expect(await store.documents.load("plan/b")).toMatchObject({ lastSeq: 3, damage: null });

    // The log goes on behind what is there, and what has been set aside stays lost without being set aside again.
    await store.documents.append([{ documentId: "plan", entries: [entry(11)] }]);
    expect(await store.documents.load("plan")).toMatchObject({
      lastSeq: 11,
      damage: { lost: [{ from: 7, through: 7 }], setAside: 0 },
    });
    await store.close();
    expect(await keysOf(directory, quarantineRange("plan"))).toHaveLength(1);
  });
}

test("an entry that is missing is reported", async () => {
  const directory = await written();
  await inside(directory, (database) => database.write([{ type: "del", key: entryKey("plan", 3) }]));
  const { store } = await openWithLog(directory);
  expect((await store.documents.load("plan")).damage).toEqual({
    lost: [{ from: 3, through: 3 }],
    setAside: 0,
  });
});

test("an entry that lies under another's key is not taken for that one", async () => {
  const directory = await written();
  await inside(directory, async (database) => {
    const value = await database.get(entryKey("plan/b", 2));
    if (value) await database.write([{ type: "put", key: entryKey("plan", 2), value }]);
  });
  const { store } = await openWithLog(directory);
  expect(seqsOf((await store.documents.load("plan")).entries)).toEqual([1, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("a damaged checkpoint gives way to the one before, and nothing is lost; it is set aside", async () => {
  for (const damaged of [1, 2]) {
    const directory = await compacted();
    const newestFirst = (await keysOf(directory, checkpointRange("plan"))).reverse();
    for (const key of newestFirst.slice(0, damaged)) await damageValue(directory, key, 25);
    const { store, warnings } = await openWithLog(directory);
    const stored = await store.documents.load("plan");
    const upTo = 30 - 10 * damaged;
    expect(stored).toMatchObject({
      checkpoint: { upTo },
      lastSeq: 40,
      damage: { lost: [], setAside: damaged },
    });
    expect(
      stored.entries.map(({ update, ...rest }) => ({ ...rest, update: new Uint8Array(update) })),
    ).toEqual(entries(upTo + 1, 40));
    expect(warnings).toEqual([{ documentId: "plan", setAside: damaged, unreadable: 0 }]);
    expect(await store.documents.load("plan")).toMatchObject({ ...stored, damage: null });
    await store.close();
    expect(await keysOf(directory, quarantineRange("plan"))).toHaveLength(damaged);
  }
});

test("without any checkpoint the document is read from its past", async () => {
  const directory = await compacted();
  for (const key of await keysOf(directory, checkpointRange("plan"))) await damageValue(directory, key, 3);
  const { store } = await openWithLog(directory);
  const stored = await store.documents.load("plan");
  expect(stored).toMatchObject({ checkpoint: null, lastSeq: 40, damage: { lost: [], setAside: 3 } });
  expect(seqsOf(stored.entries)).toEqual(seqs(1, 40));
});

test("where checkpoint and past are damaged alike, the loss is named and what surrounds it is served", async () => {
  const directory = await compacted();
  const newest = (await keysOf(directory, checkpointRange("plan"))).at(-1) as Buffer;
  const last = (await keysOf(directory, segmentRange("plan"))).at(-1) as Buffer;
  await damageValue(directory, newest, 25);
  await damageValue(directory, last, 40);
  const { store } = await openWithLog(directory);
  const stored = await store.documents.load("plan");
  expect(stored).toMatchObject({
    checkpoint: { upTo: 20 },
    lastSeq: 40,
    damage: { lost: [{ from: 21, through: 30 }], setAside: 2 },
  });
  expect(seqsOf(stored.entries)).toEqual(seqs(31, 40));
});

test("a document of which nothing is left to begin with is refused by name, never served empty; its neighbours are served", async () => {
  const directory = await compacted();
  for (const key of await keysOf(directory, checkpointRange("plan"))) await damageValue(directory, key, 3);
  for (const key of await keysOf(directory, segmentRange("plan"))) await damageValue(directory, key, 3);
  const { store } = await openWithLog(directory);
  for (const time of [1, 2]) {
    await expect(store.documents.load("plan"), `load ${time}`).rejects.toMatchObject({
      code: "damaged",
      message: 'Nothing of document "plan" can be read that it could begin with',
    });
  }
  expect((await store.documents.load("plan/b")).lastSeq).toBe(3);
});

test("a document whose only record is damaged is refused, also the second time", async () => {
  const directory = await temporaryDirectory();
  const { documents, close } = await openLevelStore({ directory });
  await documents.append([{ documentId: "plan", entries: [entry(1)] }]);
  await close();
  await damageValue(directory, entryKey("plan", 1), 20);
  const { store } = await openWithLog(directory);
  for (const time of [1, 2])
    await expect(store.documents.load("plan"), `load ${time}`).rejects.toMatchObject({ code: "damaged" });
});

test("damaged parts of the past are left out of it, and reported", async () => {
  const directory = await compacted();
  const [first, second] = await keysOf(directory, segmentRange("plan"));
  await damageValue(directory, second as Buffer, 40);
  const { store, warnings } = await openWithLog(directory);
  const through: number[] = [];
  for await (const part of store.documents.history("plan"))
    if (part.kind === "segment") through.push(part.range.through);
  expect(first).toBeDefined();
  expect(through).toEqual([10, 30]);
  expect(warnings).toEqual([{ documentId: "plan", from: 11, through: 20 }]);
});

test("removing a document removes what had been set aside of it", async () => {
  const directory = await written();
  await damageValue(directory, entryKey("plan", 7), 0);
  const { store } = await openWithLog(directory);
  await store.documents.load("plan");
  await store.documents.remove("plan");
  await store.close();
  expect(await keysOf(directory, quarantineRange("plan"))).toEqual([]);
});

test("a store of the layouts before this one is read, and its documents get a past from now on", async () => {
  const directory = await temporaryDirectory();
  await inside(directory, async (database) => {
    const key = firstCheckpointKey("plan");
    const header = Buffer.alloc(9);
    header.writeUInt8(1, 0);
    header.writeBigUInt64BE(4n, 1);
    const later = checkpointKey("notes", { upTo: 7, time: 7_000, bytes: 9 });
    const [laterHeader, owners] = [Buffer.alloc(21), Buffer.from([1, 2])];
    laterHeader.writeUInt8(3, 0);
    laterHeader.writeBigUInt64BE(7n, 1);
    laterHeader.writeDoubleBE(7_000, 9);
    laterHeader.writeUInt32BE(owners.length, 17);
    await database.write([
      { type: "put", key: later, value: seal(later, [laterHeader, owners, bytes("through 7")]) },
      { type: "put", key: Buffer.from([0]), value: Buffer.from("motet 1") },
      { type: "put", key, value: seal(key, [header, bytes("through 4")]) },
      { type: "put", key: entryKey("plan", 5), value: encodeEntry(entryKey("plan", 5), entry(5)) },
    ]);
  });
  const { store } = await openWithLog(directory);
  const stored = await store.documents.load("plan");
  expect(stored).toMatchObject({
    checkpoint: { upTo: 4, time: null },
    lastSeq: 5,
    damage: null,
  });
  expect(new TextDecoder().decode(stored.checkpoint?.state)).toBe("through 4");
  const { checkpoint: later } = await store.documents.load("notes");
  expect(later).toMatchObject({ upTo: 7, time: 7_000 });
  expect(later?.summary).toHaveLength(0);
  expect([...(later?.owners ?? [])]).toEqual([1, 2]);
  expect(new TextDecoder().decode(later?.state)).toBe("through 7");
  await store.documents.checkpoint(
    "plan",
    { state: bytes("through 5"), upTo: 5, time: 5, owners: new Uint8Array(), summary: new Uint8Array() },
    null,
  );
  expect((await store.documents.load("plan")).checkpoint?.upTo).toBe(5);
  const kinds: number[] = [];
  for await (const part of store.documents.history("plan"))
    if (part.kind === "checkpoint") kinds.push(part.upTo);
  expect(kinds).toEqual([4, 5]);
});
