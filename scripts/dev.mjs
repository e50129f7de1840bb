// npm run dev: everything in watch mode. Vite serves the app on :3000 and passes /api and /sync to the server on :3001.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled } from "./install.mjs";
import { isStopping, must, ROOT, run } from "./run.mjs";

const APP = "http://127.0.0.1:3000";
const SERVER = "http://127.0.0.1:3001";

await ensureInstalled();
await must("Building", "turbo", ["run", "build", "--filter=@motet/app-server", "--output-logs=errors-only"], {
  quiet: true,
});

const running = [
  run("tsc", ["-b", "--watch", "--preserveWatchOutput", "apps/server"]),
  run(
    "node",
    [
      "--watch",
      "--watch-preserve-output",
      join("apps", "server", "dist", "main.js"),
      "--port",
      new URL(SERVER).port,
    ],
    {
      env: { ALLOWED_ORIGINS: APP },
    },
  ),
  run("vite", ["--host", "127.0.0.1", "--port", new URL(APP).port, "--strictPort"], {
    cwd: join(ROOT, "apps", "web"),
    env: { MOTET_SERVER: SERVER },
  }),
];

async function isServing(url) {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

const page = `${APP}/split/welcome`;
while (!isStopping() && !((await isServing(`${SERVER}/readyz`)) && (await isServing(APP)))) {
  await new Promise((resolve) => setTimeout(resolve, 200));
}
if (!isStopping()) {
  console.log(`Motet is ready: ${page}`);
  const opener = { darwin: "open", win32: "explorer" }[process.platform] ?? "xdg-open";
  if (!process.env.CI) spawn(opener, [page], { stdio: "ignore" }).on("error", () => {});
}
await Promise.all(running);
