import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const here = new URL("./", import.meta.url);

test("every rule of SPEC.md is quoted by a test, and no test quotes a rule that is not there", async () => {
  const spec = await readFile(new URL("../SPEC.md", here), "utf8");
  const rules = [...spec.matchAll(/^- \*\*(\d+\.\d+)\*\*/gm)].map(([, rule]) => rule);
  const files = (await readdir(here, { recursive: true })).filter((name) => name.endsWith(".test.ts"));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, here), "utf8")));
  const titles = texts.flatMap((text) => [
    ...text.matchAll(/(?:it|test|describe)[^"'`]{0,300}?\(\s*["'`]([^"'`]*)/g),
  ]);
  const quoted = new Set(titles.flatMap(([, title = ""]) => title.match(/\b\d+\.\d+\b/g) ?? []));
  expect([...quoted].filter((rule) => !rules.includes(rule))).toEqual([]);
  expect(rules.filter((rule) => rule !== undefined && !quoted.has(rule))).toEqual([]);
});
