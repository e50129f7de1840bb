import { access, constants, mkdir, realpath, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { lockedError, unwritableError } from "./level-error.js";

const claimed = new Set<string>();

/** Frees the directory for the next claim in this process. */
export type Release = () => void;

/**
 * Creates the directory where it is missing and takes it for this process. LevelDB's own lock keeps other processes out, but a second
 * attempt from the same process would drop that lock (POSIX locks end when any descriptor of the file is closed), so it must not get
 * as far.
 */
export const claimDirectory = async (directory: string): Promise<{ path: string; release: Release }> => {
  const path = await prepare(directory);
  if (claimed.has(path)) throw lockedError(directory);
  claimed.add(path);
  return { path, release: () => void claimed.delete(path) };
};

const prepare = async (directory: string): Promise<string> => {
  try {
    await make(resolve(directory));
    await access(directory, constants.W_OK | constants.X_OK);
    return await realpath(directory);
  } catch (error) {
    throw unwritableError(directory, error as Error);
  }
};

/** `mkdir -p`. Node's own `recursive` never returns for a folder that cannot be made inside one that is there (`/proc/x`). */
const make = async (path: string): Promise<void> => {
  try {
    if ((await stat(path)).isDirectory()) return;
    throw Object.assign(new Error(`EEXIST: ${path} is not a directory`), { code: "EEXIST" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  await make(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
};
