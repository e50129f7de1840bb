import type { Operation } from "./group-commit.js";
import { quarantineKey } from "./keys.js";
import type { LevelDatabase } from "./level-database.js";
import type { StoreLog } from "./log.js";

/** Damaged records of one document, found by one reading. They are moved aside as they are, so that nothing is lost that somebody could still make out. */
export class Quarantine {
  readonly #found: { readonly key: Buffer; readonly value: Buffer }[] = [];
  #unreadable = 0;

  constructor(private readonly documentId: string) {}

  /** Records that are damaged; a stretch that cannot be read at all counts as one. */
  get size(): number {
    return this.#found.length + this.#unreadable;
  }

  add(key: Buffer, value: Buffer): void {
    this.#found.push({ key, value });
  }

  /** LevelDB itself cannot read a stretch of its file: there is nothing to move. */
  countUnreadable(): void {
    this.#unreadable += 1;
  }

  /** Where moving fails the records are found again the next time. */
  async write(database: LevelDatabase, log: StoreLog): Promise<void> {
    if (this.size === 0) return;
    const time = Date.now();
    const { documentId } = this;
    log.warn(
      { documentId, setAside: this.#found.length, unreadable: this.#unreadable },
      "Records of a document are damaged: those that can be read at all were set aside",
    );
    try {
      await database.write(
        this.#found.flatMap(({ key, value }): Operation[] => [
          { type: "put", key: quarantineKey(documentId, time, key), value },
          { type: "del", key },
        ]),
      );
    } catch (error) {
      log.warn({ error, documentId }, "Damaged records could not be set aside");
    }
  }
}
