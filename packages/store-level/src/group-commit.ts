import type leveldown from "leveldown";

export type Operation = leveldown.Operation;

interface Waiting {
  readonly operations: readonly Operation[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Writes in the order they were submitted, one synced batch at a time; what arrives while one is being written goes into the next.
 * Each submission is in one batch, whole, and resolves when that batch is on disk.
 */
export class GroupCommit {
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(private readonly write: (operations: readonly Operation[]) => Promise<void>) {}

  submit(operations: readonly Operation[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ operations, resolve, reject });
      if (!this.#writing) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#writing = true;
    // One turn of the microtask queue: submissions made together share the first fsync too.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        await this.write(group.flatMap((waiting) => waiting.operations));
        for (const waiting of group) waiting.resolve();
      } catch (error) {
        for (const waiting of group) waiting.reject(error);
      }
    }
    this.#writing = false;
  }
}
