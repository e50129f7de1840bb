import leveldown from "leveldown";
import { claimDirectory, type Release } from "./directory-claim.js";
import { GroupCommit, type Operation } from "./group-commit.js";
import type { KeyRange } from "./keys.js";
import { openingError, operationError } from "./level-error.js";

/** Bytes that an iterator fetches ahead in one native call. */
const READ_AHEAD_BYTES = 256 * 1024;

/** Returns "enough" to stop. */
export type Visit = (key: Buffer, value: Buffer) => "enough" | undefined;

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

  /** Visits the range in order, as it stood at the call; what is written meanwhile is not seen. */
  async scan(
    range: KeyRange,
    visit: Visit,
    options: { readonly values: boolean } = { values: true },
  ): Promise<void> {
    const iterator = this.level.iterator({ ...range, ...options, highWaterMark: READ_AHEAD_BYTES });
    try {
      await this.#visitAll(iterator, visit);
    } finally {
      await this.#call((done) => iterator.end(done));
    }
  }

  async close(): Promise<void> {
    try {
      await this.#call((done) => this.level.close(done));
    } finally {
      this.release();
    }
  }

  async keys(range: KeyRange): Promise<Buffer[]> {
    const keys: Buffer[] = [];
    await this.scan(range, (key) => void keys.push(key), { values: false });
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
