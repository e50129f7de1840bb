import { describe, expect, it } from "vitest";
import { runSession } from "./support/fuzz.js";

const SEEDS = Number(process.env.MOTET_FUZZ_SEEDS ?? 300);
const FIRST_SEED = Number(process.env.MOTET_FUZZ_FIRST_SEED ?? 1);
const STEPS = Number(process.env.MOTET_FUZZ_STEPS ?? 80);

describe("three people who edit at once", () => {
  it(`end with one document and every character, seeds ${FIRST_SEED}–${FIRST_SEED + SEEDS - 1}`, {
    timeout: 3_600_000,
  }, async () => {
    let typed = 0;
    let edits = 0;
    let lexicalErrors = 0;
    const failures: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      const report = await runSession(seed, {
        people: 3,
        composes: seed % 3 === 0,
        steps: STEPS,
        isStrict: process.env.MOTET_FUZZ_STRICT === "1",
      });
      typed += report.typed;
      edits += report.edits;
      lexicalErrors += report.lexicalErrors.length;
      if (report.problems.length > 0) failures.push(`seed ${seed}: ${report.problems.join("\n")}`);
    }
    console.info(
      `fuzz: ${SEEDS} sessions, ${edits} edits, ${typed} characters typed, ${failures.length} failed, ${lexicalErrors} edits that Lexical itself threw in`,
    );
    expect(
      failures.slice(0, Number(process.env.MOTET_FUZZ_SHOW ?? 5)),
      `${failures.length} sessions failed`,
    ).toEqual([]);
  });
});
