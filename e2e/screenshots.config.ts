import { defineConfig } from "@playwright/test";
import config from "./playwright.config.js";

/** The pictures of the README: `npm run screenshots` writes them into docs/images. */
export default defineConfig({
  ...config,
  testDir: "screenshots",
  testMatch: "*.shots.ts",
  projects: [{ name: "pictures" }],
  workers: 1,
  reporter: "list",
});
