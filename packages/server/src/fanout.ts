import { type AwarenessEntry, encodeAwareness, encodeUpdate } from "@motet/protocol";
import { mergeUpdates } from "./merge-updates.js";

/**
 * What a room has to tell its sessions, once per turn of the event loop: the turn's updates merged into one frame, and the last state of each client in
 * another; everybody is handed the same bytes.
 */
export class Fanout {
  #updates: Uint8Array[] = [];
  #awareness = new Map<number, AwarenessEntry>();
  #isScheduled = false;

  constructor(private readonly sendToAll: (frame: Uint8Array) => void) {}

  deliver(update: Uint8Array): void {
    this.#updates.push(update);
    this.#schedule();
  }

  deliverAwareness(entries: readonly AwarenessEntry[]): void {
    if (entries.length === 0) return;
    for (const entry of entries) this.#awareness.set(entry.clientId, entry);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#isScheduled = false;
    const updates = this.#updates;
    const entries = [...this.#awareness.values()];
    this.#updates = [];
    this.#awareness = new Map();
    for (const update of mergedIfPossible(updates)) this.sendToAll(encodeUpdate(update));
    if (entries.length > 0) this.sendToAll(encodeAwareness(entries));
  }
}

/** One by one they say the same: a merge that fails is no reason to tell nobody, nor to end the process from a timer. */
function mergedIfPossible(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  if (updates.length < 2) return updates;
  try {
    return [mergeUpdates(updates)];
  } catch {
    return updates;
  }
}
