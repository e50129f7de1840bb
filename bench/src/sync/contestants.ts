import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Dialect, HOCUSPOCUS, Y_WEBSOCKET } from "./dialect.js";

/** A sync server in a process of its own. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly dialect: Dialect;
  url(documentId: string): string;
  /** SIGKILL: nothing more is written. */
  kill(): Promise<void>;
  /** SIGTERM, and whatever it does then. */
  stop(): Promise<void>;
}

export interface Contestant {
  readonly name: string;
  /** On the data that an earlier one has left in the directory; on any free port, if none is given. */
  start(directory: string, port?: number): Promise<RunningServer>;
}

const file = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const MOTET = file("apps/server/dist/main.js");
const HOCUSPOCUS_SERVER = file("bench/peers/servers/hocuspocus.js");
const Y_WEBSOCKET_SERVER = file("bench/peers/servers/y-websocket.js");

/** All of them keep documents: Motet its log, Hocuspocus one file each, y-websocket's server y-leveldb or, as by default, nothing. */
export const contestants: readonly Contestant[] = [
  {
    name: "Motet",
    start: (directory, port) =>
      run(port, Y_WEBSOCKET, "/sync/", (port) => ({
        args: [MOTET, "--port", String(port), "--data-dir", directory, "--log-level", "error"],
        env: {},
      })),
  },
  {
    name: "Hocuspocus",
    start: (directory, port) =>
      run(port, HOCUSPOCUS, "/", (port) => ({
        args: [HOCUSPOCUS_SERVER],
        env: { PORT: String(port), DATA_DIR: directory },
      })),
  },
  {
    name: "y-websocket, y-leveldb",
    start: (directory, port) =>
      run(port, Y_WEBSOCKET, "/", (port) => ({
        args: [Y_WEBSOCKET_SERVER],
        env: { PORT: String(port), YPERSISTENCE: directory },
      })),
  },
  {
    name: "y-websocket, no disk",
    start: (_, port) =>
      run(port, Y_WEBSOCKET, "/", (port) => ({ args: [Y_WEBSOCKET_SERVER], env: { PORT: String(port) } })),
  },
];

/** A new directory for one contestant, gone when the work has ended. */
export async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "motet-bench-"));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A server on a directory of its own, killed when the work has ended. */
export function withServer<T>(
  contestant: Contestant,
  work: (server: RunningServer) => Promise<T>,
): Promise<T> {
  return inDirectory(async (directory) => {
    const server = await contestant.start(directory);
    try {
      return await work(server);
    } finally {
      await server.kill();
    }
  });
}

async function run(
  wishedPort: number | undefined,
  dialect: Dialect,
  path: string,
  command: (port: number) => { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv },
): Promise<RunningServer> {
  const port = wishedPort ?? (await freePort());
  const { args, env } = command(port);
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  await ready(child);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  };
  return {
    pid: child.pid as number,
    port,
    dialect,
    url: (documentId) => `ws://127.0.0.1:${port}${path}${documentId}`,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

async function ready(child: ChildProcess): Promise<void> {
  const died = once(child, "exit").then(() => {
    throw new Error(`${child.spawnargs.join(" ")} ended before it was ready`);
  });
  if (child.stdout === null) throw new Error("The server has no output");
  const said = (async () => {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) if (/ready/i.test(String(chunk))) return;
  })();
  await Promise.race([said, died]);
  died.catch(() => {});
  child.stdout.resume();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
