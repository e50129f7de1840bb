import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose, readConfig } from "@motet/app-server";

/** Motet's own server and pages, where rights expire and can be withdrawn, or with limits of its own. */
export interface StrictServer {
  readonly url: string;
  isAllowed: boolean;
  close(): Promise<void>;
}

export interface StrictServerOptions {
  /** How long a permission is good for; for good if left out. */
  readonly goodForMs?: number;
  readonly maxDocumentBytes?: number;
  readonly idleTimeoutMs?: number;
  /** A certificate and its key, as files. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
}

export async function startStrictServer({
  goodForMs,
  tls,
  ...limits
}: StrictServerOptions): Promise<StrictServer> {
  const directory = await mkdtemp(join(tmpdir(), "motet-strict-"));
  const state = { isAllowed: true };
  const settings = readConfig({
    flags: [],
    environment: { DATA_DIR: directory, LOG_LEVEL: "silent" },
    envFile: null,
    workingDirectory: directory,
  });
  if (settings.kind !== "config") throw new Error(`The settings are ${settings.kind}.`);
  const { app, close } = await compose({
    config: { ...settings.config, tls: tls ?? null },
    limits,
    authorizer: {
      authorize: async () => {
        if (!state.isAllowed) return { kind: "not-found" };
        const expiresAt = goodForMs === undefined ? null : Date.now() + goodForMs;
        return { kind: "granted", access: { role: "owner", userId: null, expiresAt } };
      },
    },
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    get isAllowed() {
      return state.isAllowed;
    },
    set isAllowed(next) {
      state.isAllowed = next;
    },
    async close() {
      await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
