// npm run fuzz [-- --seeds N --from N]: that many sessions of a few people over a bad network, on every core. With
// --browser: fewer of them, in real editors in Chromium, driven by real keys, mouse and input method.
import { mkdir, readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled } from "./install.mjs";
import { isStopping, must, ROOT, run } from "./run.mjs";

const BINDING = join(ROOT, "packages", "binding");
const REPORTS = join(BINDING, "test-results");
/** Enough for the start of a process to count for little, and not too much to do again. */
const SLICE_SEEDS = 1000;
const DEFAULT_SEEDS = 2000;

/** One slice in a process of its own. Null where it was stopped or fell over: then none of its seeds counts. */
async function runSlice(from, seeds) {
  const report = join(REPORTS, `fuzz-${from}.json`);
  await rm(report, { force: true });
  await run(
    "vitest",
    [
      "run",
      "--config",
      "../../vitest.config.ts",
      "--root",
      ".",
      "--reporter=dot",
      "test/fuzz.test.ts",
      "-t",
      "every character",
    ],
    {
      cwd: BINDING,
      quiet: true,
      env: {
        MOTET_FUZZ_FIRST_SEED: String(from),
        MOTET_FUZZ_SEEDS: String(seeds),
        MOTET_FUZZ_REPORT: report,
      },
    },
  );
  const result = await readFile(report, "utf8").then(JSON.parse, () => null);
  await rm(report, { force: true });
  return result;
}

async function runHeadless(from, seeds) {
  await mkdir(REPORTS, { recursive: true });
  const end = from + seeds;
  const open = new Set();
  const failed = [];
  const total = { sessions: 0, edits: 0, typed: 0 };
  let next = from;
  let isBroken = false;
  const worker = async () => {
    while (next < end && !isStopping() && !isBroken) {
      const first = next;
      const count = Math.min(SLICE_SEEDS, end - first);
      next += count;
      open.add(first);
      const result = await runSlice(first, count);
      if (result === null) {
        isBroken = !isStopping();
        return;
      }
      open.delete(first);
      failed.push(...result.failed);
      for (const key of Object.keys(total)) total[key] += result[key];
      console.log(
        `seeds ${first}–${first + count - 1}: ${result.edits} edits, ${result.failed.length === 0 ? "all well" : `failed: ${result.failed.join(", ")}`}`,
      );
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const resumeAt = Math.min(next, ...open);
  console.log(
    `${total.sessions} sessions, ${total.edits} edits, ${total.typed} characters typed, ${failed.length} failed${failed.length > 0 ? `: seeds ${failed.sort((a, b) => a - b).join(", ")}` : ""}.`,
  );
  if (resumeAt < end)
    console.log(`Not finished. Go on with: npm run fuzz -- --from ${resumeAt} --seeds ${end - resumeAt}`);
  if (failed.length > 0 || isBroken) process.exitCode = 1;
}

async function runInBrowser(from, seeds) {
  await must("Building", "turbo", ["run", "build", "--output-logs=errors-only", "--no-update-notifier"], {
    quiet: true,
  });
  const { ensureBrowser } = await import("./browser.mjs");
  const chromium = await ensureBrowser();
  await must("Fuzzing in the browser", "playwright", ["test", "--config", "fuzz.config.ts"], {
    cwd: join(ROOT, "e2e"),
    env: {
      CHROMIUM_PATH: chromium,
      MOTET_FUZZ_FIRST_SEED: String(from),
      MOTET_FUZZ_SEEDS: String(seeds),
    },
  });
}

function wholeNumber(name, text) {
  if (/^[0-9]{1,9}$/.test(text)) return Number(text);
  console.error(`--${name} takes a whole number, not “${text}”.`);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    browser: { type: "boolean", default: false },
    seeds: { type: "string" },
    from: { type: "string", default: "1" },
  },
});
const from = wholeNumber("from", values.from);
const seeds = wholeNumber("seeds", values.seeds ?? String(values.browser ? 100 : DEFAULT_SEEDS));
await ensureInstalled();
if (values.browser) {
  await runInBrowser(from, seeds);
} else {
  await must(
    "Building",
    "turbo",
    ["run", "build", "--filter=@motet/binding", "--output-logs=errors-only", "--no-update-notifier"],
    { quiet: true },
  );
  await runHeadless(from, seeds);
}
