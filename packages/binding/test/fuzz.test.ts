import { writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { PINNED } from "./support/pinned.js";
import { formatSteps, planSession } from "./support/plan.js";
import { runSession } from "./support/session.js";
import { shrink } from "./support/shrink.js";

const SEEDS = Number(process.env.MOTET_FUZZ_SEEDS ?? 200);
const FIRST_SEED = Number(process.env.MOTET_FUZZ_FIRST_SEED ?? 1);
/** Where `npm run fuzz` reads what came of it. */
const REPORT = process.env.MOTET_FUZZ_REPORT;
const options = { isStrict: process.env.MOTET_FUZZ_STRICT === "1" };
/** To shrink a session is to play it again some hundred times. */
const MAX_SHRUNK = 3;

describe("three to five people who edit at once", () => {
  it.each(PINNED)(
    "end with one document and every character where once $was (seed $seed)",
    async (pinned) => {
      const { problems, edits } = await runSession(pinned, options);
      expect(problems).toEqual([]);
      expect(edits).toBeGreaterThan(0);
    },
  );

  it(`end with one document and every character, seeds ${FIRST_SEED}–${FIRST_SEED + SEEDS - 1}`, {
    timeout: 3_600_000,
  }, async () => {
    let typed = 0;
    let edits = 0;
    let lexicalErrors = 0;
    const failed: number[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      const report = await runSession(planSession(seed), options);
      typed += report.typed;
      edits += report.edits;
      lexicalErrors += report.lexicalErrors.length;
      if (report.problems.length > 0) failed.push(seed);
    }
    console.info(
      `fuzz: ${SEEDS} sessions, ${edits} edits, ${typed} characters typed, ${failed.length} failed, ${lexicalErrors} edits that Lexical itself threw in`,
    );
    if (REPORT) await writeFile(REPORT, JSON.stringify({ sessions: SEEDS, edits, typed, failed }));
    const failures: string[] = [];
    for (const seed of failed.slice(0, MAX_SHRUNK)) failures.push(await describeFailure(seed));
    expect(failures, `${failed.length} sessions failed: seeds ${failed.join(", ")}`).toEqual([]);
  });
});

/** The seed, the steps that it takes, and what was wrong. */
async function describeFailure(seed: number): Promise<string> {
  const plan = await shrink(planSession(seed));
  const { problems, log } = await runSession(plan, options);
  return [`seed ${seed}, ${plan.people} people`, formatSteps(plan.steps), ...log, ...problems].join("\n");
}
