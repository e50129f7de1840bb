import { defaultClientConditions, defineConfig } from "vite";

const server = process.env.MOTET_SERVER ?? "http://127.0.0.1:3000";

export default defineConfig(({ command }) => ({
  resolve: {
    conditions:
      command === "serve" ? ["@motet/source", ...defaultClientConditions] : [...defaultClientConditions],
  },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/sync/": { target: server, ws: true },
      "/sync-fallback/": { target: server },
    },
  },
}));
