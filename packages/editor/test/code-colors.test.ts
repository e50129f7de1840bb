// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { type Colored, colorCode, loadLanguage } from "../src/extensions/code/color-code.js";
import { findLanguage, LANGUAGES } from "../src/extensions/code/languages.js";
import { placesOf, readCode } from "../src/extensions/code/read-code.js";

const words = (code: string, colored: readonly Colored[]) =>
  colored.map(({ group, start, end }) => [group, code.slice(start, end)]);

describe("The colors of code", () => {
  it("there are none before its language has been fetched", async () => {
    expect(colorCode("SELECT 1", "sql")).toEqual([]);
    await loadLanguage("sql");
    expect(words("SELECT 1", colorCode("SELECT 1", "sql"))).toEqual([
      ["keyword", "SELECT"],
      ["number", "1"],
    ]);
  });

  it("say what the words are, in order, over lines, and inside each other", async () => {
    await loadLanguage("typescript");
    const code = "/* a\nb */ const x = 1 + '2';";
    expect(words(code, colorCode(code, "typescript"))).toEqual([
      ["comment", "/* a\nb */"],
      ["keyword", "const"],
      ["number", "1"],
      ["string", "'2'"],
    ]);
  });

  it("every language that is offered can be fetched, and no other name reaches for a file", async () => {
    for (const { id } of LANGUAGES) expect([id, await loadLanguage(id)]).toEqual([id, true]);
    for (const name of ["constructor", "__proto__", "../x", ""]) expect(await loadLanguage(name)).toBe(false);
  });

  it("names are found whatever their case, and each belongs to one language", () => {
    expect(findLanguage("TS")?.id).toBe("typescript");
    expect(findLanguage("constructor")).toBeUndefined();
    const names = LANGUAGES.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("stand where the words stand on the page, also over several text nodes", () => {
    const element = document.createElement("code");
    element.innerHTML =
      "<span>ab</span><span>cd</span><br><span>ef</span><br data-lexical-managed-linebreak>";
    const code = readCode(element);
    expect([code.text, code.lines]).toEqual(["abcd\nef", 2]);
    const at = (start: number, end: number) => {
      const [found] = placesOf(code, [{ start, end }]);
      if (found === undefined) return null;
      const { startContainer, startOffset, endContainer, endOffset } = found.place;
      return [startContainer.textContent, startOffset, endContainer.textContent, endOffset];
    };
    expect(at(0, 2)).toEqual(["ab", 0, "ab", 2]);
    expect(at(1, 3)).toEqual(["ab", 1, "cd", 1]);
    expect(at(2, 7)).toEqual(["cd", 0, "ef", 2]);
    expect(
      placesOf(code, [
        { start: 0, end: 1 },
        { start: 5, end: 6 },
      ]),
    ).toHaveLength(2);
  });
});
