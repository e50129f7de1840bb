import { join } from "node:path";
import { defaultClientConditions, defineConfig } from "vite";

/** The fuzzer's page as one script: editors of the product from their sources, and what drives and reads them. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ["@motet/source", ...defaultClientConditions], dedupe: ["yjs", "lexical", "react"] },
  // React asks for it; a library build leaves it to whoever uses the library.
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    outDir: join(import.meta.dirname, "..", "dist"),
    emptyOutDir: true,
    minify: false,
    lib: { entry: "page.ts", formats: ["iife"], name: "fuzz", fileName: () => "fuzz-page.js" },
  },
});
