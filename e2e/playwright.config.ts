import { join } from "node:path";
import { chromiumExecutable, type MotetTestOptions, type MotetWorkerOptions } from "@motet/playwright";
import { defineConfig } from "@playwright/test";

const SERVER = join(import.meta.dirname, "..", "apps", "server", "dist", "main.js");

const MEASURING = "latency.spec.ts";

// Workers read this file too.
if (process.env.TEST_WORKER_INDEX === undefined) {
  const found = chromiumExecutable();
  console.log(found === null ? "No Chromium found." : `Chromium: ${found.path}, from ${found.from}.`);
}

export default defineConfig<MotetTestOptions, MotetWorkerOptions>({
  testDir: "specs",
  outputDir: "test-results/artifacts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  // Patient, for machines that do other things too: what is slow is measured elsewhere.
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/results.json" }]],
  projects: [
    { name: "specs", testIgnore: MEASURING },
    // What is measured runs by itself, after all that could disturb it.
    { name: "figures", testMatch: MEASURING, dependencies: ["specs"] },
  ],
  use: {
    motetServer: { command: [process.execPath, SERVER], environment: { LOG_LEVEL: "warn" } },
    actionTimeout: 20_000,
    // Without pictures: drawing them takes more of a machine without a graphics card than the pages themselves.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: true, sources: true },
  },
});
