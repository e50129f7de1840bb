import type { Operation } from "./group-commit.js";
import { markKey, markRange, nameOfMark } from "./keys.js";
import type { LevelHandle } from "./level-handle.js";

const NOTHING = Buffer.alloc(0);

/** A durable set of names, for what an application has to remember beside its documents ("already done", "still to do"). */
export class LevelMarks {
  constructor(private readonly handle: LevelHandle) {}

  has(name: string): Promise<boolean> {
    return this.handle.use(async (database) => (await database.getIfSound(markKey(name))) !== null);
  }

  /** All of them or none. */
  add(names: readonly string[]): Promise<void> {
    return this.#write(names.map((name) => ({ type: "put", key: markKey(name), value: NOTHING })));
  }

  remove(names: readonly string[]): Promise<void> {
    return this.#write(names.map((name) => ({ type: "del", key: markKey(name) })));
  }

  /** Those that begin with `prefix`, in the order of their bytes. */
  list(prefix: string): Promise<string[]> {
    return this.handle.use(async (database) => (await database.keys(markRange(prefix))).map(nameOfMark));
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  #write(operations: readonly Operation[]): Promise<void> {
    return this.handle.use(async (database) => {
      if (operations.length > 0) await database.write(operations);
    });
  }
}
