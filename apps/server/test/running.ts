import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Config, compose, type Motet } from "../src/index.js";

export const temporaryDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), "motet-server-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
};

export const configFor = (directory: string, more: Partial<Config> = {}): Config => ({
  port: 0,
  host: "127.0.0.1",
  dataDirectory: directory,
  storeDirectory: join(directory, "leveldb"),
  filesDirectory: join(directory, "files"),
  publicUrl: null,
  allowedOrigins: [],
  auth: "open",
  tls: null,
  trustedProxies: [],
  idleTimeoutMs: 30 * 60_000,
  historyMs: Number.POSITIVE_INFINITY,
  historyBytes: Number.POSITIVE_INFINITY,
  metricsArePublic: false,
  logLevel: "silent",
  ...more,
});

export interface RunningOptions {
  readonly directory?: string;
  readonly config?: Partial<Config>;
  readonly indexFile?: string | null;
  readonly now?: () => number;
}

/** Motet, composed and not listening, until the end of the test. */
export const running = async ({
  directory,
  config,
  indexFile = null,
  now,
}: RunningOptions = {}): Promise<Motet> => {
  const motet = await compose({
    config: configFor(directory ?? (await temporaryDirectory()), config),
    indexFile,
    ...(now === undefined ? {} : { now }),
  });
  onTestFinished(() => motet.close());
  return motet;
};

/** The same, listening; the address without a scheme: `127.0.0.1:<port>`. */
export const listening = async (options: RunningOptions = {}): Promise<{ motet: Motet; host: string }> => {
  const motet = await running(options);
  await motet.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = motet.app.server.address() as AddressInfo;
  return { motet, host: `127.0.0.1:${port}` };
};

/** A build of the web app in miniature; resolves with its `index.html`. */
export const miniatureApp = async (): Promise<string> => {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, "assets"));
  await mkdir(join(directory, ".vite"));
  await Promise.all([
    writeFile(join(directory, "index.html"), "<!doctype html><title>Motet</title>"),
    writeFile(join(directory, "theme.js"), "// theme"),
    writeFile(join(directory, "assets", "main-1a2b3c.js"), "// main"),
    writeFile(join(directory, "assets", "main-1a2b3c.js.map"), "{}"),
    writeFile(join(directory, ".vite", "manifest.json"), "{}"),
  ]);
  return join(directory, "index.html");
};
