import * as Y from "yjs";
import type { Heard } from "./dialect.js";

/** When edits were sent, and how long each took to reach an observer: told by writer and clock. */
export class Stopwatch {
  readonly #sentAt = new Map<string, number>();
  readonly #latencies: number[] = [];

  sent(client: number, clock: number): void {
    this.#sentAt.set(`${client}:${clock}`, performance.now());
  }

  /** Milliseconds. */
  get latencies(): readonly number[] {
    return this.#latencies;
  }

  /** To be called for one observer only. */
  readonly hear = (heard: Heard): void => {
    if (heard.kind !== "update") return;
    const now = performance.now();
    for (const { id, length } of Y.decodeUpdate(heard.update).structs) {
      for (let clock = id.clock; clock < id.clock + length; clock++) {
        const at = this.#sentAt.get(`${id.client}:${clock}`);
        if (at === undefined) continue;
        this.#latencies.push(now - at);
        this.#sentAt.delete(`${id.client}:${clock}`);
      }
    }
  };

  /** Edits that have not arrived. */
  get missing(): number {
    return this.#sentAt.size;
  }
}
