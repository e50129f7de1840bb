import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Written at an orderly end; not there after any other. */
const NAME = "INVENTORY.json";

const sizesIn = async (directory: string): Promise<Record<string, number>> => {
  const names = (await readdir(directory)).filter((name) =>
    /^(\d+\.(ldb|sst|log)|MANIFEST-\d+|CURRENT)$/.test(name),
  );
  const sizes = await Promise.all(
    names.map(async (name) => [name, (await stat(join(directory, name))).size] as const),
  );
  return Object.fromEntries(sizes);
};

/** Notes LevelDB's files and their sizes, so that the next opening notices what has been cut off or is gone. */
export const writeInventory = async (directory: string): Promise<void> =>
  writeFile(join(directory, NAME), JSON.stringify(await sizesIn(directory)));

export interface InventoryFindings {
  /** Whether the last end was an orderly one. */
  readonly wasClosed: boolean;
  /** Files that are gone, or have another size than at the end. */
  readonly changed: readonly string[];
}

/** Compares the files with what was noted. The note is good for one time. */
export const takeInventory = async (directory: string): Promise<InventoryFindings> => {
  const file = join(directory, NAME);
  const noted = parse(await readFile(file, "utf8").catch(() => null));
  await rm(file, { force: true });
  if (noted === null) return { wasClosed: false, changed: [] };
  const found = await sizesIn(directory);
  const changed = Object.entries(noted).filter(([name, size]) => found[name] !== size);
  return { wasClosed: true, changed: changed.map(([name]) => name) };
};

const parse = (text: string | null): Record<string, unknown> | null => {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};
