import { runHistory } from "./history/run-history.js";
import { readEnvFile } from "./settings/env-file.js";

process.exitCode = await runHistory(
  {
    flags: process.argv.slice(2),
    environment: process.env,
    envFile: readEnvFile(),
    workingDirectory: process.cwd(),
  },
  { out: (text) => process.stdout.write(text), say: (line) => process.stderr.write(`${line}\n`) },
);
