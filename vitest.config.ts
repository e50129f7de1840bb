import { defineConfig } from "vitest/config";

/** Shared by every package (`vitest run --config ../../vitest.config.ts --root .`): tests read the sources of the workspace, not its build. */
export default defineConfig({
  resolve: { conditions: ["@motet/source", "module", "import", "default"] },
  // Only what is our own: Vitest hands these to Node's own require too, where "import" would load the wrong half of a library.
  ssr: { resolve: { conditions: ["@motet/source"] } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    reporters: ["default", ["json", { outputFile: "test-results/vitest.json" }]],
    passWithNoTests: false,
    // A guard against what hangs, not a measure of speed: the machine may be busy with other suites.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
