import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";
import { compressFiles } from "./compress-files.js";

const server = process.env.MOTET_SERVER ?? "http://127.0.0.1:3000";

export default defineConfig(({ command }) => ({
  plugins: [react(), compressFiles()],
  resolve: {
    // While developing, the workspace's packages are read from their sources, so that a change there shows at once.
    conditions:
      command === "serve" ? ["@motet/source", ...defaultClientConditions] : [...defaultClientConditions],
    dedupe: ["react", "react-dom", "yjs", "lexical"],
  },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": { target: server },
      "/sync": { target: server, ws: true },
    },
  },
  build: {
    target: ["chrome123", "edge123", "firefox128", "safari17.5"],
    // The server reads there which scripts a document's page will ask for.
    manifest: true,
    // Small pictures stay files: the content security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    // In kB before compression: the editor is one chunk, loaded with the first document.
    chunkSizeWarningLimit: 700,
  },
}));
