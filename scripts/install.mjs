import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { must, ROOT } from "./run.mjs";

const OLDEST_NODE = [20, 19];

/** Installs the workspace by its lockfile with the pnpm that package.json pins, unless what is installed is already that. */
export async function ensureInstalled() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    console.error(`Motet needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
    process.exit(1);
  }
  const [wanted, installed] = await Promise.all([
    readFile(join(ROOT, "pnpm-lock.yaml"), "utf8"),
    // pnpm leaves a copy of the lockfile that it has installed.
    readFile(join(ROOT, "node_modules", ".pnpm", "lock.yaml"), "utf8").catch(() => null),
  ]);
  if (wanted === installed) return;
  const { packageManager } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  console.log("Installing what Motet needs …");
  await must(
    "Installing",
    "npx",
    ["-y", packageManager, "install", "--frozen-lockfile", "--reporter=append-only"],
    { quiet: true },
  );
}
