import { type Plan, parseSteps } from "./plan.js";

export interface PinnedSession extends Plan {
  /** What was wrong. */
  readonly was: string;
}

/** Sessions that went wrong once, with as few steps as it took. */
export const PINNED: readonly PinnedSession[] = [
  pin(
    "a column's header showed on a merged cell that only ends in it",
    22,
    4,
    `
    1 cell-enter 380384472
    1 cells-merge 788810145
    2 receive 1513280901
    2 column-header 413674012`,
  ),
  pin(
    "code stayed aligned in its author's window only",
    160,
    5,
    `
    3 paste 104280628
    3 merge 813080264
    3 align 341268349`,
  ),
  pin(
    "what was typed where a table had been removed next to another one was dropped",
    1346,
    4,
    `
    3 column-insert 1158334471
    3 table-new 303837670
    3 table-remove 115538237
    3 type 1612291308`,
  ),
];

function pin(was: string, seed: number, people: number, steps: string): PinnedSession {
  return { was, seed, people, steps: parseSteps(steps) };
}
