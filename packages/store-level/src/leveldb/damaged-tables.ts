import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import leveldown from "leveldown";
import { readLiveTables } from "./live-tables.js";
import { TableFile, type TableRecord } from "./table-file.js";

export interface TableFindings {
  /** Files of which nothing can be found any more; they were moved away. */
  readonly lostFiles: readonly string[];
  /** Damaged blocks in other files: they are empty now. */
  readonly blocks: number;
  /** What can be made out of those blocks, some of it perhaps wrong. */
  readonly records: readonly TableRecord[];
}

const NAME = /^\d+\.(ldb|sst)$/;

/** At 1 GB a second or so; of larger stores the newest files are looked at. */
const LOOKED_AT_BYTES = 2 ** 31;

/**
 * Looks for damage in the table files of a LevelDB that is not open, and takes it out of LevelDB's sight. Damaged files are copied, or moved, to `keptIn`
 * first. Null where there is none. Rejects where another process has the database open.
 */
export const mendTables = async (
  path: string,
  { keptIn, mayBeTorn }: { readonly keptIn: string; readonly mayBeTorn: boolean },
): Promise<TableFindings | null> => {
  const damaged: string[] = [];
  for (const name of await newestFiles(path, mayBeTorn)) {
    const table = TableFile.read(await readFile(join(path, name)));
    if (table === null || table.damagedBlocks().length > 0 || table.hasDamagedFilter()) damaged.push(name);
  }
  if (damaged.length === 0) return null;
  await mkdir(keptIn, { recursive: true });
  return withLock(path, async () => {
    const lostFiles: string[] = [];
    const records: TableRecord[] = [];
    let blocks = 0;
    for (const name of damaged) {
      const file = await readFile(join(path, name));
      const table = TableFile.read(file);
      if (table === null) {
        await rename(join(path, name), join(keptIn, name));
        lostFiles.push(name);
        continue;
      }
      await copyFile(join(path, name), join(keptIn, name));
      for (const block of table.damagedBlocks()) {
        records.push(
          ...table
            .recordsIn(block)
            .map(({ key, value }) => ({ key: Buffer.from(key), value: Buffer.from(value) })),
        );
        table.empty(block);
        blocks += 1;
      }
      if (table.hasDamagedFilter()) table.dropFilter();
      await writeFile(join(path, `${name}.mended`), file, { flush: true });
      await rename(join(path, `${name}.mended`), join(path, name));
    }
    return { lostFiles, blocks, records };
  });
};

const newestFiles = async (path: string, mayBeTorn: boolean): Promise<string[]> => {
  const live = await readLiveTables(path);
  // Without the list of what belongs to it, one that a crash has left unfinished cannot be told from a damaged one.
  if (live === null && mayBeTorn) return [];
  const names = (await readdir(path)).filter(
    (name) => NAME.test(name) && (live === null || live.has(Number.parseInt(name, 10))),
  );
  names.sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  const chosen: string[] = [];
  let bytes = 0;
  for (const name of names) {
    bytes += (await stat(join(path, name))).size;
    if (bytes > LOOKED_AT_BYTES) break;
    chosen.push(name);
  }
  return chosen;
};

/** Does the work while LevelDB's lock on the database is held, by another one that shares its lock file. */
const withLock = async <Result>(path: string, work: () => Promise<Result>): Promise<Result> => {
  const directory = await mkdtemp(join(path, "lock-"));
  await symlink(join(path, "LOCK"), join(directory, "LOCK"));
  const level = leveldown(directory);
  try {
    await new Promise<void>((resolve, reject) => {
      level.open({ createIfMissing: true }, (error) => (error ? reject(error) : resolve()));
    });
    try {
      return await work();
    } finally {
      await new Promise<void>((resolve) => level.close(() => resolve()));
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
