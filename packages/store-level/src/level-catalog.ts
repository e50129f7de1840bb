import {
  type Catalog,
  type CatalogPage,
  type CatalogQuery,
  type DocumentRecord,
  StoreError,
} from "@motet/server";
import { decodeRecord, encodeRecord } from "./catalog-record.js";
import { decodeCursor, encodeCursor } from "./cursor.js";
import type { Operation } from "./group-commit.js";
import { after, indexKey, indexRange, recordKey } from "./keys.js";
import type { LevelDatabase } from "./level-database.js";
import type { LevelHandle } from "./level-handle.js";
import type { StoreLog } from "./log.js";
import { Turns } from "./turns.js";

const MAX_LIMIT = 200;

/** `Catalog` on LevelDB: each record lies under its id and, for the list, once more under the time of its last edit. */
export class LevelCatalog implements Catalog {
  readonly #turns = new Turns();

  constructor(
    private readonly handle: LevelHandle,
    private readonly log: StoreLog,
  ) {}

  get(documentId: string): Promise<DocumentRecord | null> {
    return this.handle.use((database) => this.#read(database, documentId));
  }

  put(record: DocumentRecord): Promise<void> {
    return this.#replace(record.id, (value) => [
      { type: "put", key: recordKey(record.id), value: encodeRecord(record) },
      { type: "put", key: indexKey(placeOf(record)), value: encodeRecord(record) },
      ...(value === null || samePlace(value, record) ? [] : [removed(indexKey(placeOf(value)))]),
    ]);
  }

  remove(documentId: string): Promise<void> {
    return this.#replace(documentId, (value) =>
      value === null ? [] : [removed(recordKey(documentId)), removed(indexKey(placeOf(value)))],
    );
  }

  list(query: CatalogQuery): Promise<CatalogPage> {
    return this.handle.use(async (database) => {
      const index = indexRange(query.trashed ?? false);
      const range = query.cursor === undefined ? index : after(decodeCursor(query.cursor, index), index);
      const limit = Math.min(Math.max(Math.trunc(query.limit) || 1, 1), MAX_LIMIT);
      const wanted = fold(query.query ?? "");
      const found: { record: DocumentRecord; key: Buffer }[] = [];
      await database.scan(range, (key, value) => {
        const record = decodeRecord(value);
        if (record === null)
          this.log.warn({ key: key.toString("hex") }, "A damaged catalog record was left out");
        else if (fold(record.title).includes(wanted)) found.push({ record, key });
        return found.length > limit ? "enough" : undefined;
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        records: page.map(({ record }) => record),
        nextCursor: found.length > limit && last !== undefined ? encodeCursor(last.key) : null,
      };
    });
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  /** Reads the present record and writes what follows from it, one change of a document at a time. */
  #replace(
    documentId: string,
    operationsFor: (present: DocumentRecord | null) => readonly Operation[],
  ): Promise<void> {
    return this.handle.use((database) =>
      this.#turns.take(documentId, async () => {
        const operations = operationsFor(await this.#read(database, documentId));
        if (operations.length > 0) await database.write(operations);
      }),
    );
  }

  async #read(database: LevelDatabase, documentId: string): Promise<DocumentRecord | null> {
    const value = await database.get(recordKey(documentId));
    if (value === null) return null;
    const record = decodeRecord(value);
    if (record === null) {
      throw new StoreError("damaged", `The catalog record of ${JSON.stringify(documentId)} is damaged`);
    }
    return record;
  }
}

const removed = (key: Buffer): Operation => ({ type: "del", key });

const placeOf = ({ id, updatedAt, trashedAt }: DocumentRecord) => ({
  id,
  updatedAt,
  trashed: trashedAt !== null,
});

const samePlace = (one: DocumentRecord, other: DocumentRecord): boolean =>
  indexKey(placeOf(one)).equals(indexKey(placeOf(other)));

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();
