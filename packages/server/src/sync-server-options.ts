import { LIMITS } from "@motet/protocol";
import type { Authorizer } from "./authorizer.js";
import { type Clock, SYSTEM_CLOCK } from "./clock.js";
import type { Compactor } from "./compaction/compactor.js";
import { WorkerCompactor } from "./compaction/worker-compactor.js";
import type { DocumentStore } from "./document-store.js";
import { type EngineObserver, NO_OBSERVER } from "./engine-observer.js";
import { type ServerLog, SILENT_LOG } from "./server-log.js";

export interface SyncServerOptions {
  readonly store: DocumentStore;
  readonly authorizer: Authorizer;
  /** A Yjs update that every document begins with. Nobody may write under its clientIDs. Default: nothing. */
  readonly seed?: Uint8Array;
  /** The root type that says what a document is called: `documentChanged` tells whether it was touched. Default: none. */
  readonly titleRoot?: string;
  /**
   * Whether the last server on this store ended without closing it: for a while readers may then bring back edits of others that were relayed and had
   * not reached the disk. Default: false.
   */
  readonly isRecovering?: boolean;
  /** Merges logs into checkpoints; closed with the server. Default: a worker thread, started when it is first needed. */
  readonly compactor?: Compactor;
  readonly clock?: Clock;
  readonly log?: ServerLog;
  readonly limits?: Partial<Limits>;
  /** For metrics. Default: nobody. */
  readonly observer?: EngineObserver;
}

export const DEFAULTS = {
  /** A larger update closes its session with 4413. */
  maxUpdateBytes: LIMITS.maxMessageBytes,
  /** Accepted and not yet on disk, over all documents; beyond it updates are refused with 4503 and their clients keep them. */
  maxBacklogBytes: 64 * 1024 * 1024,
  /** One session: messages a second and at once; beyond it 4429. More than a person or a script that means well sends, less than hurts others. */
  messagesPerSecond: 500,
  messageBurst: 5_000,
  /** Bytes in the same way; beyond it the session's socket is not read for a while. */
  bytesPerSecond: 16 * 1024 * 1024,
  byteBurst: 64 * 1024 * 1024,
  /** All sessions of one address, behind which many people may sit; beyond it their sockets are not read for a while. */
  addressMessagesPerSecond: 100_000,
  addressMessageBurst: 200_000,
  addressBytesPerSecond: 128 * 1024 * 1024,
  addressByteBurst: 512 * 1024 * 1024,
  /** What one session may have done in one turn of the event loop; the rest waits for the next. */
  maxMessagesPerTurn: 64,
  maxBytesPerTurn: 256 * 1024,
  /** Who says nothing at all is closed with 4408. */
  firstMessageTimeoutMs: 10_000,
  /** Above it the log has a warning; above the second nothing is added to the document, its senders are closed with 4413, and it is read as before. */
  warnDocumentBytes: 16 * 1024 * 1024,
  maxDocumentBytes: 128 * 1024 * 1024,
  /** What of a session may wait to be handled, while its room is loading or it has had its share; beyond it 4503. */
  maxWaitingBytes: 2 * LIMITS.maxMessageBytes,
  /** Above so many bytes that the network has not taken nothing more is queued for a reader; when it has taken them it gets one difference. */
  highWaterBytes: 1024 * 1024,
  /** A reader who is behind and takes less than `highWaterBytes` in this time is closed with 4503, and fetches the difference when it returns. */
  behindTimeoutMs: 30_000,
  /** Yjs clients of whose edits one session may owe a part; beyond it 4400. */
  maxOwedClients: 10_000,
  /** After a crash: how long others may bring back what its author does not, and how long after a room has opened its author has the first turn. */
  recoverWithinMs: 120_000,
  ownersFirstMs: 10_000,
  /** An honest client's first answer brings what is missing; after so many in vain 4400. */
  maxVainAnswers: 3,
  /** Acknowledgements that one session may wait for; beyond it 4503. */
  maxHeldAcknowledgements: 256,
  /** A client whose awareness state says `away` (its page is hidden) is closed with 4408 when it has neither edited nor moved for so long. */
  idleTimeoutMs: 30 * 60_000,
  /** Broadcasts of one session: so many a second, and so many at once. What is beyond is not passed on. */
  broadcastsPerSecond: 50,
  maxBroadcastBurst: 100,
  /** A log of so many entries or bytes becomes a checkpoint, … */
  checkpointAfterEntries: 500,
  checkpointAfterBytes: 128 * 1024,
  /** … unless it is shorter than this share of the document, which a checkpoint reads and writes as a whole, … */
  checkpointAfterShare: 1 / 8,
  /** … or longer than this: it is read at every opening. */
  checkpointAtLastEntries: 5_000,
  /** A shorter log is left as it is when its room closes. */
  checkpointAtUnloadEntries: 50,
  /** After a checkpoint that failed the next one is tried no sooner; doubled with each failure up to the second figure. */
  retryCheckpointAfterMs: 30_000,
  retryCheckpointAtMostMs: 900_000,
  /** How long a room without sessions stays in memory: a reload finds it warm. */
  unloadAfterMs: 30_000,
  /** From one group commit to the next. Higher spares the disk and the processor, lower tells sooner what is saved. The first after a rest does not wait. */
  commitIntervalMs: 0,
  /** A document that nobody has written to or asked for in this time leaves the memory, though people have it open; it is read again when somebody asks. */
  evictAfterMs: 5 * 60_000,
  /** Between two attempts of a failing store; doubled up to the second figure. */
  retryStoreAfterMs: 250,
  retryStoreAtMostMs: 4_000,
  /** `documentChanged` comes at most once per document in this time. */
  changeNoticeMs: 500,
  /** How long `close` waits for the store before it gives up on what is not saved. */
  closeTimeoutMs: 8_000,
} satisfies Record<string, number>;

export type Limits = Readonly<typeof DEFAULTS>;

/** The options with every default filled in. */
export interface Settings {
  readonly store: DocumentStore;
  readonly authorizer: Authorizer;
  readonly seed: Uint8Array | null;
  readonly titleRoot: string | null;
  readonly compactor: Compactor;
  readonly clock: Clock;
  readonly log: ServerLog;
  readonly limits: Limits;
  readonly observer: EngineObserver;
  /** Milliseconds since the epoch; 0: there is nothing to recover. */
  readonly recoversUntil: number;
}

export function settingsOf(options: SyncServerOptions): Settings {
  const clock = options.clock ?? SYSTEM_CLOCK;
  const limits = { ...DEFAULTS, ...options.limits };
  return {
    store: options.store,
    authorizer: options.authorizer,
    seed: options.seed ?? null,
    titleRoot: options.titleRoot ?? null,
    compactor: options.compactor ?? new WorkerCompactor(),
    clock,
    log: options.log ?? SILENT_LOG,
    limits,
    observer: options.observer ?? NO_OBSERVER,
    recoversUntil: options.isRecovering ? clock.now() + limits.recoverWithinMs : 0,
  };
}
