/** What was measured of one thing, in one unit. */
export class Samples {
  readonly #values: number[] = [];
  add(value: number): void {
    this.#values.push(value);
  }
  get count(): number {
    return this.#values.length;
  }
  get median(): number {
    return this.#quantile(0.5);
  }
  get p95(): number {
    return this.#quantile(0.95);
  }
  #quantile(share: number): number {
    const sorted = this.#values.toSorted((a, b) => a - b);
    const index = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
    return sorted[index] ?? Number.NaN;
  }
}

/** The time that `work` takes, in milliseconds. */
export function timeOf(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Begins with a clean heap, where Node was started with `--expose-gc`, so that nobody pays for another's garbage. */
export const collectGarbage = () => globalThis.gc?.();
