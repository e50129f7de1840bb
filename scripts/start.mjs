// npm start: install what is missing, build what changed, serve. The server runs in this process, so that signals reach it.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled } from "./install.mjs";
import { must, ROOT } from "./run.mjs";

await ensureInstalled();
await must(
  "Building",
  "turbo",
  ["run", "build", "--filter=@motet/app-server", "--output-logs=errors-only", "--no-update-notifier"],
  { quiet: true },
);
await import(pathToFileURL(join(ROOT, "apps", "server", "dist", "main.js")).href);
