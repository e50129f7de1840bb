import { expect, it } from "vitest";
import { countText } from "../src/extensions/outline/count-text.js";

it.each([
  ["", 0, 0],
  ["one, two – and three!", 4, 21],
  ["it's\na line", 3, 10],
  // No spaces between words.
  ["我爱北京", 3, 4],
  ["ภาษาไทย", 2, 7],
  // One character each: a family, a letter with its accent, a flag.
  ["👨‍👩‍👧 e\u0301 🇫🇷", 1, 5],
  // Half of a pair.
  ["a\ud83d", 1, 2],
])("counts “%s” as people do", (text, words, characters) => {
  expect(countText(text)).toEqual({ words, characters });
});
