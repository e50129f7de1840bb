/** How many may come at once after a rest. */
const BURST = 5;

/** Lets things happen at most so often, where how often changes: a few at once, then one per interval. */
export class Pace {
  /** When all that has happened would have, one per interval. */
  #paidUntil = 0;

  /** How long the next one has to wait; 0: it may happen now. */
  waitMs(now: number, intervalMs: number): number {
    // A clock that was set back.
    if (this.#paidUntil > now + BURST * intervalMs) this.#paidUntil = now;
    return Math.max(0, this.#paidUntil - (BURST - 1) * intervalMs - now);
  }

  take(now: number, intervalMs: number): void {
    this.#paidUntil = Math.max(this.#paidUntil, now) + intervalMs;
  }
}
