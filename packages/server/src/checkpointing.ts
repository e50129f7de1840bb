import type { DocumentState } from "./document-state.js";
import { segmentOf } from "./history/segment-of.js";
import type { Settings } from "./sync-server-options.js";

export interface CheckpointingOptions extends Settings {
  readonly documentId: string;
  readonly state: DocumentState;
  /** Through which entry the log is on disk. */
  readonly durableSeq: () => number;
  /** Resolves when the document is in memory. */
  readonly warm: () => Promise<void>;
}

/** When a room's log becomes a checkpoint and a segment of its past. One at a time; a failure costs nothing but a longer log. */
export class Checkpointing {
  readonly #options: CheckpointingOptions;
  #underWay: Promise<void> | null = null;
  #writing: Promise<void> | null = null;
  #failures = 0;
  #notBefore = 0;
  #isStopped = false;

  constructor(options: CheckpointingOptions) {
    this.#options = options;
  }

  get isUnderWay(): boolean {
    return this.#underWay !== null;
  }

  afterCommit(): void {
    if (this.#isDue() && this.#options.clock.now() >= this.#notBefore) void this.#start();
  }

  async atUnload(): Promise<void> {
    await this.#underWay;
    if (this.#options.state.tailLength >= this.#options.limits.checkpointAtUnloadEntries) await this.#start();
  }

  /** What has not reached the store yet is given up; resolves when nothing more will be written. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#writing?.catch(() => {});
  }

  #isDue(): boolean {
    const { state, limits } = this.#options;
    if (state.tailLength >= limits.checkpointAtLastEntries) return true;
    if (state.tailLength < limits.checkpointAfterEntries && state.tailBytes < limits.checkpointAfterBytes)
      return false;
    return state.tailBytes >= state.baseBytes * limits.checkpointAfterShare;
  }

  #start(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    this.#underWay ??= this.#write().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  async #write(): Promise<void> {
    const { documentId, log } = this.#options;
    // Out of the turn in which updates are being received.
    await new Promise<void>((resolve) => setImmediate(resolve));
    const upTo = this.#options.durableSeq();
    try {
      if (await this.#writeThrough(upTo)) {
        this.#failures = 0;
        return;
      }
      log.error({ documentId, upTo }, "The log does not load whole: it is kept as it is");
    } catch (error) {
      if (this.#isStopped) return;
      log.warn({ error, documentId, upTo }, "A checkpoint could not be written");
    }
    this.#backOff();
  }

  /** False where the log does not load whole. */
  async #writeThrough(upTo: number): Promise<boolean> {
    const { documentId, state, store, compactor, warm } = this.#options;
    await warm();
    const job = state.jobThrough(upTo);
    const compacted = await compactor.compact(job);
    if (this.#isStopped) return true;
    if (compacted === null) return false;
    const entries = [...job.entries, ...job.stranded].sort((a, b) => a.seq - b.seq);
    const time = entries.at(-1)?.time ?? null;
    const { packed, summary } = compacted;
    const checkpoint = { state: compacted.state, upTo, time, owners: state.known.encodeOwners(), summary };
    this.#writing = store.checkpoint(documentId, checkpoint, segmentOf(entries, packed));
    await this.#writing;
    state.startFrom(compacted.state, upTo);
    return true;
  }

  #backOff(): void {
    const { clock, limits } = this.#options;
    const delayMs = Math.min(
      limits.retryCheckpointAfterMs * 2 ** this.#failures,
      limits.retryCheckpointAtMostMs,
    );
    this.#failures += 1;
    this.#notBefore = clock.now() + delayMs;
  }
}
