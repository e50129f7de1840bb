import { defineConfig } from "@playwright/test";
import config from "./playwright.config.js";

/** Many seeded sessions in real editors: `npm run fuzz -- --browser`. */
export default defineConfig({
  ...config,
  testDir: "fuzz",
  testMatch: "*.fuzz.ts",
  projects: [{ name: "fuzz" }],
  timeout: 600_000,
  reporter: "list",
  // A session is played again by its seed.
  use: { ...config.use, trace: "off" },
});
