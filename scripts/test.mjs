// npm test: checks, unit and contract tests of every package, then the browser tests. The last line counts all of them.
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { runChecks } from "./checks.mjs";
import { ensureInstalled } from "./install.mjs";
import { isStopping, ROOT, run } from "./run.mjs";

const VITEST_REPORT = join("test-results", "vitest.json");
const E2E_REPORT = join(ROOT, "e2e", "test-results", "results.json");

async function readJson(file) {
  return readFile(file, "utf8").then(JSON.parse, () => null);
}

async function packageFolders() {
  const groups = await Promise.all(
    ["packages", "apps"].map(async (group) =>
      (await readdir(join(ROOT, group))).map((name) => join(ROOT, group, name)),
    ),
  );
  const folders = [];
  for (const folder of groups.flat()) {
    const manifest = await readJson(join(folder, "package.json"));
    if (manifest?.scripts?.test) folders.push({ name: manifest.name, folder });
  }
  return folders;
}

/** A suite that left no report has failed, whatever it printed. */
const NO_REPORT = { passed: 0, failed: 1, skipped: 0 };

async function unitTests() {
  const folders = await packageFolders();
  await Promise.all(folders.map(({ folder }) => rm(join(folder, VITEST_REPORT), { force: true })));
  const code = await run("turbo", [
    "run",
    "test",
    "--continue",
    "--concurrency=2",
    "--output-logs=new-only",
    "--no-update-notifier",
  ]);
  const suites = [];
  for (const { name, folder } of folders) {
    const report = await readJson(join(folder, VITEST_REPORT));
    const counts = report && {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests,
    };
    // A file that cannot even be collected holds no tests, and still has failed.
    if (counts && counts.failed === 0 && !report.success) counts.failed = 1;
    suites.push({ name, ...(counts ?? NO_REPORT) });
  }
  if (code !== 0 && suites.every(({ failed }) => failed === 0))
    suites.push({ name: "turbo run test", ...NO_REPORT });
  return suites;
}

async function browserTests(chromium) {
  await rm(E2E_REPORT, { force: true });
  const code = await run("playwright", ["test"], {
    cwd: join(ROOT, "e2e"),
    env: { CHROMIUM_PATH: chromium },
  });
  const report = await readJson(E2E_REPORT);
  if (!report) return { name: "e2e", ...NO_REPORT };
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A flaky test is a failed one.
  const failed = unexpected + flaky;
  return { name: "e2e", passed: expected, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}

await ensureInstalled();
const failedChecks = await runChecks();
const suites = [];
if (failedChecks.includes("build")) {
  console.error("Nothing was tested: the build failed.");
} else {
  const chromium = await ensureBrowser();
  suites.push(...(await unitTests()));
  if (!isStopping()) suites.push(await browserTests(chromium));
}
if (isStopping()) process.exit(process.exitCode);

console.log("");
for (const { name, passed, failed, skipped } of suites) {
  console.log(
    `${failed > 0 ? "FAIL" : "ok  "} ${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
  );
}
for (const name of failedChecks) console.log(`FAIL ${name}`);
const passed = suites.reduce((sum, suite) => sum + suite.passed, 0);
const failed = suites.reduce((sum, suite) => sum + suite.failed, failedChecks.length);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
