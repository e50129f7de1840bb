import { type AwarenessEntry, encodeAwareness, encodeUpdate } from "@motet/protocol";
import type { Clock } from "./clock.js";
import type { LogEntry } from "./document-store.js";
import type { EngineObserver } from "./engine-observer.js";
import { mergeUpdates } from "./merge-updates.js";
import { Pace } from "./pace.js";

/** What everybody is told at one time: the same bytes for all. */
export interface Delivery {
  readonly messages: readonly Uint8Array[];
  /** The number of the last update before those in it. */
  readonly afterSeq: number;
}

export interface FanoutOptions {
  readonly clock: Clock;
  /** The number of the last update that readers get when they join. */
  readonly seq: number;
  readonly audience: () => number;
  readonly sendToAll: (delivery: Delivery) => void;
  readonly observer: EngineObserver;
}

/** A flush is followed by a pause, and the next one carries more: what a write costs hardly depends on how much is in it. Few readers are served at once. */
const PAUSE_MS_PER_READER = 0.2;
const CROWD_PAUSE_AT_MOST_MS = 10;
/** One that took longer is followed by a pause of its own length. */
const DEAR_FLUSH_MS = 5;
const LONGEST_PAUSE_MS = 25;

/** Carets move 20 times a second among up to 100 people, and twice a second among 1,000. */
const SHORTEST_AWARENESS_INTERVAL_MS = 50;
const LONGEST_AWARENESS_INTERVAL_MS = 500;
const AWARENESS_INTERVAL_MS_PER_READER = 0.5;

/**
 * What a room has to tell its sessions, once per turn of the event loop: the turn's updates merged into one, and the last state of each client that is due;
 * everybody is handed the same bytes.
 */
export class Fanout {
  readonly #options: FanoutOptions;
  readonly #pace = new Pace();
  #updates: Uint8Array[] = [];
  #awareness = new Map<number, AwarenessEntry>();
  #sending: readonly AwarenessEntry[] = [];
  #seq: number;
  #sentSeq: number;
  #isScheduled = false;
  #cancelAwareness: (() => void) | null = null;
  #notBefore = 0;

  constructor(options: FanoutOptions) {
    this.#options = options;
    this.#seq = options.seq;
    this.#sentSeq = options.seq;
  }

  /** The number of the last update that everybody has been sent. */
  get sentSeq(): number {
    return this.#sentSeq;
  }

  /** What has not reached everybody yet: farewells of some whom readers still take for present. */
  get unheard(): AwarenessEntry[] {
    return [...this.#sending, ...this.#awareness.values()];
  }

  deliver({ seq, update }: LogEntry): void {
    this.#updates.push(update);
    this.#seq = seq;
    this.#schedule();
  }

  deliverAwareness(entries: readonly AwarenessEntry[]): void {
    if (entries.length === 0) return;
    for (const entry of entries) this.#awareness.set(entry.clientId, entry);
    this.#scheduleAwareness();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const { clock } = this.#options;
    // A clock that is set back makes no pause longer.
    const pauseMs = Math.min(this.#notBefore - clock.now(), LONGEST_PAUSE_MS);
    if (pauseMs > 0) clock.after(pauseMs, () => this.#flush());
    else setImmediate(() => this.#flush());
  }

  #scheduleAwareness(): void {
    if (this.#isScheduled || this.#cancelAwareness) return;
    const { clock } = this.#options;
    const waitMs = this.#pace.waitMs(clock.now(), this.#awarenessIntervalMs);
    if (waitMs === 0) {
      this.#schedule();
      return;
    }
    this.#cancelAwareness = clock.after(waitMs, () => {
      this.#cancelAwareness = null;
      this.#schedule();
    });
  }

  get #awarenessIntervalMs(): number {
    const intervalMs = this.#options.audience() * AWARENESS_INTERVAL_MS_PER_READER;
    return Math.min(Math.max(intervalMs, SHORTEST_AWARENESS_INTERVAL_MS), LONGEST_AWARENESS_INTERVAL_MS);
  }

  #flush(): void {
    this.#isScheduled = false;
    const { clock, sendToAll, observer, audience } = this.#options;
    const began = clock.now();
    const count = this.#updates.length;
    const updates = this.#takeUpdates();
    this.#sending = this.#takeAwareness(began);
    const messages = this.#sending.length === 0 ? updates : [...updates, encodeAwareness(this.#sending)];
    const afterSeq = this.#sentSeq;
    this.#sentSeq = this.#seq;
    if (messages.length > 0) sendToAll({ messages, afterSeq });
    this.#sending = [];
    const ended = clock.now();
    if (messages.length > 0)
      observer.flushed({
        updates: count,
        bytes: bytesOf(messages),
        readers: audience(),
        tookMs: ended - began,
      });
    this.#notBefore = ended + pauseAfterMs(ended - began, audience());
  }

  #takeUpdates(): Uint8Array[] {
    const updates = this.#updates;
    this.#updates = [];
    return mergedIfPossible(updates).map(encodeUpdate);
  }

  /** Before its time awareness stays, also where updates go out: the last state of each counts. */
  #takeAwareness(now: number): AwarenessEntry[] {
    if (this.#awareness.size === 0) return [];
    const intervalMs = this.#awarenessIntervalMs;
    if (this.#pace.waitMs(now, intervalMs) > 0) {
      this.#scheduleAwareness();
      return [];
    }
    this.#pace.take(now, intervalMs);
    this.#cancelAwareness?.();
    this.#cancelAwareness = null;
    const entries = [...this.#awareness.values()];
    this.#awareness = new Map();
    return entries;
  }
}

function pauseAfterMs(tookMs: number, readers: number): number {
  const crowdMs = Math.min(Math.floor(readers * PAUSE_MS_PER_READER), CROWD_PAUSE_AT_MOST_MS);
  return tookMs < DEAR_FLUSH_MS ? crowdMs : Math.max(crowdMs, Math.min(tookMs, LONGEST_PAUSE_MS));
}

function bytesOf(messages: readonly Uint8Array[]): number {
  return messages.reduce((sum, message) => sum + message.length, 0);
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
