import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readLevelDbLog } from "./log-file.js";
import { VarintReader } from "./varint.js";

// https://github.com/google/leveldb/blob/main/db/version_edit.cc
const TAG = {
  comparator: 1,
  logNumber: 2,
  nextFile: 3,
  lastSequence: 4,
  compactPointer: 5,
  deletedFile: 6,
  newFile: 7,
  previousLog: 9,
} as const;

/** The numbers of the tables that belong to a LevelDB, by its own list; null where that cannot be read. Others are left over from a crash. */
export const readLiveTables = async (path: string): Promise<ReadonlySet<number> | null> => {
  try {
    const manifest = (await readFile(join(path, "CURRENT"), "utf8")).trimEnd();
    if (!/^MANIFEST-\d+$/.test(manifest)) return null;
    const { records, damagedBytes } = readLevelDbLog(await readFile(join(path, manifest)), true);
    if (damagedBytes > 0) return null;
    const live = new Set<number>();
    return records.every(({ bytes }) => apply(new VarintReader(bytes), live)) ? live : null;
  } catch {
    return null;
  }
};

/** False for what is no edit of the list. */
const apply = (edit: VarintReader, live: Set<number>): boolean => {
  const skip = (): boolean => {
    const length = edit.next();
    return length !== null && edit.slice(length) !== null;
  };
  while (!edit.isAtEnd) {
    switch (edit.next()) {
      case TAG.comparator:
        if (!skip()) return false;
        break;
      case TAG.logNumber:
      case TAG.nextFile:
      case TAG.lastSequence:
      case TAG.previousLog:
        if (edit.next() === null) return false;
        break;
      case TAG.compactPointer:
        if (edit.next() === null || !skip()) return false;
        break;
      case TAG.deletedFile: {
        edit.next();
        const number = edit.next();
        if (number === null) return false;
        live.delete(number);
        break;
      }
      case TAG.newFile: {
        edit.next();
        const number = edit.next();
        if (number === null || edit.next() === null || !skip() || !skip()) return false;
        live.add(number);
        break;
      }
      default:
        return false;
    }
  }
  return true;
};
