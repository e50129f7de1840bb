import { TokenBucket } from "@motet/server";

export interface UploadRateOptions {
  readonly bytesPerSecond: number;
  readonly burstBytes: number;
  /** Milliseconds, of any clock that does not go back. */
  readonly now: () => number;
}

/** What any upload counts for at least: its directory entries and syncs cost too. */
const LEAST_BYTES = 64 * 1024;

/** How many addresses are remembered before those that have recovered are forgotten. */
const SWEEP_ABOVE = 10_000;

/** What the files of one address may weigh together, by time. */
export class UploadRate {
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(private readonly options: UploadRateOptions) {}

  /** Takes so much; false, and nothing taken, where the address owes from before. */
  tryTake(address: string, bytes: number): boolean {
    const { bytesPerSecond, burstBytes, now } = this.options;
    const at = now();
    const bucket =
      this.#buckets.get(address) ?? new TokenBucket({ perSecond: bytesPerSecond, burst: burstBytes }, at);
    if (bucket.owedMs(at) > 0) return false;
    bucket.take(Math.max(LEAST_BYTES, bytes), at);
    this.#buckets.set(address, bucket);
    if (this.#buckets.size > SWEEP_ABOVE) this.#sweep(at);
    return true;
  }

  #sweep(at: number): void {
    for (const [address, bucket] of this.#buckets) if (bucket.isFull(at)) this.#buckets.delete(address);
  }
}
