import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";

const ROOT = join(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

test("every file and name on the route of an edit exists", () => {
  const rows = [...read("ARCHITECTURE.md").matchAll(/^\|[^|]+\| `([^`]+\.ts)` \| `([^`]+)` \|$/gm)];
  expect(rows.length).toBeGreaterThan(10);
  for (const [, file, name] of rows as unknown as [string, string, string][]) {
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    const escaped = name.replaceAll(/[$#]/g, "\\$&");
    const definition = new RegExp(`(function |const |^ {2}(async )?)${escaped}( =|\\(|<)`, "m");
    expect(read(file), `${file} defines ${name}`).toMatch(definition);
  }
});

test("every file that the documents lead to exists", () => {
  for (const document of ["README.md", "ARCHITECTURE.md", "GLOSSARY.md"]) {
    const targets = [...read(document).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(
      ([, target]) => target ?? "",
    );
    for (const target of targets) {
      expect(existsSync(join(ROOT, dirname(document), target)), `${document} leads to ${target}`).toBe(true);
    }
  }
});
