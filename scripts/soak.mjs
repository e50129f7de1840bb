// npm run soak [-- --minutes N --seed N]: five writers on a real server that is killed, over a network that cuts, swallows,
// strips upgrades and is slow, with credentials that expire and rights that are taken: nothing lost, doubled or falsely saved.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled } from "./install.mjs";
import { must, ROOT } from "./run.mjs";

const MOST_MINUTES = 120;

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, seed: { type: "string" } },
});
const minutes = Number(values.minutes);
if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
  console.error(`--minutes takes a number up to ${MOST_MINUTES}, not “${values.minutes}”.`);
  process.exit(2);
}
if (values.seed !== undefined && !/^[0-9]{1,9}$/.test(values.seed)) {
  console.error(`--seed takes a whole number, not “${values.seed}”.`);
  process.exit(2);
}
await ensureInstalled();
await must(
  "Building",
  "turbo",
  ["run", "build", "--filter=@motet/client...", "--output-logs=errors-only", "--no-update-notifier"],
  { quiet: true },
);
await must(
  "The soak",
  "vitest",
  ["run", "--config", "../../vitest.config.ts", "--root", ".", "--reporter=default", "test/soak.test.ts"],
  {
    cwd: join(ROOT, "packages", "client"),
    env: {
      MOTET_SOAK_SECONDS: String(minutes * 60),
      ...(values.seed === undefined ? {} : { MOTET_SEED: values.seed }),
    },
  },
);
