import { expect, test } from "@motet/playwright";
import { failuresIn, play, seedsFrom } from "../fuzz/play.js";

/** Sessions that failed once; what was wrong with them is mended. */
const PINNED: readonly number[] = [];

test("people who edit at once with keys, mouse and input method end with one document and every character", async ({
  browser,
}) => {
  const reports = await play(browser, [...PINNED, ...seedsFrom(1, 8)]);
  expect(failuresIn(reports)).toEqual([]);
});
