import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";

const read = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8");

test("every test that the table of faults names exists, and watches what it says it watches", () => {
  const rows = [...read("../README.md").matchAll(/^\| [^|]+ \| `([\w-]+)` \| ([^|]+) \| ([^|]*)\|$/gm)];
  expect(rows.length).toBeGreaterThan(15);
  for (const [, spec, title = "", watched = ""] of rows) {
    const tests = read(`${spec}.spec.ts`).split(/^ *test\(/m);
    const found = tests.filter((text) => text.slice(0, text.indexOf("\n")).includes(title.trim()));
    expect(found, `${spec}: ${title}`).toHaveLength(1);
    if (watched.trim() === "yes") expect(found[0], `${title} is watched`).toContain("watchSaved(");
  }
});

test("every test that the table of pairs names exists", () => {
  const rows = [...read("../README.md").matchAll(/^\|[^|]*\|[^|]*\|[^|]*\| `([\w-]+)` \| ([^|]+) \|$/gm)];
  expect(rows.length).toBeGreaterThan(40);
  for (const [, spec, title = ""] of rows) {
    const titles = read(`${spec}.spec.ts`).matchAll(/^ *test\(\s*"([^"]+)"/gm);
    const found = [...titles].filter(([, each]) => each?.includes(title.trim()));
    expect(found, `${spec}: ${title}`).toHaveLength(1);
  }
});
