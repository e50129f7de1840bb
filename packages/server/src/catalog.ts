/** What the list of documents knows about one. */
export interface DocumentRecord {
  readonly id: string;
  /** "" while nobody has given one. */
  readonly title: string;
  /** Milliseconds since the epoch, like every time here. */
  readonly createdAt: number;
  /** The last edit of text or title. */
  readonly updatedAt: number;
  /** When it was moved to the trash; null while it is not there. */
  readonly trashedAt: number | null;
}

export interface CatalogQuery {
  /** Case-insensitive part of the title; absent or "": all. */
  readonly query?: string;
  /** List the trash instead of the living documents. */
  readonly trashed?: boolean;
  /** `nextCursor` of the page before. A cursor that the catalog did not make is a `StoreError` with code "bad-cursor". */
  readonly cursor?: string;
  /** Records per page, 1–200. */
  readonly limit: number;
}

export interface CatalogPage {
  /** Last edited first; equal times by id. */
  readonly records: readonly DocumentRecord[];
  readonly nextCursor: string | null;
}

/** The list of documents. Writes are durable when they resolve. Same rules for ids and errors as `DocumentStore`. */
export interface Catalog {
  get(documentId: string): Promise<DocumentRecord | null>;
  put(record: DocumentRecord): Promise<void>;
  list(query: CatalogQuery): Promise<CatalogPage>;
  remove(documentId: string): Promise<void>;
  close(): Promise<void>;
}
