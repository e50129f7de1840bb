import type { LogEntry } from "../document-store.js";

export interface CompactionJob {
  /** The state before the entries, as one Yjs update. */
  readonly base: Uint8Array;
  /** What comes on top of it. */
  readonly entries: readonly LogEntry[];
  /** Entries that build on something lost: they belong to the past and not to the state. */
  readonly stranded: readonly LogEntry[];
  /** See `SyncServerOptions.titleRoot`. */
  readonly titleRoot: string | null;
}

export interface Compacted {
  /** Base and entries as one Yjs update, deleted content collected. */
  readonly state: Uint8Array;
  /** See `Checkpoint.summary`. */
  readonly summary: Uint8Array;
  /** Entries and stranded ones by ascending seq, as `packEntries` makes them. */
  readonly packed: Uint8Array;
}

/** Merges logs into checkpoints. One serves all rooms of a server, one job after another. */
export interface Compactor {
  /** Null where the result would not load whole. Rejects where the work could not be done: later it may be. */
  compact(job: CompactionJob): Promise<Compacted | null>;
  /** Gives up what is under way: it rejects. Idempotent. */
  close(): Promise<void>;
}
