import { INSERT_PARAGRAPH_COMMAND } from "lexical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DocumentSearch, searchDocument } from "../src/extensions/find/document-search.js";
import { expressionOf } from "../src/extensions/find/find-in-text.js";
import { fillIn, matchPattern } from "../src/extensions/find/pattern-match.js";
import type { PatternMatcher } from "../src/extensions/find/pattern-matcher.js";
import type { PatternAnswer } from "../src/extensions/find/pattern-worker.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

/** Answers when it is told to. */
class HeldMatcher implements PatternMatcher {
  answer: (isTooSlow?: boolean) => Promise<void> = async () => {};
  match({ expression, texts }: Parameters<PatternMatcher["match"]>[0]): Promise<PatternAnswer | null> {
    return new Promise((resolve) => {
      this.answer = async (isTooSlow = false) => {
        resolve(isTooSlow ? null : texts.map((text) => matchPattern(expression, text)));
        await Promise.resolve().then(() => {});
      };
    });
  }
  dispose(): void {}
}

let body: WrittenBody;
let matcher: HeldMatcher;
let search: DocumentSearch;
beforeEach(() => {
  body = writtenBody();
  matcher = new HeldMatcher();
  search = searchDocument(body.editor, matcher);
});
afterEach(() => {
  search.dispose();
  body.dispose();
});

const look = (text: string, { matchesCase = false, isWholeWord = false } = {}) =>
  search.search({ text, matchesCase, isWholeWord, isPattern: true });
const count = () => search.found.get().matches.length;

describe("A regular expression", () => {
  it("is replaced with what it has caught, all at once as one step of undo", async () => {
    body.type("2026-11 and 2025-12");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("1999-01");
    const before = body.lines();
    look("(\\d{4})-(?<month>\\d\\d)");
    expect(search.found.get().isSearching).toBe(true);
    await matcher.answer();
    expect(count()).toBe(3);
    expect(search.found.get().isSearching).toBe(false);
    search.replaceAll("$<month>/$1 ($&) $$");
    expect(body.lines()).toEqual([
      "paragraph: 11/2026 (2026-11) $ and 12/2025 (2025-12) $",
      "paragraph: 01/1999 (1999-01) $",
    ]);
    body.run("undo");
    expect(body.lines()).toEqual(before);
  });

  it("replaces once it has seen everything, and not what was found in words that have changed meanwhile", async () => {
    body.type("a1");
    look("\\d");
    body.type("2");
    search.replaceAll("x");
    expect(body.lines()).toEqual(["paragraph: a12"]);
    await matcher.answer();
    expect(count()).toBe(0);
    await matcher.answer();
    expect(body.lines()).toEqual(["paragraph: axx"]);
  });

  it("goes on behind what has been replaced, in the same block too", async () => {
    body.type("a1 b2 c3");
    look("\\w\\d");
    await matcher.answer();
    // From the last one, where the caret is, to the first.
    search.go(1);
    search.replaceOne("$&$&");
    await matcher.answer();
    const { matches, at } = search.found.get();
    expect(matches.map(({ start }) => start)).toEqual([0, 2, 5, 8]);
    expect(matches[at]?.start).toBe(5);
  });

  it("that takes too long is said to, and is not tried again until it is another", async () => {
    body.type("aaa");
    look("(a+)+$");
    await matcher.answer(true);
    expect(search.found.get()).toMatchObject({ matches: [], trouble: "slow", isSearching: false });
    body.type("a");
    expect(search.found.get()).toMatchObject({ trouble: "slow", isSearching: false });
    look("a");
    await matcher.answer();
    expect(search.found.get()).toMatchObject({ trouble: undefined });
    expect(count()).toBe(4);
  });

  it.each(["(", "[", "a{2,1}", "\\", "*", ")(", "(?<"])("%s is none yet, alone or as whole words", (text) => {
    for (const isWholeWord of [false, true]) {
      look(text, { isWholeWord });
      expect(search.found.get()).toMatchObject({ matches: [], trouble: "wrong" });
    }
  });

  it("knows lines, case and whole words, and finds no nothing", () => {
    const all = (text: string, options: Partial<{ matchesCase: boolean; isWholeWord: boolean }> = {}) =>
      matchPattern(
        expressionOf({ text, matchesCase: false, isWholeWord: false, ...options }),
        "Ab abc\nab",
      ).map(({ start }) => start);
    expect(all("^ab")).toEqual([0, 7]);
    expect(all("ab", { matchesCase: true })).toEqual([3, 7]);
    expect(all("ab|abc", { isWholeWord: true })).toEqual([0, 3, 7]);
    expect(all("c*")).toEqual([5]);
    expect(all("^|\\b|$")).toEqual([]);
  });

  it("fills in as JavaScript does, for whatever is written", () => {
    for (const replacement of ["$1$2$3", "$12", "$01", "$0", "$$1", "$<n>", "$<no>", "$", "$&$&", "$a"]) {
      const expression = /(b)(?<n>c)?/gu;
      const text = "abcab";
      let [filled, read] = ["", 0];
      for (const match of matchPattern(expression, text)) {
        filled += text.slice(read, match.start) + fillIn(replacement, match);
        read = match.end;
      }
      const expected = replacement === "$<no>" ? "a$<no>a$<no>" : text.replace(expression, replacement);
      expect(filled + text.slice(read), replacement).toBe(expected);
    }
  });
});
