import { StoreError } from "@motet/server";

/** What the file system says no to, as a `StoreError`. */
export const asStoreError = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (cause) {
    const code = NO_ROOM.has(codeOf(cause)) ? "full" : "failed";
    throw new StoreError(code, cause instanceof Error ? cause.message : String(cause), { cause });
  }
};

/** Null where there is no such file. */
export const orNull = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
};

const NO_ROOM: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT"]);

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | null)?.code ?? "";
