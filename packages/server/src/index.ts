export {
  type Access,
  type AccessRequest,
  type Authorizer,
  type Decision,
  mayWrite,
  type Role,
} from "./authorizer.js";
export type { Catalog, CatalogPage, CatalogQuery, DocumentRecord } from "./catalog.js";
export type { Clock } from "./clock.js";
export type { Compacted, CompactionJob, Compactor } from "./compaction/compactor.js";
export { InProcessCompactor } from "./compaction/in-process-compactor.js";
export { WorkerCompactor, type WorkerCompactorOptions } from "./compaction/worker-compactor.js";
export type {
  Append,
  Checkpoint,
  Damage,
  DocumentStore,
  HistoryPart,
  LogEntry,
  Segment,
  SeqRange,
  StoredDocument,
} from "./document-store.js";
export type { EngineObserver, Flush, NotTaken } from "./engine-observer.js";
export {
  FILE_HEAD_BYTES,
  type FileStore,
  type FileUsage,
  isFileName,
  type KeptFile,
  type OpenedFile,
  type ReceivedFile,
} from "./file-store.js";
export { documentAt, type Moment } from "./history/document-at.js";
export { assertBeginning, type Found, inOrder } from "./history/in-order.js";
export { packEntries, unpackEntries } from "./history/pack-entries.js";
export { KEEP_EVERYTHING, planRetention, type Retention } from "./history/plan-retention.js";
export { mergeUpdates } from "./merge-updates.js";
export type { DocumentChange } from "./room.js";
export type { ServerLog } from "./server-log.js";
export type { Socket } from "./socket.js";
export { StoreError, type StoreErrorCode } from "./store-error.js";
export { type Admission, createSyncServer, type SyncServer, type SyncServerStats } from "./sync-server.js";
export { DEFAULTS, type SyncServerOptions } from "./sync-server-options.js";
export { TokenBucket, type TokenBucketOptions } from "./token-bucket.js";
export { WriteRefused } from "./write-refused.js";
