import { cp, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packEntries } from "@motet/server";
import { expect, test } from "vitest";
import { openLevelStore } from "../src/index.js";
import { bytes, entries } from "./entries.js";
import { randomOf } from "./random.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** MOTET_ROT=1000 for more, MOTET_SEED=… for the same again. */
const ROUNDS = Number(process.env.MOTET_ROT ?? 30);
const SEED = Number(process.env.MOTET_SEED ?? Date.now() % 1_000_000);
const DOCUMENTS = 12;
const ENTRIES = 30;
const LATER = 20;

const idOf = (n: number): string => `document ${n}`;

/** Documents with checkpoints and a past, some of them in LevelDB's tables, all with an end in its log. */
const written = async (): Promise<string> => {
  const directory = await temporaryDirectory();
  for (const [from, through] of [
    [1, ENTRIES],
    [ENTRIES + 1, ENTRIES + LATER],
  ] as const) {
    // Opened for each stretch: what was in the log becomes a table.
    const { documents, catalog, close } = await openLevelStore({ directory });
    for (let n = 0; n < DOCUMENTS; n += 1) {
      const documentId = idOf(n);
      const newest = entries(from, through);
      for (const entry of newest) await documents.append([{ documentId, entries: [entry] }]);
      await catalog.put({ id: documentId, title: documentId, createdAt: 1, updatedAt: n, trashedAt: null });
      if (from > 1 || n % 2 === 0) continue;
      await documents.checkpoint(
        documentId,
        {
          state: bytes(`${documentId} through 20`),
          upTo: 20,
          time: 20,
          owners: new Uint8Array(),
          summary: new Uint8Array(),
        },
        {
          range: { from: 1, through: 20 },
          fromTime: 1,
          throughTime: 20,
          authors: [null, "ada"],
          packed: packEntries(entries(1, 20)),
        },
      );
    }
    await close();
  }
  return directory;
};

const rot = async (directory: string, random: ReturnType<typeof randomOf>): Promise<string> => {
  const files = (await readdir(directory))
    .filter((name) => /\.(ldb|log)$|^MANIFEST|^CURRENT/.test(name))
    .sort();
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(directory, name))).size));
  const candidates = files.filter((_, index) => (sizes[index] ?? 0) > 0);
  const name = random.of(candidates);
  const path = join(directory, name);
  const file = await readFile(path);
  if (random() < 0.25) {
    const length = random.below(file.length);
    await truncate(path, length);
    return `${name} cut to ${length} of ${file.length}`;
  }
  const flips = 1 + random.below(3);
  const places: number[] = [];
  for (let flip = 0; flip < flips; flip += 1) {
    const at = random.below(file.length);
    file.writeUInt8(file.readUInt8(at) ^ (1 << random.below(8)), at);
    places.push(at);
  }
  await writeFile(path, file);
  return `${name} flipped at ${places.join(", ")} of ${file.length}`;
};

const allEntries = new Map(
  entries(1, ENTRIES + LATER).map((entry) => [entry.seq, new TextDecoder().decode(entry.update)]),
);

test(`${ROUNDS} stores with flipped or cut bytes: never a crash, no wrong content, no silent loss; what is not hit is read and written (seed ${SEED})`, {
  timeout: 60_000 + ROUNDS * 2_000,
}, async () => {
  const random = randomOf(SEED);
  const whole = await written();
  let readWhole = 0;
  let refused = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const directory = await temporaryDirectory();
    await cp(whole, directory, { recursive: true });
    const where = `seed ${SEED}, round ${round}: ${await rot(directory, random)}`;
    const said: string[] = [];
    const store = await openLevelStore({ directory, log: { warn: (_, message) => said.push(message) } });
    let hit = 0;
    for (let n = 0; n < DOCUMENTS; n += 1) {
      const documentId = idOf(n);
      const stored = await store.documents.load(documentId).catch((error: unknown) => {
        expect(error, where).toMatchObject({ name: "StoreError", code: "damaged" });
        return null;
      });
      if (stored === null) {
        hit += 1;
        refused += 1;
        continue;
      }
      const { checkpoint, entries: readable, lastSeq, damage } = stored;
      // Whatever is served is what was written.
      if (checkpoint)
        expect(new TextDecoder().decode(checkpoint.state), where).toBe(`${documentId} through 20`);
      for (const { seq, update } of readable)
        expect(new TextDecoder().decode(update), where).toBe(allEntries.get(seq));
      const lost = damage?.lost.reduce((sum, { from, through }) => sum + through - from + 1, 0) ?? 0;
      expect(readable.length + lost, where).toBe(lastSeq - (checkpoint?.upTo ?? 0));
      const isWhole = lost === 0 && lastSeq === ENTRIES + LATER;
      if (isWhole) readWhole += 1;
      else hit += 1;
      if (!isWhole && lost === 0)
        expect(said, `${where}: ${documentId} ends at ${lastSeq} in silence`).not.toEqual([]);
      const next = { seq: lastSeq + 1, time: 1, author: null, update: bytes("goes on") };
      await store.documents.append([{ documentId, entries: [next] }]);
      expect((await store.documents.load(documentId)).entries.at(-1)?.seq, where).toBe(lastSeq + 1);
    }
    // One flipped byte of the newest file hits the record that it is in.
    if (/log flipped at \d+ of/.test(where)) expect(hit, where).toBeLessThanOrEqual(1);
    const { records } = await store.catalog.list({ limit: 200 });
    expect(records.length, where).toBeLessThanOrEqual(DOCUMENTS);
    await store.close();
  }
  console.log(
    `seed ${SEED}: ${ROUNDS} damaged stores, ${readWhole} of ${ROUNDS * DOCUMENTS} documents read whole, ${refused} refused`,
  );
  expect(readWhole).toBeGreaterThan((ROUNDS * DOCUMENTS) / 2);
});
