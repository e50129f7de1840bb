// npm run check: everything that can be said of the code without running it.
import { runChecks } from "./checks.mjs";
import { ensureInstalled } from "./install.mjs";

await ensureInstalled();
const failed = await runChecks();
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(", ")}.`);
  process.exit(1);
}
