import type { Clock } from "./clock.js";

export interface RateOptions {
  readonly clock: Clock;
  readonly perSecond: number;
  readonly burst: number;
}

/** Lets so many things pass in a second, and so many at once after a pause. */
export class Rate {
  #left: number;
  #at: number;

  constructor(private readonly options: RateOptions) {
    this.#left = options.burst;
    this.#at = options.clock.now();
  }

  allows(): boolean {
    const { clock, perSecond, burst } = this.options;
    const now = clock.now();
    this.#left = Math.min(burst, this.#left + (Math.max(0, now - this.#at) / 1_000) * perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
