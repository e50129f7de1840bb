import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Operation } from "./group-commit.js";
import { documentPrefixOf, isBirthKey, isDocumentKey } from "./keys.js";
import { mendTables } from "./leveldb/damaged-tables.js";
import { type LogRecord, readLevelDbLog } from "./leveldb/log-file.js";
import { readWriteBatch } from "./leveldb/write-batch.js";
import { unseal } from "./sealed.js";

/** What LevelDB itself would lose of its files, or could not bear to read: to be written again once it is open. */
export interface Salvage {
  /** To be written as it is. */
  readonly sound: readonly Operation[];
  /**
   * Records that are damaged, or may have been deleted meanwhile: to be written where their document is known and nothing else lies under their keys.
   * Whoever reads one that is damaged is told by its checksum.
   */
  readonly doubtful: readonly Operation[];
  readonly damage: {
    readonly logBytes: number;
    readonly tableBlocks: number;
    readonly tableFiles: readonly string[];
    /** Where the damaged files are, as they were. */
    readonly keptIn: string;
  };
}

/** Looks through the files of a LevelDB that is not open. Null where all is well. `mayBeTorn`: the program ended in mid-write. */
export const salvage = async (path: string, mayBeTorn: boolean): Promise<Salvage | null> => {
  const keptIn = join(path, `damaged-${Date.now()}`);
  const logs = await readLogs(path, mayBeTorn);
  const damagedLogs = logs.filter(({ damagedBytes }) => damagedBytes > 0);
  if (damagedLogs.length > 0) await mkdir(keptIn, { recursive: true });
  for (const { name } of damagedLogs) await copyFile(join(path, name), join(keptIn, name));
  const tables = await mendTables(path, { keptIn, mayBeTorn });
  if (damagedLogs.length === 0 && tables === null) return null;
  const fromLogs = lastOperations(damagedLogs.length > 0 ? logs.flatMap(({ records }) => records) : []);
  const fromTables = (tables?.records ?? [])
    .filter(({ key }) => isDocumentKey(key))
    .map(({ key, value }): Operation => ({ type: "put", key, value }));
  return {
    sound: fromLogs.sound,
    doubtful: [...fromLogs.damaged, ...fromTables],
    damage: {
      logBytes: damagedLogs.reduce((sum, log) => sum + log.damagedBytes, 0),
      tableBlocks: tables?.blocks ?? 0,
      tableFiles: tables?.lostFiles ?? [],
      keptIn,
    },
  };
};

const readLogs = async (path: string, mayBeTorn: boolean) => {
  const names = (await readdir(path)).filter((name) => /^\d+\.log$/.test(name));
  names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return Promise.all(
    names.map(async (name) => ({ name, ...readLevelDbLog(await readFile(join(path, name)), mayBeTorn) })),
  );
};

/** Of each key what was written last, as far as it can be told. */
const lastOperations = (records: readonly LogRecord[]): { sound: Operation[]; damaged: Operation[] } => {
  const sound = new Map<string, Operation>();
  const damaged = new Map<string, Operation>();
  for (const { bytes, isDamaged } of records) {
    const operations = readWriteBatch(bytes);
    const documents = new Set(operations.map(({ key }) => documentPrefixOf(key)));
    for (const operation of operations) {
      const name = operation.key.toString("latin1");
      if (!isDamaged || isProven(operation) || isConfirmedBirth(operation, documents)) {
        sound.set(name, operation);
        damaged.delete(name);
      } else if (operation.type === "put" && isDocumentKey(operation.key) && !sound.has(name))
        damaged.set(name, operation);
    }
  }
  return { sound: [...sound.values()], damaged: [...damaged.values()] };
};

/** Whether a part of a damaged write is whole, by its own checksum. */
const isProven = (operation: Operation): boolean =>
  operation.type === "put" && isDocumentKey(operation.key) && unseal(operation.key, operation.value) !== null;

/** Written together with the first entry of a document: where both name the same one, it is that. */
const isConfirmedBirth = (operation: Operation, documents: ReadonlySet<string | null>): boolean =>
  operation.type === "put" && isBirthKey(operation.key) && documents.has(operation.key.toString("latin1", 1));
