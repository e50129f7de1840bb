/** One accepted update as it stands in a document's log. */
export interface LogEntry {
  /** Position in the document's log: 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** When the server accepted it, milliseconds since the epoch. */
  readonly time: number;
  /** The userId that wrote it; null where nobody has signed in. */
  readonly author: string | null;
  /** Whom the Yjs clientIDs belong to that this update is the first to write with; absent: nobody, or none is new. At most 255 bytes. */
  readonly owner?: string;
  /** A Yjs update (encoding v1). */
  readonly update: Uint8Array;
}

/** A document's merged state through one sequence number. */
export interface Checkpoint {
  /** A Yjs update (encoding v1) that holds everything through `upTo`. */
  readonly state: Uint8Array;
  readonly upTo: number;
  /** Whom the document's Yjs clientIDs belong to, as the engine writes it; empty: nobody. */
  readonly owners: Uint8Array;
}

/** What a store holds of one document. */
export interface StoredDocument {
  readonly checkpoint: Checkpoint | null;
  /** The entries after the checkpoint, by ascending seq. */
  readonly entries: readonly LogEntry[];
  /** 0 when nothing has ever been written. */
  readonly lastSeq: number;
}

/** New entries of one document, for a group commit. */
export interface Append {
  readonly documentId: string;
  readonly entries: readonly LogEntry[];
}

/**
 * Where documents are kept. Ids are opaque: any 1–255 bytes of UTF-8, also `a` beside `a/b` or `__proto__`.
 * Every method rejects with a `StoreError` when the store fails or has been closed; it never throws synchronously.
 */
export interface DocumentStore {
  /** Reads a document; one that was never written is empty, not an error. */
  load(documentId: string): Promise<StoredDocument>;
  /** One group commit over any number of documents: all entries or none. Resolves once it survives a power loss. */
  append(batch: readonly Append[]): Promise<void>;
  /** Replaces everything through `checkpoint.upTo` by its merged state: atomic and durable; later entries stay. */
  checkpoint(documentId: string, checkpoint: Checkpoint): Promise<void>;
  /** Deletes a document for good. Removing what is not there is not an error. */
  remove(documentId: string): Promise<void>;
  /** Waits for writes under way. Idempotent. */
  close(): Promise<void>;
}
