import { Worker } from "node:worker_threads";
import { type Clock, SYSTEM_CLOCK } from "../clock.js";
import { encodeEntries } from "../history/pack-entries.js";
import type { Compacted, CompactionJob, Compactor } from "./compactor.js";
import type { CompactionReply, CompactionRequest } from "./worker-message.js";

export interface WorkerCompactorOptions {
  readonly clock?: Clock;
  /** A job that takes longer is given up, with its worker. */
  readonly timeoutMs?: number;
  readonly workerFile?: URL;
}

interface Waiting {
  readonly job: CompactionJob;
  readonly resolve: (compacted: Compacted | null) => void;
  readonly reject: (error: Error) => void;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/** The built file, also where this one is read from its source: a worker cannot be started from TypeScript. */
const WORKER_FILE = new URL("../../dist/compaction/compaction-worker.js", import.meta.url);

/**
 * Compacts in a thread of its own, which is started with the first job. A worker that dies or hangs takes one job with it: that one rejects, the next
 * gets a new worker.
 */
export class WorkerCompactor implements Compactor {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #workerFile: URL;
  readonly #queue: Waiting[] = [];
  #current: { readonly waiting: Waiting; readonly cancelTimeout: () => void } | null = null;
  #worker: Worker | null = null;
  #isClosed = false;

  constructor({
    clock = SYSTEM_CLOCK,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    workerFile = WORKER_FILE,
  }: WorkerCompactorOptions = {}) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#workerFile = workerFile;
  }

  compact(job: CompactionJob): Promise<Compacted | null> {
    if (this.#isClosed) return Promise.reject(new Error("The compactor has been closed"));
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.#startNext();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#queue.splice(0)) reject(new Error("The compactor has been closed"));
    await this.#abandon(new Error("The compactor has been closed"));
  }

  #startNext(): void {
    if (this.#current !== null) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) {
      // An idle worker is no reason for a process to go on.
      this.#worker?.unref();
      return;
    }
    const cancelTimeout = this.#clock.after(this.#timeoutMs, () => {
      void this.#abandon(new Error(`A compaction took longer than ${this.#timeoutMs} ms`));
    });
    this.#current = { waiting, cancelTimeout };
    try {
      this.#worker ??= this.#startWorker();
      this.#worker.ref();
      const request = requestOf(waiting.job);
      this.#worker.postMessage(request, [
        request.base.buffer as ArrayBuffer,
        request.entries.buffer as ArrayBuffer,
        request.stranded.buffer as ArrayBuffer,
      ]);
    } catch (error) {
      void this.#abandon(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #startWorker(): Worker {
    // Without the flags of this process: they are not meant for the worker, and may keep it from finding its imports.
    const worker = new Worker(this.#workerFile, { execArgv: [] });
    const lost = (error: Error): void => {
      if (this.#worker === worker) void this.#abandon(error);
    };
    worker.on("message", (reply: CompactionReply) => {
      if (this.#worker === worker) this.#settle(reply);
    });
    worker.on("error", lost);
    worker.on("messageerror", lost);
    worker.on("exit", (code) => lost(new Error(`The compaction worker ended with ${code}`)));
    return worker;
  }

  #settle(reply: CompactionReply): void {
    const current = this.#current;
    if (current === null) return;
    this.#current = null;
    current.cancelTimeout();
    switch (reply.kind) {
      case "compacted":
        current.waiting.resolve({ state: reply.state, summary: reply.summary, packed: reply.packed });
        break;
      case "not-whole":
        current.waiting.resolve(null);
        break;
      case "failed":
        current.waiting.reject(new Error(reply.message));
        break;
    }
    this.#startNext();
  }

  /** The worker is not to be trusted any more: it goes, with the job that it has. */
  async #abandon(error: Error): Promise<void> {
    const current = this.#current;
    const worker = this.#worker;
    this.#current = null;
    this.#worker = null;
    current?.cancelTimeout();
    current?.waiting.reject(error);
    this.#startNext();
    await worker?.terminate();
  }
}

/** Bytes of its own, each in one buffer, so that they can be handed over. (`slice` of a Buffer would be a view of the room's.) */
function requestOf({ base, entries, stranded, titleRoot }: CompactionJob): CompactionRequest {
  return {
    base: new Uint8Array(base),
    entries: encodeEntries(entries),
    stranded: encodeEntries(stranded),
    titleRoot,
  };
}
