import leveldown from "leveldown";
import { claimDirectory, type Release } from "./directory-claim.js";
import { GroupCommit, type Operation } from "./group-commit.js";
import { after, type KeyRange } from "./keys.js";
import { isDamage, openingError, operationError } from "./level-error.js";

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
    private readonly level: leveldown.Database,
    private readonly release: Release,
  ) {
    this.#commits = new GroupCommit((operations) =>
      this.#call((done) => this.level.batch(operations, { sync: true }, done)),
    );
  }

  static async open(directory: string): Promise<LevelDatabase> {
    const { path, release } = await claimDirectory(directory);
    const level = leveldown(path);
    try {
      await new Promise<void>((resolve, reject) => {
        level.open({ createIfMissing: true }, (error) => {
          if (error) reject(openingError(directory, error));
          else resolve();
        });
      });
    } catch (error) {
      release();
      throw error;
    }
    return new LevelDatabase(directory, level, release);
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
