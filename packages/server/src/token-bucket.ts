export interface TokenBucketOptions {
  readonly perSecond: number;
  /** How much may come at once after a pause. */
  readonly burst: number;
}

/** Lets so much pass in a second. It can be overdrawn: what was taken and not there is owed. `now`: milliseconds, by one clock. */
export class TokenBucket {
  readonly #options: TokenBucketOptions;
  #left: number;
  #at: number;

  constructor(options: TokenBucketOptions, now: number) {
    this.#options = options;
    this.#left = options.burst;
    this.#at = now;
  }

  take(amount: number, now: number): void {
    this.#refill(now);
    this.#left -= amount;
  }

  /** Takes one, if it is there. */
  tryTake(now: number): boolean {
    this.#refill(now);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  /** How long until nothing is owed; 0: nothing is. */
  owedMs(now: number): number {
    this.#refill(now);
    return this.#left >= 0 ? 0 : Math.ceil((-this.#left / this.#options.perSecond) * 1_000);
  }

  /** Whether it is as if nothing had ever been taken. */
  isFull(now: number): boolean {
    this.#refill(now);
    return this.#left >= this.#options.burst;
  }

  #refill(now: number): void {
    const { perSecond, burst } = this.#options;
    this.#left = Math.min(burst, this.#left + (Math.max(0, now - this.#at) / 1_000) * perSecond);
    this.#at = now;
  }
}
