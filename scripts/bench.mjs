// npm run bench [-- scenario …]: side-by-side benchmarks against peers, which are installed on first use.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureInstalled } from "./install.mjs";
import { must, ROOT } from "./run.mjs";

const PEERS = join(ROOT, "bench", "peers");

/** The peers have a lockfile of their own, so that nothing of them enters the workspace. */
async function ensurePeersInstalled() {
  const [wanted, installed] = await Promise.all([
    readFile(join(PEERS, "pnpm-lock.yaml"), "utf8"),
    readFile(join(PEERS, "node_modules", ".pnpm", "lock.yaml"), "utf8").catch(() => null),
  ]);
  if (wanted === installed) return;
  console.log("Installing the programs that Motet is measured beside …");
  await must(
    "Installing",
    "pnpm",
    ["install", "--ignore-workspace", "--frozen-lockfile", "--reporter=silent"],
    {
      cwd: PEERS,
      quiet: true,
    },
  );
}

await ensureInstalled();
await ensurePeersInstalled();
await must(
  "Building",
  "turbo",
  ["run", "build", "--filter=@motet/bench", "--output-logs=errors-only", "--no-update-notifier"],
  { quiet: true },
);
await must("The bench", "node", ["--expose-gc", join("bench", "dist", "main.js"), ...process.argv.slice(2)], {
  env: { NODE_ENV: "production" },
});
