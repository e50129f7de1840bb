import type { Clock } from "./clock.js";
import type { DocumentState } from "./document-state.js";
import type { DocumentStore } from "./document-store.js";

export interface EvictionOptions {
  readonly documentId: string;
  readonly state: DocumentState;
  readonly store: Pick<DocumentStore, "load">;
  readonly clock: Clock;
  /** Infinity: never. */
  readonly evictAfterMs: number;
  /** Whether everything is on disk, and nobody is at work with it. */
  readonly isAtRest: () => boolean;
  readonly onEvicted: () => void;
  /** The store cannot give back what was let go. */
  readonly onLost: () => void;
}

/** Smaller states are not worth reading again. */
const MIN_BYTES = 16 * 1024;

/** Lets the bytes of a document go that nobody has asked for in a while, and reads them again when somebody does. What it takes to judge updates stays. */
export class Eviction {
  readonly #options: EvictionOptions;
  #lastUse: number;
  #cancel: (() => void) | null = null;
  #warming: Promise<void> | null = null;

  constructor(options: EvictionOptions) {
    this.#options = options;
    this.#lastUse = options.clock.now();
    this.use();
  }

  /** Somebody writes or reads. */
  use(): void {
    const { clock, evictAfterMs } = this.#options;
    this.#lastUse = clock.now();
    if (this.#cancel === null && evictAfterMs < Number.POSITIVE_INFINITY) this.#lookIn(evictAfterMs);
  }

  /** Resolves when the document is there. Single-flight. Rejects with a `StoreError`. */
  async warm(): Promise<void> {
    this.use();
    if (this.#options.state.isWarm) return;
    this.#warming ??= this.#read().finally(() => {
      this.#warming = null;
    });
    await this.#warming;
  }

  dispose(): void {
    this.#cancel?.();
  }

  #lookIn(ms: number): void {
    const { clock, evictAfterMs, state, isAtRest, onEvicted } = this.#options;
    this.#cancel = clock.after(ms, () => {
      this.#cancel = null;
      const restsFor = clock.now() - this.#lastUse;
      if (restsFor < evictAfterMs) this.#lookIn(evictAfterMs - restsFor);
      else if (!isAtRest()) this.#lookIn(evictAfterMs);
      else if (state.baseBytes >= MIN_BYTES) {
        state.letGo();
        onEvicted();
      }
    });
  }

  async #read(): Promise<void> {
    const { documentId, state, store, onLost } = this.#options;
    const stored = await store.load(documentId);
    try {
      state.takeBack(stored);
    } catch (error) {
      onLost();
      throw error;
    }
  }
}
