import { expect, onTestFinished, test } from "vitest";
import { openLevelStore } from "../src/index.js";
import { checkpointKey, entryKey, quarantineRange } from "../src/keys.js";
import { LevelDatabase } from "../src/level-database.js";
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

for (const at of [0, 4, 9, 17, 20]) {
  test(`an entry with a flipped bit in byte ${at} is set aside with what follows it, and reported; the rest is served`, async () => {
    const directory = await written();
    await damageValue(directory, entryKey("plan", 7), at);

    const { store, warnings } = await openWithLog(directory);
    const stored = await store.documents.load("plan");
    expect(stored.lastSeq).toBe(6);
    expect(stored.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(warnings).toEqual([{ documentId: "plan", from: 7, through: 10, entries: 4 }]);
    expect((await store.documents.load("plan/b")).lastSeq).toBe(3);

    // The log goes on where it is sound, and a second load has nothing left to report.
    await store.documents.append([{ documentId: "plan", entries: [entry(7, "again")] }]);
    expect((await store.documents.load("plan")).lastSeq).toBe(7);
    expect(warnings).toHaveLength(1);
    await store.close();
    expect(await inside(directory, (database) => database.keys(quarantineRange("plan")))).toHaveLength(4);
  });
}

test("an entry that is missing makes what follows it unsound", async () => {
  const directory = await written();
  await inside(directory, (database) => database.write([{ type: "del", key: entryKey("plan", 3) }]));
  const { store, warnings } = await openWithLog(directory);
  expect((await store.documents.load("plan")).lastSeq).toBe(2);
  expect(warnings).toEqual([{ documentId: "plan", from: 4, through: 10, entries: 7 }]);
});

test("an entry that lies under another's key is not taken for that one", async () => {
  const directory = await written();
  await inside(directory, async (database) => {
    const value = await database.get(entryKey("plan/b", 2));
    if (value) await database.write([{ type: "put", key: entryKey("plan", 2), value }]);
  });
  const { store } = await openWithLog(directory);
  expect((await store.documents.load("plan")).lastSeq).toBe(1);
});

test("a document whose checkpoint is damaged is refused by name, never served empty; its neighbours are served", async () => {
  const directory = await written();
  await inside(directory, (database) =>
    database.write([{ type: "put", key: checkpointKey("plan"), value: Buffer.from(bytes("no checkpoint")) }]),
  );
  const { store } = await openWithLog(directory);
  await expect(store.documents.load("plan")).rejects.toMatchObject({
    code: "damaged",
    message: 'The checkpoint of document "plan" is damaged',
  });
  expect((await store.documents.load("plan/b")).lastSeq).toBe(3);
});

test("removing a document removes what had been set aside of it", async () => {
  const directory = await written();
  await damageValue(directory, entryKey("plan", 7), 0);
  const { store } = await openWithLog(directory);
  await store.documents.load("plan");
  await store.documents.remove("plan");
  await store.close();
  expect(await inside(directory, (database) => database.keys(quarantineRange("plan")))).toEqual([]);
});
