export interface ConnectRateOptions {
  /** Attempts to connect of one address: so many a second, and so many at once. */
  readonly connectsPerSecond: number;
  readonly connectBurst: number;
  /** Milliseconds, of any clock that does not go back. */
  readonly now: () => number;
}

/** How many addresses are remembered before those that have recovered are forgotten. */
const SWEEP_ABOVE = 10_000;

/** Counts attempts to connect by address: a thousand people behind one address come back at once, and nobody comes a thousand times a second. */
export class ConnectRate {
  /** When each address's attempts would have been over, one after the other. */
  readonly #busyUntil = new Map<string, number>();

  constructor(private readonly options: ConnectRateOptions) {}

  allows(address: string): boolean {
    const { connectsPerSecond, connectBurst, now } = this.options;
    const intervalMs = 1_000 / connectsPerSecond;
    const at = now();
    const busyUntil = Math.max(this.#busyUntil.get(address) ?? 0, at) + intervalMs;
    if (busyUntil - at > connectBurst * intervalMs) return false;
    this.#busyUntil.set(address, busyUntil);
    if (this.#busyUntil.size > SWEEP_ABOVE) this.#sweep(at);
    return true;
  }

  #sweep(at: number): void {
    for (const [address, busyUntil] of this.#busyUntil) if (busyUntil <= at) this.#busyUntil.delete(address);
  }
}
