import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as Y from "yjs";
import * as model from "../src/index.js";

it("the README's example gives what its comments say", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const names = Object.keys(model);
  const checked = example
    .replace(/^import [\s\S]*? from .*;\n/gm, "")
    .replace(/^(.+); \/\/ (".*")$/gm, "expect($1).toBe($2);")
    .replace(/^(.+);\n\/\/ (".*")$/gm, "expect($1).toBe($2);");
  expect(checked.match(/expect\(/g)).toHaveLength(3);
  // oxlint-disable-next-line typescript/no-implied-eval
  new Function("expect", "Y", ...names, checked)(expect, Y, ...Object.values(model));
});
