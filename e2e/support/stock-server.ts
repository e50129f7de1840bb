import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";

/** The server that y-websocket brought along up to its version 2, as it is: it keeps nothing and confirms nothing. */
export interface StockServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function startStockServer(): Promise<StockServer> {
  const manifest = createRequire(import.meta.url).resolve("y-websocket-2/package.json");
  const port = await freePort();
  const server = spawn(process.execPath, [join(dirname(manifest), "bin", "server.cjs")], {
    env: { ...process.env, HOST: "127.0.0.1", PORT: `${port}` },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(server, "exit");
  await Promise.race([
    once(server.stdout, "data"),
    exited.then(() => Promise.reject(new Error("The stock server did not start."))),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.kill();
      await exited;
    },
  };
}

/** It cannot be told to find one itself. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
