import type { Clock } from "./clock.js";
import type { DocumentStore, LogEntry } from "./document-store.js";
import type { ServerLog } from "./server-log.js";
import type { Limits } from "./sync-server-options.js";

export interface UpdateLogOptions {
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly log: ServerLog;
  readonly limits: Limits;
  /** Whether the store takes writes has changed. */
  readonly onConditionChanged: (cannotSave: boolean) => void;
}

interface Waiting {
  readonly documentId: string;
  readonly entry: LogEntry;
  readonly onDurable: () => void;
}

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "writing" }
  /** The last append failed: the same entries are tried again after a while. */
  | { readonly kind: "retrying"; readonly delayMs: number; readonly cancel: () => void }
  | { readonly kind: "closed" };

/**
 * Takes the accepted updates of all rooms to the store in group commits: one `append` at a time, what comes meanwhile goes into the next. An
 * entry stays here until an append that holds it has resolved, however often the store fails before, and only then its `onDurable` is called.
 */
export class UpdateLog {
  #waiting: Waiting[] = [];
  #inFlight: Waiting[] = [];
  #backlogBytes = 0;
  #state: State = { kind: "idle" };
  #cannotSave = false;
  #onIdle: (() => void)[] = [];
  #lastCommitAt = Number.NEGATIVE_INFINITY;
  #endRest: () => void = () => {};

  constructor(private readonly options: UpdateLogOptions) {}

  get cannotSave(): boolean {
    return this.#cannotSave;
  }

  /** Bytes of updates that were accepted and are not known to be on disk. */
  get backlogBytes(): number {
    return this.#backlogBytes;
  }

  /** Whether nothing more may be appended: enough waits already, or the log has been closed. */
  get isFull(): boolean {
    return this.#isClosed() || this.#backlogBytes >= this.options.limits.maxBacklogBytes;
  }

  append(documentId: string, entry: LogEntry, onDurable: () => void): void {
    this.#waiting.push({ documentId, entry, onDurable });
    this.#backlogBytes += entry.update.length;
    if (this.#state.kind === "idle") void this.#write();
  }

  /** Resolves when nothing waits any more, or after `timeoutMs`; then says how many entries were given up. */
  async close(timeoutMs: number): Promise<number> {
    if (this.#state.kind === "writing" || this.#state.kind === "retrying") {
      this.#lastCommitAt = Number.NEGATIVE_INFINITY;
      this.#endRest();
      await new Promise<void>((resolve) => {
        const cancel = this.options.clock.after(timeoutMs, resolve);
        this.#onIdle.push(() => {
          cancel();
          resolve();
        });
      });
    }
    if (this.#state.kind === "retrying") this.#state.cancel();
    this.#state = { kind: "closed" };
    const lost = this.#waiting.length + this.#inFlight.length;
    this.#waiting = [];
    return lost;
  }

  async #write(): Promise<void> {
    this.#state = { kind: "writing" };
    // What this turn of the event loop brings belongs to the same commit.
    await new Promise<void>((resolve) => setImmediate(resolve));
    let delayMs = this.options.limits.retryStoreAfterMs;
    while (this.#waiting.length > 0) {
      await this.#rest();
      const group = this.#waiting;
      this.#waiting = [];
      this.#inFlight = group;
      try {
        await this.options.store.append(byDocument(group));
        this.#inFlight = [];
      } catch (error) {
        this.#inFlight = [];
        this.#waiting = group.concat(this.#waiting);
        if (this.#isClosed()) return;
        this.#setCondition(true);
        this.options.log.error(
          { error, entries: group.length, retryAfterMs: delayMs },
          "The store refuses to write",
        );
        await this.#pause(delayMs);
        if (this.#isClosed()) return;
        delayMs = Math.min(delayMs * 2, this.options.limits.retryStoreAtMostMs);
        continue;
      }
      delayMs = this.options.limits.retryStoreAfterMs;
      for (const { entry, onDurable } of group) {
        this.#backlogBytes -= entry.update.length;
        onDurable();
      }
      this.#setCondition(false);
      if (this.#isClosed()) return;
    }
    this.#state = { kind: "idle" };
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  /** One sync of the disk costs the same for one edit and for a hundred. */
  async #rest(): Promise<void> {
    const { clock, limits } = this.options;
    const restMs = this.#lastCommitAt + limits.commitIntervalMs - clock.now();
    if (restMs > 0) {
      await new Promise<void>((resolve) => {
        const cancel = clock.after(Math.min(restMs, limits.commitIntervalMs), resolve);
        this.#endRest = () => {
          cancel();
          resolve();
        };
      });
    }
    this.#lastCommitAt = clock.now();
  }

  #isClosed(): boolean {
    return this.#state.kind === "closed";
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.options.clock.after(delayMs, () => {
        this.#state = { kind: "writing" };
        resolve();
      });
      const cancel = (): void => {
        stop();
        resolve();
      };
      this.#state = { kind: "retrying", delayMs, cancel };
    });
  }

  #setCondition(cannotSave: boolean): void {
    if (this.#cannotSave === cannotSave) return;
    this.#cannotSave = cannotSave;
    if (!cannotSave) this.options.log.info({}, "The store writes again");
    this.options.onConditionChanged(cannotSave);
  }
}

function byDocument(group: readonly Waiting[]): { documentId: string; entries: LogEntry[] }[] {
  const documents = new Map<string, LogEntry[]>();
  for (const { documentId, entry } of group) {
    const entries = documents.get(documentId);
    if (entries) entries.push(entry);
    else documents.set(documentId, [entry]);
  }
  return [...documents].map(([documentId, entries]) => ({ documentId, entries }));
}
