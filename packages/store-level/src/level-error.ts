import { StoreError } from "@motet/server";

const DAMAGE = /^Corruption|does not match existing comparator|descriptor/i;
const LOCKED = /already held by process|Resource temporarily unavailable/i;

export const isLockedError = (cause: Error): boolean => LOCKED.test(cause.message);

/** Whether rebuilding its list of files may help a LevelDB that does not open. */
export const isRepairable = (cause: Error): boolean =>
  !/Permission denied|No space|Read-only|Too many open|comparator/i.test(cause.message);

/** LevelDB's answer to an attempt to open `directory`, said so that an operator can act on it. */
export const openingError = (directory: string, cause: Error): StoreError => {
  if (isLockedError(cause)) return lockedError(directory, cause);
  if (DAMAGE.test(cause.message)) {
    return new StoreError("damaged", `The store in ${directory} is damaged: ${cause.message}`, { cause });
  }
  return unwritableError(directory, cause);
};

export const lockedError = (directory: string, cause?: Error): StoreError =>
  new StoreError("locked", `The directory ${directory} is in use by another process`, { cause });

export const unwritableError = (directory: string, cause: Error): StoreError =>
  new StoreError("unwritable", `The directory ${directory} cannot be written to: ${reasonOf(cause)}`, {
    cause,
  });

/** A read or write that failed while the store was open. */
export const operationError = (directory: string, cause: Error): StoreError =>
  DAMAGE.test(cause.message)
    ? new StoreError("damaged", `The store in ${directory} is damaged: ${cause.message}`, { cause })
    : new StoreError("failed", `The store in ${directory} failed: ${cause.message}`, { cause });

/** Whether LevelDB could not make sense of its own files. */
export const isDamage = (error: unknown): boolean => error instanceof StoreError && error.code === "damaged";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EEXIST: "it is a file",
  ENOTDIR: "a part of its path is a file",
  ENOENT: "it cannot be created there",
  ENOSPC: "no space left",
  EPERM: "operation not permitted",
  EROFS: "read-only file system",
};

const reasonOf = (cause: NodeJS.ErrnoException): string => REASONS[cause.code ?? ""] ?? cause.message;
