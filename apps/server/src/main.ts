import { readFileSync } from "node:fs";
import { run } from "./run.js";

const envFile = (): string | null => {
  try {
    return readFileSync(".env", "utf8");
  } catch {
    return null;
  }
};

await run({
  flags: process.argv.slice(2),
  environment: process.env,
  envFile: envFile(),
  workingDirectory: process.cwd(),
});
