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
  /** When the last update that it holds was accepted, milliseconds since the epoch; null where that is not known. */
  readonly time: number | null;
  /** Whom the document's Yjs clientIDs belong to, as the engine writes it; empty: nobody. */
  readonly owners: Uint8Array;
  /** What the engine has noted of the state, so that it need not read it; empty: nothing. */
  readonly summary: Uint8Array;
}

/** Sequence numbers, both ends included. */
export interface SeqRange {
  readonly from: number;
  readonly through: number;
}

/** A stretch of a document's past: the entries that one checkpoint took the place of. */
export interface Segment {
  readonly range: SeqRange;
  /** When its last entry was accepted, and its first, milliseconds since the epoch. */
  readonly throughTime: number;
  readonly fromTime: number;
  /** Who wrote in it; null for those who had not signed in. */
  readonly authors: readonly (string | null)[];
  /** The entries, compressed: `unpackEntries` has them back. */
  readonly packed: Uint8Array;
}

/** What a store gives back of the past. */
export type HistoryPart =
  | ({ readonly kind: "checkpoint" } & Checkpoint)
  | ({ readonly kind: "segment" } & Segment);

/** What a store could not read. Nothing of it was deleted: damaged records are kept aside. */
export interface Damage {
  /** Entries that nothing readable holds, ascending. */
  readonly lost: readonly SeqRange[];
  /** Records that were found damaged and set aside just now. */
  readonly setAside: number;
}

/** What a store holds of one document. */
export interface StoredDocument {
  /** The newest one that can be read. */
  readonly checkpoint: Checkpoint | null;
  /** The entries after the checkpoint that can be read, by ascending seq; without gaps but for what `damage` names. */
  readonly entries: readonly LogEntry[];
  /** The highest number ever given out that the store knows of; 0 when nothing has ever been written. */
  readonly lastSeq: number;
  /** Null: all is well. */
  readonly damage: Damage | null;
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
  /**
   * Reads a document; one that was never written is empty, not an error. A checkpoint that is damaged, or not older than `olderThan`, is passed over for
   * the one before and the entries since. Rejects with "damaged" where nothing is left to begin with.
   */
  load(documentId: string, olderThan?: number): Promise<StoredDocument>;
  /** One group commit over any number of documents: all entries or none. Resolves once it survives a power loss. */
  append(batch: readonly Append[]): Promise<void>;
  /**
   * Replaces the entries through `checkpoint.upTo` by their merged state, and by the segment that keeps them as the past: atomic and durable; later
   * entries stay. At least the last three checkpoints are kept. A segment takes the place of those that lie within its range.
   */
  checkpoint(documentId: string, checkpoint: Checkpoint, segment: Segment | null): Promise<void>;
  /**
   * The past, oldest first: segments that meet the range, and checkpoints within it, each behind the segments that lead up to it. What no checkpoint has
   * replaced yet is in `load`: asked for before `history`, the two together have no gap.
   */
  history(documentId: string, range?: SeqRange): AsyncIterable<HistoryPart>;
  /** Deletes a document and its past for good. Removing what is not there is not an error. */
  remove(documentId: string): Promise<void>;
  /** Waits for writes under way. Idempotent. */
  close(): Promise<void>;
}
