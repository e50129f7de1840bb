// npm run screenshots: the pictures of the README, taken from the product as it is now.
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { ensureInstalled } from "./install.mjs";
import { must, ROOT } from "./run.mjs";

await ensureInstalled();
await must("Building", "turbo", ["run", "build", "--output-logs=errors-only", "--no-update-notifier"], {
  quiet: true,
});
const chromium = await ensureBrowser();
await must("Taking pictures", "playwright", ["test", "--config", "screenshots.config.ts"], {
  cwd: join(ROOT, "e2e"),
  env: { CHROMIUM_PATH: chromium },
});
