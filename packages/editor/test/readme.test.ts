// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as editor from "../src/index.js";

const read = (path: string) => readFileSync(new URL(path, `file://${import.meta.dirname}/`), "utf8");
const readme = read("../README.md");
const styles = read("../src/styles.css");
const all = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map(([, found]) => found)),
];

describe("The README", () => {
  it("imports in its examples only what the package exports", () => {
    const imported = all(readme, /import \{([^}]+)\} from "@motet\/editor"/g).flatMap(
      (list) => list?.match(/\w+/g) ?? [],
    );
    expect(imported.length).toBeGreaterThan(5);
    for (const name of imported) expect(Object.keys(editor)).toContain(name);
  });

  it("lists every variable of the stylesheet, and no other", () => {
    const defined = all(styles, /^ {4}(--motet-[a-z-]+):/gm).filter(
      (name) => !name?.startsWith("--motet-peer"),
    );
    const listed = all(readme, /`(--motet-[a-z-]+)`/g);
    expect(listed.sort()).toEqual(defined.sort());
  });

  it("names what the status line says", () => {
    const texts = Object.entries(editor.STRINGS).filter(([key]) => /^status(?!Label)/.test(key));
    expect(texts).toHaveLength(10);
    for (const [, text] of texts) expect(readme).toContain(text);
  });
});

describe("The stylesheet", () => {
  it("puts everything into its layer", () => {
    const outside = styles.replace(/\/\*[\s\S]*?\*\//g, "").trim();
    expect(outside.startsWith("@layer motet {")).toBe(true);
    let depth = 0;
    const ends = [...outside].flatMap((character, at) => {
      depth += character === "{" ? 1 : character === "}" ? -1 : 0;
      return character === "}" && depth === 0 ? [at] : [];
    });
    expect(ends).toEqual([outside.length - 1]);
  });
});
