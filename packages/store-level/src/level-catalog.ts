import type { Catalog, CatalogPage, CatalogQuery, DocumentRecord } from "@motet/server";
import { decodeRecord, encodeRecord } from "./catalog-record.js";
import { decodeCursor, encodeCursor } from "./cursor.js";
import type { Operation } from "./group-commit.js";
import { after, indexKey, indexRange, recordKey } from "./keys.js";
import type { LevelDatabase } from "./level-database.js";
import type { LevelHandle } from "./level-handle.js";
import type { StoreLog } from "./log.js";
import { SharedReads } from "./shared-reads.js";
import { Turns } from "./turns.js";

const MAX_LIMIT = 200;

/** `Catalog` on LevelDB: each record lies under its id and, for the list, once more under the time of its last edit. */
export class LevelCatalog implements Catalog {
  readonly #turns = new Turns();
  /** A thousand who come back at once all ask for the same record. */
  readonly #reads = new SharedReads<DocumentRecord | null>();

  constructor(
    private readonly handle: LevelHandle,
    private readonly log: StoreLog,
  ) {}

  get(documentId: string): Promise<DocumentRecord | null> {
    return this.handle.use((database) =>
      this.#reads.take(documentId, () => this.#read(database, documentId)),
    );
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
      const isWhole = await database.scanWhatIsSound(range, (key, value) => {
        const record = decodeRecord(value);
        if (record === null)
          this.log.warn({ key: key.toString("hex") }, "A damaged catalog record was left out");
        else if (fold(record.title).includes(wanted)) found.push({ record, key });
        return found.length > limit ? "enough" : undefined;
      });
      if (!isWhole) this.log.warn({}, "A part of the list of documents cannot be read: it was left out");
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
    const value = await database.getIfSound(recordKey(documentId));
    if (value === null) return null;
    const record = value === "damaged" ? null : decodeRecord(value);
    if (record !== null) return record;
    this.log.warn({ documentId }, "A catalog record is damaged: its copy in the list is taken");
    return this.#readListed(database, documentId);
  }

  async #readListed(database: LevelDatabase, documentId: string): Promise<DocumentRecord | null> {
    let found: DocumentRecord | null = null;
    for (const trashed of [false, true]) {
      await database.scanWhatIsSound(indexRange(trashed), (_key, value) => {
        const record = decodeRecord(value);
        if (record?.id !== documentId) return undefined;
        found = record;
        return "enough";
      });
    }
    return found;
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
