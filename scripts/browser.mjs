import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, run } from "./run.mjs";

/** Built before this is called. */
const KIT = pathToFileURL(join(ROOT, "packages", "playwright", "dist", "index.js")).href;

/** The Chromium that the browser tests drive: one that is there, or one installed now. Says which. Resolves with its path. */
export async function ensureBrowser() {
  const { chromiumExecutable } = await import(KIT);
  let found = chromiumExecutable();
  if (!found) {
    console.log("No Chromium found: installing Playwright's …");
    await run("playwright", ["install", "chromium"], { cwd: join(ROOT, "e2e"), quiet: true });
    found = chromiumExecutable();
  }
  if (!found && process.platform === "linux" && process.getuid?.() === 0) {
    console.log("Playwright's Chromium could not be fetched: installing the system's through apt-get …");
    await run("apt-get", ["update", "-qq"], { quiet: true });
    await run("apt-get", ["install", "-y", "-qq", "chromium"], {
      quiet: true,
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
    found = chromiumExecutable();
  }
  if (!found) {
    console.error("The browser tests need Chromium. Install one, or set CHROMIUM_PATH to its executable.");
    process.exit(1);
  }
  console.log(`Browser: ${found.path}, from ${found.from}.`);
  return found.path;
}
