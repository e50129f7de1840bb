import { expect, test } from "vitest";
import { soak } from "./soak/soak.js";

/** `npm run soak`; MOTET_SEED=… for the same faults again. */
const SECONDS = Number(process.env.MOTET_SOAK_SECONDS ?? 10);
const SEED = Number(process.env.MOTET_SEED ?? Date.now() % 1_000_000);

test(`five writers, a server that is killed and a bad network: nothing lost, nothing doubled, no false Saved (seed ${SEED})`, {
  timeout: SECONDS * 1_000 + 120_000,
}, async () => {
  const report = await soak({ seed: SEED, durationMs: SECONDS * 1_000 });
  if (process.env.MOTET_SOAK_SECONDS !== undefined) console.log(JSON.stringify(report, null, 2));
  expect(report).toMatchObject({ lost: 0, doubled: 0, falselySaved: 0, converged: true });
  expect(report.words).toBeGreaterThan(SECONDS);
});

test("a server that says “written” too early is found out", async () => {
  const report = await soak({
    seed: 1,
    durationMs: 2_500,
    liesForMs: 300,
    faults: ["kill at Saved"],
    convergeWithinMs: 0,
  });
  expect(report.falselySaved).toBeGreaterThan(0);
});
