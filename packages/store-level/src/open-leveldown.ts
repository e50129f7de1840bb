import { readdir } from "node:fs/promises";
import leveldown from "leveldown";
import { takeInventory } from "./inventory.js";
import { isLockedError, isRepairable, openingError } from "./level-error.js";
import type { StoreLog } from "./log.js";
import { type Salvage, salvage } from "./salvage.js";

export interface Opened {
  readonly level: leveldown.Database;
  /** What is to be written again; null for nothing. */
  readonly salvage: Salvage | null;
}

/**
 * Opens LevelDB, also one whose own files are damaged: what it would drop of its logs is salvaged, and its list of files is rebuilt. Everything that was found
 * is reported. `directory`: as it was given, for messages; `path`: where it is.
 */
export const openLeveldown = async (directory: string, path: string, log: StoreLog): Promise<Opened> => {
  const names = await readdir(path);
  const isNew = !names.some((name) => /^(\d+\.(ldb|sst|log)|MANIFEST-\d+)$/.test(name));
  const { wasClosed, changed } = await takeInventory(path);
  if (changed.length > 0)
    log.warn(
      { directory, files: changed },
      "Files of the store were cut off, or are gone, since it was closed",
    );
  const found = isNew ? null : await lookThrough(directory, path, !wasClosed);
  if (found !== null)
    log.warn(
      { directory, ...found.damage },
      "Files of the store are damaged: what can be read of them is kept",
    );
  try {
    // Without its CURRENT file LevelDB would begin anew, and delete what is there.
    if (!isNew && !names.includes("CURRENT")) throw new Error("Corruption: no CURRENT file");
    return { level: await open(path), salvage: found };
  } catch (error) {
    const cause = error as Error;
    if (isNew || isLockedError(cause) || !isRepairable(cause)) throw openingError(directory, cause);
    log.warn(
      { directory, cause: cause.message },
      "The store's list of its files is damaged: it is rebuilt from them",
    );
  }
  try {
    await new Promise<void>((resolve, reject) => {
      leveldown.repair(path, (error) => (error ? reject(error) : resolve()));
    });
    return { level: await open(path), salvage: found };
  } catch (error) {
    throw openingError(directory, error as Error);
  }
};

const lookThrough = async (directory: string, path: string, mayBeTorn: boolean): Promise<Salvage | null> => {
  try {
    return await salvage(path, mayBeTorn);
  } catch (error) {
    throw openingError(directory, error as Error);
  }
};

const open = (path: string): Promise<leveldown.Database> =>
  new Promise((resolve, reject) => {
    const level = leveldown(path);
    level.open({ createIfMissing: true }, (error) => (error ? reject(error) : resolve(level)));
  });
