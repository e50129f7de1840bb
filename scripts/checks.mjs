import { run } from "./run.mjs";

const CHECKS = [
  {
    name: "build",
    command: "turbo",
    args: ["run", "build", "--output-logs=errors-only", "--no-update-notifier"],
  },
  {
    name: "types",
    command: "turbo",
    args: ["run", "typecheck", "--output-logs=errors-only", "--no-update-notifier"],
  },
  { name: "format and lint (biome)", command: "biome", args: ["check", "--error-on-warnings", "."] },
  { name: "lint (oxlint)", command: "oxlint", args: ["--type-aware", "--deny-warnings"] },
  {
    name: "walls and cycles (dependency-cruiser)",
    command: "depcruise",
    args: ["--config", ".dependency-cruiser.cjs", "packages", "apps", "examples", "e2e"],
  },
];

/** Build, types, lint and the walls between packages. Resolves with the names of the checks that failed. */
export async function runChecks() {
  const failed = [];
  for (const { name, command, args } of CHECKS) {
    const began = performance.now();
    const code = await run(command, args, { quiet: true });
    console.log(
      `${code === 0 ? "ok  " : "FAIL"} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`,
    );
    if (code !== 0) failed.push(name);
    if (code !== 0 && name === "build") break;
  }
  return failed;
}
