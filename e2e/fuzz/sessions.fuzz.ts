import { expect, test } from "@motet/playwright";
import { failuresIn, play, seedsFrom } from "./play.js";

const SEEDS = Number(process.env.MOTET_FUZZ_SEEDS ?? 100);
const FIRST_SEED = Number(process.env.MOTET_FUZZ_FIRST_SEED ?? 1);
const SEEDS_PER_TEST = 25;

for (let first = FIRST_SEED; first < FIRST_SEED + SEEDS; first += SEEDS_PER_TEST) {
  const count = Math.min(SEEDS_PER_TEST, FIRST_SEED + SEEDS - first);
  test(`seeds ${first}–${first + count - 1}`, async ({ browser }) => {
    const reports = await play(browser, seedsFrom(first, count));
    expect(failuresIn(reports)).toEqual([]);
  });
}
