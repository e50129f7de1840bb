import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { EMPTY_DOCUMENT, TITLE } from "@motet/model";
import { type Authorizer, createSyncServer, type SyncServer, type SyncServerOptions } from "@motet/server";
import { motetSync } from "@motet/server-fastify";
import { openLevelStore } from "@motet/store-level";
import type { FastifyInstance } from "fastify";
import { CatalogProjection } from "./documents/catalog-projection.js";
import { Documents } from "./documents/documents.js";
import { OPEN_AUTHORIZER } from "./documents/open-authorizer.js";
import { welcome } from "./documents/welcome.js";
import { DiskFiles } from "./files/disk-files.js";
import { Images } from "./files/images.js";
import { UploadRate } from "./files/upload-rate.js";
import { contentRoutes } from "./http/content-routes.js";
import { createApp } from "./http/create-app.js";
import { documentRoutes } from "./http/document-routes.js";
import { fileRoutes } from "./http/file-routes.js";
import { guards } from "./http/guards.js";
import { healthRoutes } from "./http/health-routes.js";
import { metricsRoutes } from "./http/metrics-routes.js";
import { Pages } from "./http/pages.js";
import { securityHeaders } from "./http/security-headers.js";
import { createMetrics } from "./metrics/metrics.js";
import type { Config } from "./settings/config.js";
import { readTls } from "./settings/read-tls.js";

export interface Motet {
  readonly app: FastifyInstance;
  /** Stops listening, closes the sessions, writes what is left, lets go of the store. Idempotent. */
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly config: Config;
  /** The app's `index.html`. Default: where `@motet/app-web` builds it; null: no pages. */
  readonly indexFile?: string | null;
  /** Who may have which document. Default: what `config.auth` says. */
  readonly authorizer?: Authorizer;
  /** Of the sync server, where its own do not fit. */
  readonly limits?: SyncServerOptions["limits"];
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

const REQUESTS_END_WITHIN_MS = 3_000;

/** A mark that outlives the program only where it ended without closing. */
const RUNNING = "running";

/** A hundred syncs of the disk a second are enough: nobody sees "Saved" come 10 ms later. */
const COMMIT_INTERVAL_MS = 10;

/** Of one address: a hundred photographs at once, then one of 2 MB a second. */
const UPLOAD_RATE = { bytesPerSecond: 2_000_000, burstBytes: 200_000_000 };

/** The one place where adapters are chosen and put together. Rejects with a `StoreError` that names the directory. */
export const compose = async ({
  config,
  indexFile = builtIndexFile(),
  authorizer = OPEN_AUTHORIZER,
  limits = {},
  now = Date.now,
}: ComposeOptions): Promise<Motet> => {
  const pages = await Pages.read(indexFile);
  const tls = await readTls(config);
  const app = createApp({ ...config, tls, answerUnroutable: pages.answerUnroutable });
  const { log } = app;
  const { storeDirectory, historyMs, historyBytes } = config;
  const retention = { historyMs, historyBytes };
  const store = await openLevelStore({ directory: storeDirectory, log, retention });
  const files = await DiskFiles.open(config.filesDirectory).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const isRecovering = await store.marks.has(RUNNING);
  await store.marks.add([RUNNING]);
  const metrics = createMetrics(() => server.stats());
  const server: SyncServer = createSyncServer({
    store: metrics.measured(store.documents),
    observer: metrics.observer,
    limits: { commitIntervalMs: COMMIT_INTERVAL_MS, idleTimeoutMs: config.idleTimeoutMs, ...limits },
    isRecovering,
    authorizer,
    seed: EMPTY_DOCUMENT,
    titleRoot: TITLE,
    log,
  });
  const projection = new CatalogProjection({
    catalog: store.catalog,
    store: store.documents,
    marks: store.marks,
    log,
    now,
  });
  server.on("documentChanged", (change) => projection.follow(change));
  const documents = new Documents({ catalog: store.catalog, server, projection, now });

  const close = once(async () => {
    await stopListening(app);
    await server.close();
    if (server.stats().backlogBytes === 0) await store.marks.remove([RUNNING]).catch(stays(log));
    await projection.close();
    await files.close();
    await store.close();
  });
  try {
    await projection.catchUp();
    await welcome({ documents, marks: store.marks });

    const allowedOrigins = withPublicOrigin(config);
    securityHeaders(app);
    guards(app, { host: config.host, publicUrl: config.publicUrl, allowedOrigins });
    await app.register(motetSync, {
      server,
      allowedOrigins,
      admit: (documentId) => documents.admit(documentId),
    });
    healthRoutes(app, { list: () => documents.list({ limit: 1 }), stats: () => server.stats() });
    metricsRoutes(app, { registry: metrics.registry, isPublic: config.metricsArePublic });
    documentRoutes(app, documents);
    contentRoutes(app, documents);
    fileRoutes(app, {
      images: new Images(files),
      rate: new UploadRate({ ...UPLOAD_RATE, now: () => performance.now() }),
      documents,
      authorize: (request) => server.authorize(request),
    });
    if (indexFile === null) log.warn("The web app has not been built: this server has no pages");
    await pages.register(app);
    await app.ready();
  } catch (error) {
    await close();
    throw error;
  }
  return { app, close };
};

/** Requests under way get their answers; those that do not come to an end are cut off. */
const stopListening = async (app: FastifyInstance): Promise<void> => {
  const cutOff = setTimeout(() => app.server.closeAllConnections(), REQUESTS_END_WITHIN_MS);
  await app.close();
  clearTimeout(cutOff);
};

/** The next start then takes itself for one after a crash, which does no harm. */
const stays =
  (log: FastifyInstance["log"]) =>
  (error: unknown): void =>
    log.warn({ err: error }, "The store does not take the mark of an orderly stop");

const withPublicOrigin = ({ allowedOrigins, publicUrl }: Config): readonly string[] | "*" =>
  allowedOrigins === "*" || publicUrl === null ? allowedOrigins : [...allowedOrigins, publicUrl];

const builtIndexFile = (): string | null => {
  try {
    const file = createRequire(import.meta.url).resolve("@motet/app-web/dist/index.html");
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
};

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let result: Promise<void> | undefined;
  return () => {
    result ??= work();
    return result;
  };
};
