import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { ROOT, run } from "./run.mjs";

const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function find() {
  if (process.env.CHROMIUM_PATH) return { path: process.env.CHROMIUM_PATH, from: "CHROMIUM_PATH" };
  const { chromium } = createRequire(join(ROOT, "packages", "playwright", "package.json"))("@playwright/test");
  if (await exists(chromium.executablePath())) return { path: chromium.executablePath(), from: "Playwright" };
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of SYSTEM_NAMES) {
      const path = join(folder, name);
      if (await exists(path)) return { path, from: "the system" };
    }
  }
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  if (await exists(mac)) return { path: mac, from: "the system" };
  return null;
}

/** The Chromium that the browser tests drive: one that is there, or one installed now. Says which. Resolves with its path. */
export async function ensureBrowser() {
  let found = await find();
  if (!found) {
    console.log("No Chromium found: installing Playwright's …");
    await run("playwright", ["install", "chromium"], { cwd: join(ROOT, "e2e"), quiet: true });
    found = await find();
  }
  if (!found && process.platform === "linux" && process.getuid?.() === 0) {
    console.log("Playwright's Chromium could not be fetched: installing the system's through apt-get …");
    await run("apt-get", ["update", "-qq"], { quiet: true });
    await run("apt-get", ["install", "-y", "-qq", "chromium"], { quiet: true, env: { DEBIAN_FRONTEND: "noninteractive" } });
    found = await find();
  }
  if (!found) {
    console.error("The browser tests need Chromium. Install one, or set CHROMIUM_PATH to its executable.");
    process.exit(1);
  }
  console.log(`Browser: ${found.path} (from ${found.from}).`);
  return found.path;
}
