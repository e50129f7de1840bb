import type { Catalog, CatalogPage, CatalogQuery, DocumentRecord } from "../catalog.js";
import { StoreError } from "../store-error.js";

/** A `Catalog` that forgets with the process. */
export class MemoryCatalog implements Catalog {
  #isClosed = false;

  constructor(readonly disk: Map<string, DocumentRecord> = new Map()) {}

  async get(documentId: string): Promise<DocumentRecord | null> {
    this.#assertOpen();
    return this.disk.get(documentId) ?? null;
  }

  async put(record: DocumentRecord): Promise<void> {
    this.#assertOpen();
    this.disk.set(record.id, record);
  }

  async list({ query = "", trashed = false, cursor, limit }: CatalogQuery): Promise<CatalogPage> {
    this.#assertOpen();
    const sought = query.toLowerCase();
    const found = [...this.disk.values()]
      .filter(
        (record) => (record.trashedAt !== null) === trashed && record.title.toLowerCase().includes(sought),
      )
      .sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1));
    const from = cursor === undefined ? 0 : positionOf(cursor);
    const records = found.slice(from, from + limit);
    return { records, nextCursor: from + limit < found.length ? `at-${from + limit}` : null };
  }

  async remove(documentId: string): Promise<void> {
    this.#assertOpen();
    this.disk.delete(documentId);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StoreError("closed", "The catalog has been closed");
  }
}

function positionOf(cursor: string): number {
  const match = /^at-(\d{1,9})$/.exec(cursor);
  if (!match) throw new StoreError("bad-cursor", "The cursor is none of this catalog's");
  return Number(match[1]);
}
