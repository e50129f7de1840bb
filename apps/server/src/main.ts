import { run } from "./run.js";
import { readEnvFile } from "./settings/env-file.js";

await run({
  flags: process.argv.slice(2),
  environment: process.env,
  envFile: readEnvFile(),
  workingDirectory: process.cwd(),
});
