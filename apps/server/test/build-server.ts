import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** Brings `dist` up to date, with what it depends on: the tests of the program run it as it is shipped. */
export const buildServer = async (): Promise<void> => {
  const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  await promisify(execFile)(process.execPath, [join(typescript, "bin", "tsc"), "-b"], {
    cwd: join(import.meta.dirname, ".."),
  });
};
