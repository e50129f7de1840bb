import type leveldown from "leveldown";
import { claimDirectory, type Release } from "./directory-claim.js";
import { GroupCommit, type Operation } from "./group-commit.js";
import { writeInventory } from "./inventory.js";
import { after, birthKeyFor, type KeyRange, rangeAround } from "./keys.js";
import { isDamage, operationError } from "./level-error.js";
import { SILENT, type StoreLog } from "./log.js";
import { openLeveldown } from "./open-leveldown.js";
import type { Salvage } from "./salvage.js";

/** Bytes that an iterator fetches ahead in one native call. */
const READ_AHEAD_BYTES = 256 * 1024;

/** Returns "enough" to stop. */
export type Visit = (key: Buffer, value: Buffer) => "enough" | undefined;

export interface ScanOptions {
  /** False: keys alone. */
  readonly values?: boolean;
  readonly readAheadBytes?: number;
}

/** leveldown behind promises. Its calls outside of open and close are segmentation faults: use it through a `LevelHandle`. */
export class LevelDatabase {
  readonly #commits: GroupCommit;

  private constructor(
    private readonly directory: string,
    private readonly path: string,
    private readonly level: leveldown.Database,
    private readonly release: Release,
  ) {
    this.#commits = new GroupCommit((operations) =>
      this.#call((done) => this.level.batch(operations, { sync: true }, done)),
    );
  }

  static async open(directory: string, log: StoreLog = SILENT): Promise<LevelDatabase> {
    const { path, release } = await claimDirectory(directory);
    try {
      const { level, salvage } = await openLeveldown(directory, path, log);
      const database = new LevelDatabase(directory, path, level, release);
      if (salvage !== null) await database.#writeAnew(salvage);
      return database;
    } catch (error) {
      release();
      throw error;
    }
  }

  async #writeAnew({ sound, doubtful }: Salvage): Promise<void> {
    await this.write(sound);
    for (const operation of doubtful) {
      if ((await this.getIfSound(operation.key)) !== null || !(await this.#isKnown(operation.key))) continue;
      await this.write([operation]);
    }
  }

  /** Whether there is anything else of the document: one that has been removed must not come back. */
  async #isKnown(key: Buffer): Promise<boolean> {
    return (
      (await this.getIfSound(birthKeyFor(key))) !== null || (await this.keys(rangeAround(key))).length > 0
    );
  }

  get(key: Buffer): Promise<Buffer | null> {
    return new Promise((resolve, reject) => {
      this.level.getMany([key], (error, values) => {
        if (error) reject(operationError(this.directory, error));
        else resolve(values[0] ?? null);
      });
    });
  }

  write(operations: readonly Operation[]): Promise<void> {
    return this.#commits.submit(operations);
  }

  /** "damaged" where LevelDB cannot read the place. */
  async getIfSound(key: Buffer): Promise<Buffer | null | "damaged"> {
    try {
      return await this.get(key);
    } catch (error) {
      if (isDamage(error)) return "damaged";
      throw error;
    }
  }

  /** Visits the range in order, as it stood at the call; what is written meanwhile is not seen. */
  async scan(range: KeyRange, visit: Visit, options: ScanOptions = {}): Promise<void> {
    const { values = true, readAheadBytes = READ_AHEAD_BYTES } = options;
    const iterator = this.level.iterator({ ...range, values, highWaterMark: readAheadBytes });
    try {
      await this.#visitAll(iterator, visit);
    } finally {
      await this.#call((done) => iterator.end(done));
    }
  }

  /** The same, past stretches of the files that LevelDB cannot read. False if there were any. */
  async scanWhatIsSound(range: KeyRange, visit: Visit, options: ScanOptions = {}): Promise<boolean> {
    let last: Buffer | null = null;
    const visitAndNote: Visit = (key, value) => {
      last = key;
      return visit(key, value);
    };
    try {
      await this.scan(range, visitAndNote, options);
      return true;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    try {
      // LevelDB goes on behind the damage and speaks of it at the end; read ahead, the last good records would be lost with that.
      const rest = last === null ? range : after(last, range);
      await this.scan(rest, visit, { ...options, readAheadBytes: 1 });
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    return false;
  }

  async close(): Promise<void> {
    try {
      await this.#call((done) => this.level.close(done));
      // Without it the next opening knows less of damage: no reason to fail.
      await writeInventory(this.path).catch(() => {});
    } finally {
      this.release();
    }
  }

  /** Those that can be read. */
  async keys(range: KeyRange): Promise<Buffer[]> {
    const keys: Buffer[] = [];
    await this.scanWhatIsSound(range, (key) => void keys.push(key), { values: false });
    return keys;
  }

  #visitAll(iterator: leveldown.Iterator, visit: Visit): Promise<void> {
    return new Promise((resolve, reject) => {
      const step = (): void =>
        iterator.next((error, key, value) => {
          if (error) return reject(operationError(this.directory, error));
          if (key === undefined || value === undefined) return resolve();
          try {
            if (visit(key, value) === "enough") return resolve();
          } catch (thrown) {
            return reject(thrown);
          }
          step();
        });
      step();
    });
  }

  #call(start: (done: leveldown.Done) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      start((error) => {
        if (error) reject(operationError(this.directory, error));
        else resolve();
      });
    });
  }
}
