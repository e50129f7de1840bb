import { setTimeout as sleep } from "node:timers/promises";

/** Calls `step` with 0, 1, 2 … at a rate, for a while; what falls behind is made up for. Resolves with how often it called. */
export async function atRate(
  perSecond: number,
  seconds: number,
  step: (index: number) => void,
): Promise<number> {
  const began = performance.now();
  const total = Math.round(perSecond * seconds);
  let done = 0;
  while (done < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * perSecond) + 1);
    while (done < due) step(done++);
    await sleep(1);
  }
  return done;
}

/** Until it is so, or `withinMs` have passed: then false. */
export async function until(condition: () => boolean, withinMs: number): Promise<boolean> {
  const began = performance.now();
  while (!condition()) {
    if (performance.now() - began > withinMs) return false;
    await sleep(2);
  }
  return true;
}

/** Of values in any order; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
