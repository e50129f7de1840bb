import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
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

/** As Vite writes it: the entry, and the pages with what they share with the entry and what is their own. */
const MANIFEST = {
  "index.html": {
    file: "assets/main-1a2b3c.js",
    isEntry: true,
    imports: ["_shared.js"],
    css: ["assets/main.css"],
  },
  "src/document/DocumentPage.tsx": {
    file: "assets/page-4d5e6f.js",
    isDynamicEntry: true,
    imports: ["index.html", "_shared.js", "_text.js"],
    dynamicImports: ["src/rare.ts"],
    css: ["assets/page-0d1e2f.css"],
  },
  "src/documents/DocumentsPage.tsx": {
    file: "assets/list-3e4f5a.js",
    isDynamicEntry: true,
    imports: ["index.html", "_shared.js"],
  },
  "_shared.js": { file: "assets/shared.js" },
  "_text.js": { file: "assets/text-7a8b9c.js", imports: ["_shared.js"] },
  "src/rare.ts": { file: "assets/rare.js" },
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
    writeFile(join(directory, "assets", "main-1a2b3c.js.br"), brotliCompressSync("// main")),
    writeFile(join(directory, ".vite", "manifest.json"), JSON.stringify(MANIFEST)),
  ]);
  return join(directory, "index.html");
};
