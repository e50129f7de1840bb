import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffTokens, type Hunk } from "../src/diff-tokens.js";

const tokens = (text: string): number[] => [...text].map((character) => character.codePointAt(0) as number);
const none = (): boolean => false;

function apply(before: readonly number[], after: readonly number[], hunks: readonly Hunk[]): number[] {
  const result: number[] = [];
  let at = 0;
  for (const hunk of hunks) {
    result.push(...before.slice(at, hunk.oldStart), ...after.slice(hunk.newStart, hunk.newEnd));
    at = hunk.oldEnd;
  }
  return [...result, ...before.slice(at)];
}

describe("diffTokens", () => {
  it("lets the caret decide where an equal character was typed", () => {
    expect(diffTokens(tokens("aaa"), tokens("aaaa"), 2, none)).toEqual([
      { oldStart: 1, oldEnd: 1, newStart: 1, newEnd: 2 },
    ]);
  });

  it("lets the caret decide which of equal characters was deleted", () => {
    expect(diffTokens(tokens("aaaa"), tokens("aaa"), 1, none)).toEqual([
      { oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 1 },
    ]);
  });

  it("finds an insertion and a deletion far apart as two", () => {
    expect(diffTokens(tokens("one two three"), tokens("ne two thXree"), null, none)).toHaveLength(2);
  });

  it("keeps anchors", () => {
    const hunks = diffTokens([-1, 97, -2, 98], [-3, 98, -2, 97], null, (token) => token === -2);
    expect(hunks.every((hunk) => hunk.oldEnd <= 2 || hunk.oldStart >= 3)).toBe(true);
  });

  it("turns before into after, whatever they are and wherever the caret stands", () => {
    const sequence = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 40 });
    fc.assert(
      fc.property(sequence, sequence, fc.option(fc.nat(40)), (before, after, caret) => {
        const hunks = diffTokens(before, after, caret === null ? null : Math.min(caret, after.length), none);
        expect(apply(before, after, hunks)).toEqual(after);
      }),
    );
  });
});
