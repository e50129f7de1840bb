import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";

/** Keeps a Chromium quiet on a machine without network, and lets it run as root in a container. */
export const QUIET_FLAGS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface FoundChromium {
  readonly path: string;
  readonly from: "CHROMIUM_PATH" | "Playwright" | "the system";
}

const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/**
 * The Chromium to drive: the one that `CHROMIUM_PATH` names, Playwright's own, or the system's, in this order. Null
 * where there is none. Throws where `CHROMIUM_PATH` names something that cannot be run: a wish is not passed over.
 */
export function chromiumExecutable(environment: NodeJS.ProcessEnv = process.env): FoundChromium | null {
  const wished = environment.CHROMIUM_PATH;
  if (wished) {
    if (!isExecutable(wished)) throw new Error(`CHROMIUM_PATH is ${wished}, which cannot be run.`);
    return { path: wished, from: "CHROMIUM_PATH" };
  }
  const own = chromium.executablePath();
  if (isExecutable(own)) return { path: own, from: "Playwright" };
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = folders.flatMap((folder) => SYSTEM_NAMES.map((name) => join(folder, name)));
  const path = [...candidates, MAC_CHROME].find(isExecutable);
  return path === undefined ? null : { path, from: "the system" };
}

/** `use.launchOptions` for that Chromium. Throws where there is none. */
export function chromiumLaunchOptions(): LaunchOptions {
  const found = chromiumExecutable();
  if (found === null) {
    throw new Error(
      "No Chromium found: run `npx playwright install chromium`, install your system's, or set CHROMIUM_PATH.",
    );
  }
  return { executablePath: found.path, args: [...QUIET_FLAGS] };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
