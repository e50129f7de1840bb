export interface Random {
  /** 0 ≤ x < 1. */
  (): number;
  /** A whole number, 0 ≤ x < bound. */
  below(bound: number): number;
  of<Value>(values: readonly Value[]): Value;
}

/** mulberry32: the same numbers for the same seed. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return Object.assign(next, {
    below,
    of: <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value,
  });
};
