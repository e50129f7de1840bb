import { StoreError } from "@motet/server";
import type { LevelDatabase } from "./level-database.js";

type HandleState = { readonly kind: "open" } | { readonly kind: "closed"; readonly released: Promise<void> };

/** The database's users: it closes when the last one has gone. */
export class SharedDatabase {
  #handles = 0;

  constructor(private readonly database: LevelDatabase) {}

  handle(): LevelHandle {
    this.#handles += 1;
    return new LevelHandle(this.database, async () => {
      this.#handles -= 1;
      if (this.#handles === 0) await this.database.close();
    });
  }
}

/** One user's way into the database: nothing runs before open or after close, and `close` waits for what is running. */
export class LevelHandle {
  #state: HandleState = { kind: "open" };
  #running = 0;
  #onIdle: () => void = () => {};

  constructor(
    private readonly database: LevelDatabase,
    private readonly release: () => Promise<void>,
  ) {}

  /** Rejects with a `StoreError` "closed" after `close`. The work must not keep the database for later. */
  async use<Result>(work: (database: LevelDatabase) => Promise<Result>): Promise<Result> {
    switch (this.#state.kind) {
      case "closed":
        throw new StoreError("closed", "The store has been closed");
      case "open":
    }
    this.#running += 1;
    try {
      return await work(this.database);
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.#onIdle();
    }
  }

  /** Idempotent: every call resolves when the work under way has ended and the database has been given back. */
  close(): Promise<void> {
    switch (this.#state.kind) {
      case "closed":
        return this.#state.released;
      case "open": {
        const released = this.#drain().then(this.release);
        this.#state = { kind: "closed", released };
        return released;
      }
    }
  }

  async #drain(): Promise<void> {
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
  }
}
