const real = Date.now;
let aheadMs = 0;

/** The computer's clock as everything in this process reads it. To be imported before Yjs, which keeps `Date.now` as it finds it. */
Date.now = () => real() + aheadMs;

/** As after a sleep, or as when the clock is set. */
export function jump(byMs: number): void {
  aheadMs += byMs;
}

export const trueNow = real;
